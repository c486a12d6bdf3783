import { type Context, Hono } from 'hono';
import { nightOf as nightOn, WAITING_FOR } from '../../../domain/chain.ts';
import type { Fields } from '../../../domain/form.ts';
import { CALL_RESULTS } from '../../../domain/status.ts';
import { zhCN } from '../../../domain/words/index.ts';
import type { Option } from '../../../site/desk/option.ts';
import type { Duty } from '../../duty.ts';
import { field, fieldsIn } from '../../fields.ts';
import type { Host, Portal } from '../../host.ts';
import { cardById } from '../../records/cards.ts';
import { medicineAt } from '../../records/chains.ts';
import { lineAt, progressOn } from '../../records/nightlines.ts';
import { closeNight, dayAfter, findNight, type Night, nightAt, openNight, unclosedNights } from '../../records/nights.ts';
import { type Said, sayWord } from '../../records/nightwords.ts';
import { findOrMakeRun, type Run, runAt } from '../../records/runs.ts';
import { settled } from '../../records/work.ts';
import { Refusal } from '../../refusal.ts';
import { runOption } from './case.ts';
import { keepingOf, pharmacyOf } from './hospitals.ts';
import { nightOf } from './nightviews.ts';
import { pageIn, pageNumber, show } from './page.ts';
import { bound, param, type Rules } from './rules.ts';

const { night: words } = zhCN.desk.medicine;
const { shell } = zhCN.desk;

export const NIGHT_RULES = {
  'GET /desk/medicine/night': { right: 'medicine' },
  'POST /desk/medicine/night': { right: 'medicine' },
  'GET /desk/medicine/night/sheet': { right: 'medicine' },
  'GET /desk/medicine/nights/:id': { right: 'medicine', of: 'night' },
  'GET /desk/medicine/nights/:id/sheet': { right: 'medicine', of: 'night' },
  'POST /desk/medicine/nights/:id/lines/:line': { right: 'medicine', of: 'night' },
  'POST /desk/medicine/nights/:id/closing': { right: 'medicine', of: 'night' },
} as const satisfies Rules;

const A_PAGE = 30;
const A_SHEET = 16;
// A part of the list that is printed at once: so many sheets stay under 150 KB and 50 ms.
const SHEETS = 8;

