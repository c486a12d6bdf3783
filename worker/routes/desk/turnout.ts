import { type Context, Hono } from 'hono';
import { EMPTY_FORM, type FormState } from '../../../domain/form.ts';
import type { BatchOutline, RoundOutline } from '../../../domain/round-outline.ts';
import type { Sheet } from '../../../domain/sheet.ts';
import { numberTyped } from '../../../domain/typed.ts';
import { zhCN } from '../../../domain/words/index.ts';
import type { Duty } from '../../duty.ts';
import { field, fieldsIn } from '../../fields.ts';
import type { Host, Portal } from '../../host.ts';
import { logList } from '../../records/lists.ts';
import { type Count, countTurnout, expectedOf, rowsOf, signedUpFor, type Turnout, turnoutOf } from '../../records/turnouts.ts';
import { Refusal } from '../../refusal.ts';
import { buildingSaid } from './line-views.ts';
import { fullAddress, pagingOf, wholeSheetAt, withQuery } from './offered.ts';
import { type Manner, pageIn, show } from './page.ts';
import { missedDoors } from './missed.ts';
import { paperSheets } from './paper.ts';
import { bound, param, type Rules } from './rules.ts';

const { desk, dates } = zhCN;
const words = desk.signups;

export const TURNOUT_RULES = {
  'GET /desk/turnout/:committee/:compound/:round': { right: 'slots', of: 'place' },
  'POST /desk/turnout/:committee/:compound/:round': { right: 'slots', of: 'place' },
  'GET /desk/turnout/:committee/:compound/:round/missing': { right: 'slots', of: 'place' },
} as const satisfies Rules;

/** Two fields a row, within what a form may carry. */
const ROWS = 40;
const MISSING_ROWS = 34;
const MOST = 9999;

interface Counted {
  sheet: Sheet;
  round: RoundOutline;
  counts: Turnout[];
}

const countedAt = async (c: Context<Portal>, duty: Duty): Promise<Counted> => {
  const sheet = await wholeSheetAt(c, duty);
  const round = sheet.rounds.find(({ id }) => id === param(c, 'round'));
  if (!round) throw new Refusal(404, desk.shell.none);
  return { sheet, round, counts: await turnoutOf(duty.store, sheet, round.id) };
};

const pathOf = ({ sheet, round }: Counted): string => `/desk/turnout/${sheet.committee.id}/${sheet.compound.id}/${round.id}`;

const nameOf = (sheet: Sheet, building: string): string => (building === '' ? words.everyone : buildingSaid(sheet, building));

const sumOf = (counts: readonly Pick<Turnout, 'expected' | 'came'>[]) =>
  counts.reduce((sum, { expected, came }) => ({ expected: sum.expected + expected, came: sum.came + came }), { expected: 0, came: 0 });

/** By building how many are missing of those expected: what the make-up batch is for. */
const missingOf = ({ sheet, counts }: Counted) => {
  const buildings = [...sheet.buildings.map(({ id }) => id), ''];
  return buildings.flatMap((building) => {
    const { expected, came } = sumOf(counts.filter((one) => one.building === building));
    return expected > came ? [{ name: nameOf(sheet, building), expected, came, missing: expected - came }] : [];
  });
};

const fieldName = (name: 'expected' | 'came', row: number): string => `${name}-${row}`;

const rowsIn = async (duty: Duty, { sheet, round, counts }: Counted, batch: BatchOutline, page: number) => {
  const signedUp = await signedUpFor(duty.store, sheet, round.id);
  return rowsOf(batch)
    .slice((page - 1) * ROWS, page * ROWS)
    .map((building) => {
      const counted = counts.find((one) => one.batch === batch.id && one.building === building);
      const expected = counted?.expected ?? expectedOf(sheet, round.id, batch, building, signedUp);
      return { building, name: nameOf(sheet, building), expected: String(expected ?? ''), came: counted ? String(counted.came) : '' };
    });
};

const batchIn = ({ round }: Counted, id: string | undefined): BatchOutline | undefined => round.batches.find((one) => one.id === id);

