import { type Context, Hono } from 'hono';
import { RUN_STATES } from '../../../domain/chain.ts';
import { addDays, dayOf } from '../../../domain/clock.ts';
import { EMPTY_FORM, type Fields, type FormState } from '../../../domain/form.ts';
import { zhCN } from '../../../domain/words/index.ts';
import type { Duty } from '../../duty.ts';
import { field, fieldsIn } from '../../fields.ts';
import type { Host, Portal } from '../../host.ts';
import { medicineAt, recordsBy } from '../../records/chains.ts';
import { crewFrom, crewIn, crewOf } from '../../records/crew.ts';
import { homesOn, MOST_ON_RUN, putOnRun, takeOffRun } from '../../records/loads.ts';
import type { RequestRecord } from '../../records/record.ts';
import { makeRun, manRun, moveRun, type Run, runAt, runDays, runsOn } from '../../records/runs.ts';
import { settled } from '../../records/work.ts';
import { Refusal } from '../../refusal.ts';
import { pharmacyOf } from './hospitals.ts';
import { show } from './page.ts';
import { bound, param, type Rules } from './rules.ts';
import { crewOptions, runLines, runSide } from './runlines.ts';
import { runView } from './runviews.ts';

const { medicine: words, shell } = zhCN.desk;

export const RUN_RULES = {
  'GET /desk/medicine/runs': { right: 'medicine' },
  'POST /desk/medicine/runs': { right: 'medicine' },
  'GET /desk/medicine/runs/:id': { right: 'medicine', of: 'run' },
  'POST /desk/medicine/runs/:id/items': { right: 'medicine', of: 'run' },
  'POST /desk/medicine/runs/:id/items/off': { right: 'medicine', of: 'run' },
  'POST /desk/medicine/runs/:id/people': { right: 'medicine', of: 'run' },
  'POST /desk/medicine/runs/:id/state': { right: 'medicine', of: 'run' },
} as const satisfies Rules;

/** Several values of one name. */
const several = (fields: Fields, name: string): string[] => [fields[name] ?? []].flat().filter(Boolean);

const dayWords = (day: string): string => `${zhCN.dates.date(day)} ${zhCN.dates.weekday(day)}`;

// Homes that one form may put on a run: each is a batch of its own.
const MOST_PUT = 40;

