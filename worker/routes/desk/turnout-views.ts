import type { Context } from 'hono';
import { EMPTY_FORM, type FormState } from '../../../domain/form.ts';
import type { BatchOutline } from '../../../domain/round-outline.ts';
import { zhCN } from '../../../domain/words/index.ts';
import type { Duty } from '../../duty.ts';
import type { Host, Portal } from '../../host.ts';
import { expectedOf, rowsOf, signedUpFor } from '../../records/turnouts.ts';
import { type Counted, missingOf, nameOf, pathOf, sumOf } from './counted.ts';
import { missedDoors } from './missed.ts';
import { pagingOf, withQuery } from './offered.ts';
import { type Manner, pageIn, show } from './page.ts';

const { desk, dates } = zhCN;
const words = desk.signups;

/** Two fields a row, within what a form may carry. */
const ROWS = 40;

/** The batch that is being counted; nothing where none was chosen. */
export const batchIn = ({ round }: Counted, id: string | undefined): BatchOutline | undefined => round.batches.find((one) => one.id === id);

/** The buildings that one page of a batch asks about, in their order. */
export const buildingsOn = (batch: BatchOutline, page: number): readonly string[] => rowsOf(batch).slice((page - 1) * ROWS, page * ROWS);

const rowsIn = async (duty: Duty, { sheet, round, counts }: Counted, batch: BatchOutline, page: number) => {
  const signedUp = await signedUpFor(duty.store, sheet, round.id);
  return buildingsOn(batch, page).map((building) => {
    const counted = counts.find((one) => one.batch === batch.id && one.building === building);
    const expected = counted?.expected ?? expectedOf(sheet, round.id, batch, building, signedUp);
    return { building, name: nameOf(sheet, building), expected: String(expected ?? ''), came: counted ? String(counted.came) : '' };
  });
};

/** The page of a round's turnout: what was counted of every batch, and the rows of the one that is being counted. */
export const showTurnout = async (
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