/** The night list: opened, said line by line, closed when nothing is left unsaid. */
export const nightRoutes = (host: Host) => {
  const app = new Hono<Portal>({ strict: false });
  const { on } = bound(app, NIGHT_RULES);

  /** Tomorrow's runs that have not left, and the hospitals to which there is none yet. */
  const choices = async (c: Context<Portal>, duty: Duty, runs: readonly Run[]): Promise<Option[]> => {
    const { hospitals } = await pharmacyOf(c, duty);
    const planned = runs.filter(({ state }) => state === 'planned');
    const without = hospitals.filter(({ name }) => !planned.some(({ hospital }) => hospital === name));
    return [...planned.map(runOption), ...without.map(({ name }) => ({ value: `new:${name}`, label: words.newRun(name) }))];
  };

  const linkTo = ({ id, day }: Night) => ({ id, day });

  const draw = async (c: Context<Portal>, duty: Duty, night: Night | undefined, fault?: string, status: 409 | 422 = 409) => {
    const manner = fault ? { status, fault } : {};
    const page = fault ? 1 : pageIn(c);
    if (!night) {
      const unclosed = (await unclosedNights(duty)).map(linkTo);
      const empty = { day: nightOn(duty.now.town), lines: [], page, more: false, runs: [], sheets: [], unclosed };
      return show(host, c, duty, 'desk/medicine/night', empty, manner);
    }
    const { runs, unclosed, ...view } = await nightOf(c, duty, night, { from: (page - 1) * A_PAGE, most: A_PAGE });
    const others = unclosed.filter(({ id }) => id !== night.id).map(linkTo);
    const options = await choices(c, duty, runs);
    return show(host, c, duty, 'desk/medicine/night', { ...view, day: night.day, page, runs: options, unclosed: others }, manner);
  };

  on('GET /desk/medicine/night', async (c, duty) => draw(c, duty, await findNight(duty, nightOn(duty.now.town))));

  on('POST /desk/medicine/night', async (c, duty) => {
    await openNight(duty);
    return c.redirect('/desk/medicine/night?said=mOpened', 303);
  });

  on('GET /desk/medicine/nights/:id', async (c, duty) => draw(c, duty, await nightAt(duty, param(c, 'id'))));

  /** The word of a form with what belongs to it, or the sentence that says what is missing. */
  const saidIn = async (c: Context<Portal>, duty: Duty, night: Night, fields: Fields): Promise<Said | string> => {
    const word = field(fields, 'word');
    if (word === 'delivered') return { word };
    if (word === 'waiting') {
      const waitingFor = WAITING_FOR.find((one) => one === field(fields, 'for'));
      return waitingFor ? { word, waitingFor } : words.waitingNeeded;
    }
    const result = CALL_RESULTS.find((one) => one === (field(fields, 'result') || word));
    if (result) return { word: 'called', result };
    if (word !== 'tomorrow') return words.choose;
    const chosen = field(fields, 'run');
    if (!chosen) return words.runNeeded;
    if (!chosen.startsWith('new:')) {
      const run = await runAt(duty, chosen);
      return run.day === dayAfter(night) ? { word, run } : words.runNeeded;
    }
    const { hospitals } = await pharmacyOf(c, duty);
    const hospital = hospitals.find(({ name }) => name === chosen.slice(4))?.name;
    return hospital ? { word, run: await findOrMakeRun(duty, hospital, dayAfter(night)) } : words.runNeeded;
  };

  on('POST /desk/medicine/nights/:id/lines/:line', async (c, duty) => {
    const fields = await fieldsIn(c);
    const night = await nightAt(duty, param(c, 'id'));
    const line = await lineAt(duty, night.id, param(c, 'line'));
    if (night.closedAt !== null) return draw(c, duty, night, words.isClosed);
    const requestId = line.kind === 'request' ? line.subjectId : (await cardById(duty, line.subjectId)).requestId;
    const { row } = await medicineAt(duty, requestId);
    const keeping = await keepingOf(c, row);
    const said = await saidIn(c, duty, night, fields);
    if (typeof said === 'string') return draw(c, duty, night, said, 422);
    const ok = await settled(
      () => medicineAt(duty, requestId),
      async (record) => sayWord(duty, keeping, await nightAt(duty, night.id), line, record, said),
    );
    if (ok) return c.redirect(`/desk/medicine/nights/${night.id}?page=${pageNumber(field(fields, 'page'))}&said=mWord`, 303);
    const newest = await nightAt(duty, night.id);
    const why = said.word !== 'delivered' ? shell.overtaken : line.kind === 'card' ? words.cardStillOut : words.notDelivered;
    return draw(c, duty, newest, newest.closedAt === null ? why : words.isClosed);
  });

  on('POST /desk/medicine/nights/:id/closing', async (c, duty) => {
    const night = await nightAt(duty, param(c, 'id'));
    if (await closeNight(duty, night)) return c.redirect(`/desk/medicine/nights/${night.id}?said=mClosed`, 303);
    const [progress] = await progressOn(duty, night.id);
    return draw(c, duty, night, words.refused(progress?.blank ?? 0));
  });

  on('GET /desk/medicine/night/sheet', async (c, duty) => {
    const night = await findNight(duty, nightOn(duty.now.town));
    if (!night) throw new Refusal(404, shell.none);
    return c.redirect(`/desk/medicine/nights/${night.id}/sheet`, 303);
  });

  on('GET /desk/medicine/nights/:id/sheet', async (c, duty) => {
    const found = await nightAt(duty, param(c, 'id'));
    const most = A_SHEET * SHEETS;
    const page = pageIn(c);
    const { night, lines, more } = await nightOf(c, duty, found, { from: (page - 1) * most, most });
    const pages = Array.from({ length: Math.max(1, Math.ceil(lines.length / A_SHEET)) }, (_, at) =>
      lines.slice(at * A_SHEET, (at + 1) * A_SHEET),
    );
    const newest = new URL(`/desk/medicine/nights/${night.id}`, duty.town.url || c.req.url).href;
    return show(host, c, duty, 'desk/medicine/night-sheet', { night, pages, newest, page, more });
  });

  return app;
};