/** Runs: made, manned, loaded, sent out and back. */
export const runRoutes = (host: Host) => {
  const app = new Hono<Portal>({ strict: false });
  const { on } = bound(app, RUN_RULES);

  const showRuns = async (c: Context<Portal>, duty: Duty, form: FormState = EMPTY_FORM) => {
    const earlier = c.req.query('earlier') !== undefined;
    const today = dayOf(duty.now.town);
    const days = earlier ? Array.from({ length: 14 }, (_, back) => addDays(today, -1 - back)) : runDays(duty);
    const { hospitals } = await pharmacyOf(c, duty);
    const [runs, crew] = await duty.store.db.batch([runsOn(duty, days), crewIn(duty, duty.scope)]);
    const lines = await runLines(duty, runs, ...(await duty.store.db.batch(runSide(duty, runs))));
    const page = {
      days: days.map((day) => ({ day, runs: lines.filter((run) => run.day === day) })).filter(({ runs }) => runs.length > 0),
      earlier,
      hospitals: hospitals.map(({ name }) => ({ value: name, label: name })),
      dayChoices: runDays(duty).map((day) => ({ value: day, label: `${dayWords(day)} ${zhCN.dates.relative(day, today)}`.trim() })),
      crew: crewOptions(await crewFrom(duty.store, duty.scope, crew)),
      form,
    };
    return show(host, c, duty, 'desk/medicine/runs', page, { status: Object.keys(form.faults).length > 0 ? 422 : 200 });
  };

  on('GET /desk/medicine/runs', (c, duty) => showRuns(c, duty));

  /** The two people of a form: nobody yet, or two different ones of the crew. */
  const pairIn = async (duty: Duty, fields: Fields) => {
    const [first, second] = [field(fields, 'first') || null, field(fields, 'second') || null];
    const crew = await crewOf(duty, duty.scope);
    const isCrew = (who: string | null) => who === null || crew.some(({ id }) => id === who);
    const faults: Record<string, string> = {};
    if (!isCrew(first)) faults['first'] = words.run.notCrew;
    if (!isCrew(second)) faults['second'] = words.run.notCrew;
    if (first !== null && first === second) faults['second'] = words.run.twoPeople;
    return { first, second, faults };
  };

  on('POST /desk/medicine/runs', async (c, duty) => {
    const fields = await fieldsIn(c);
    const { hospitals } = await pharmacyOf(c, duty);
    const hospital = hospitals.find(({ name }) => name === field(fields, 'hospital'))?.name;
    const day = runDays(duty).find((one) => one === field(fields, 'day'));
    const { first, second, faults } = await pairIn(duty, fields);
    if (!hospital || !day || Object.keys(faults).length > 0) {
      const wrong = { ...(!hospital && { hospital: words.run.noHospital }), ...(!day && { day: words.run.dayWrong }), ...faults };
      return showRuns(c, duty, { values: fields, faults: wrong });
    }
    return c.redirect(`/desk/medicine/runs/${await makeRun(duty, { hospital, day, first, second })}?said=mMade`, 303);
  });

  const showRun = async (c: Context<Portal>, duty: Duty, run: Run, fault?: string, status: 409 | 422 = 409) => {
    const { hospitals } = await pharmacyOf(c, duty);
    const page = { ...(await runView(c, duty, run, hospitals)), first: run.first ?? '', second: run.second ?? '' };
    return show(host, c, duty, 'desk/medicine/run', page, fault ? { status, fault } : {});
  };

  on('GET /desk/medicine/runs/:id', async (c, duty) => showRun(c, duty, await runAt(duty, param(c, 'id'))));

  on('POST /desk/medicine/runs/:id/items', async (c, duty) => {
    const fields = await fieldsIn(c);
    const run = await runAt(duty, param(c, 'id'));
    if (run.state === 'back') return showRun(c, duty, run, words.run.over);
    // `<request>.<queue>`: the two parts of a mixed request may go with two runs.
    const parts = several(fields, 'part').slice(0, MOST_PUT);
    const ids = parts.map((part) => part.split('.')[0] ?? '');
    if (ids.length === 0) return showRun(c, duty, run, words.run.tickSome, 422);
    for (const [id, found] of await recordsBy(duty, ids)) {
      // The first try goes without reading anew what was just read for all of them.
      let newest: RequestRecord | undefined = found;
      const find = async () => {
        const record = newest ?? (await medicineAt(duty, id));
        newest = undefined;
        return record;
      };
      const ticked = found.items.filter(({ queue }) => parts.includes(`${id}.${queue}`)).map((item) => item.id);
      const isFull = async () => ((await homesOn(duty, [run.id]))[0]?.homes ?? 0) >= MOST_ON_RUN;
      const put = await settled(find, async (record) => {
        const deal = await putOnRun(duty, record, run, ticked);
        return deal === 'overtaken' && (await isFull()) ? 'refused' : deal;
      });
      if (!put && (await isFull())) return showRun(c, duty, run, words.run.full);
    }
    return c.redirect(`/desk/medicine/runs/${run.id}?said=mPut`, 303);
  });

  on('POST /desk/medicine/runs/:id/items/off', async (c, duty) => {
    const fields = await fieldsIn(c);
    const run = await runAt(duty, param(c, 'id'));
    const named = field(fields, 'request');
    if (!named) throw new Refusal(422, zhCN.asking.unreadable);
    await settled(
      () => medicineAt(duty, named),
      (record) => takeOffRun(duty, record, run),
    );
    return c.redirect(`/desk/medicine/runs/${run.id}?said=mOff`, 303);
  });

  on('POST /desk/medicine/runs/:id/people', async (c, duty) => {
    const fields = await fieldsIn(c);
    const run = await runAt(duty, param(c, 'id'));
    const { first, second, faults } = await pairIn(duty, fields);
    const [fault] = Object.values(faults);
    if (fault) return showRun(c, duty, run, fault, 422);
    if (!(await manRun(duty, run, first, second))) return showRun(c, duty, await runAt(duty, run.id), shell.overtaken);
    return c.redirect(`/desk/medicine/runs/${run.id}?said=mManned`, 303);
  });

  on('POST /desk/medicine/runs/:id/state', async (c, duty) => {
    const fields = await fieldsIn(c);
    const run = await runAt(duty, param(c, 'id'));
    const state = RUN_STATES.find((one) => one === field(fields, 'state'));
    if (!state) return showRun(c, duty, run, zhCN.asking.unreadable, 422);
    if (state === 'out' && (run.first === null || run.second === null)) return showRun(c, duty, run, words.run.twoNeeded, 422);
    if (state !== run.state && !(await moveRun(duty, run, state))) return showRun(c, duty, await runAt(duty, run.id), shell.overtaken);
    return c.redirect(`/desk/medicine/runs/${run.id}?said=mMoved`, 303);
  });

  return app;
};