const showTurnout = async (
  host: Host,
  c: Context<Portal>,
  duty: Duty,
  counted: Counted,
  form: FormState = EMPTY_FORM,
  manner: Manner = {},
): Promise<Response> => {
  const { sheet, round, counts } = counted;
  const base = pathOf(counted);
  const batch = batchIn(counted, c.req.query('batch'));
  const page = pageIn(c);
  const rows = batch && (await rowsIn(duty, counted, batch, page));
  const { expected, came } = sumOf(counts);
  const missing = missingOf(counted);
  const doors = batch ? [] : await missedDoors(duty, sheet, round.id);
  return show(
    host,
    c,
    duty,
    'desk/turnout',
    {
      title: round.title,
      compound: sheet.compound.name,
      base,
      batches: round.batches.map((one) => {
        const mine = counts.filter((count) => count.batch === one.id);
        const sum = sumOf(mine);
        return {
          href: withQuery(base, { batch: one.id }),
          title: `${dates.span(one.startsAt, one.endsAt)} ${one.title}`,
          said: mine.length > 0 ? words.percent(sum.came, sum.expected) : words.notCounted,
          current: one.id === batch?.id,
        };
      }),
      total: counts.length > 0 ? words.percent(came, expected) : words.notCounted,
      missing,
      missingTotal: missing.reduce((sum, one) => sum + one.missing, 0),
      doors,
      batch: batch &&
        rows && {
          id: batch.id,
          title: batch.title,
          rows,
          form,
          page,
          paging: pagingOf(rowsOf(batch).length, page, ROWS, (at) => withQuery(base, { batch: batch.id, page: at })),
        },
    },
    manner,
  );
};

/** How many came to each batch of a round: counts, no names and no results. */
export const turnoutRoutes = (host: Host) => {
  const app = new Hono<Portal>({ strict: false });
  const { on } = bound(app, TURNOUT_RULES);

  on('GET /desk/turnout/:committee/:compound/:round', async (c, duty) => showTurnout(host, c, duty, await countedAt(c, duty)));

  on('POST /desk/turnout/:committee/:compound/:round', async (c, duty) => {
    const counted = await countedAt(c, duty);
    const batch = batchIn(counted, c.req.query('batch'));
    if (!batch) throw new Refusal(422, desk.shell.none);
    const fields = await fieldsIn(c);
    const page = pageIn(c);
    const counts: Count[] = [];
    const gone: string[] = [];
    const faults: Record<string, string> = {};
    const typed = (name: 'expected' | 'came', row: number): number | undefined => {
      const bare = numberTyped(field(fields, fieldName(name, row)));
      if (bare === '') return undefined;
      const value = /^\d+$/.test(bare) ? Number(bare) : Number.NaN;
      if (!(value <= MOST)) faults[fieldName(name, row)] = words.countRange(words[name]);
      return value;
    };
    for (const [row, building] of rowsOf(batch)
      .slice((page - 1) * ROWS, page * ROWS)
      .entries()) {
      const [expected, came] = [typed('expected', row), typed('came', row)];
      if (came === undefined) gone.push(building);
      else if (expected === undefined) faults[fieldName('expected', row)] = words.expectedNeeded;
      else counts.push({ building, expected, came });
    }
    if (Object.keys(faults).length > 0) return showTurnout(host, c, duty, counted, { values: fields, faults }, { status: 422 });
    const counting = gone.filter((building) => counted.counts.some((one) => one.batch === batch.id && one.building === building));
    if (counts.length + counting.length > 0) await countTurnout(duty, counted.sheet, counted.round.id, batch.id, counts, counting);
    return c.redirect(withQuery(pathOf(counted), { said: 'u-counted' }), 303);
  });

  on('GET /desk/turnout/:committee/:compound/:round/missing', async (c, duty) => {
    const counted = await countedAt(c, duty);
    const { sheet, round } = counted;
    const rows = missingOf(counted);
    const missing = rows.reduce((sum, one) => sum + one.missing, 0);
    const doors = await missedDoors(duty, sheet, round.id);
    await logList(duty, sheet, `turnout/${round.id}`, 'printed', { lines: rows.length + doors.length });
    return show(host, c, duty, 'desk/turnout-missing', {
      title: words.missingTitle,
      up: { href: pathOf(counted), name: round.title },
      newest: fullAddress(c, duty.town, c.req.path),
      doors:
        doors.length === 0 ? [] : paperSheets(doors, MISSING_ROWS, `${sheet.compound.name} ${words.doorsAbout(round.title, doors.length)}`),
      sheets: paperSheets(rows, MISSING_ROWS, `${sheet.compound.name} ${words.missingAbout(round.title, missing)}`),
    });
  });

  return app;
};
