import { DAY, dayOf } from '../../domain/clock.ts';
import type { Sheet } from '../../domain/sheet.ts';
import { tagOf } from '../../domain/tag.ts';
import { zhCN } from '../../domain/words/index.ts';
import type { Duty } from '../duty.ts';
import type { Table } from '../workbook.ts';
import { type Line, type Of, pageOf, signupsOf, sumOf, tallyOf } from './lines.ts';
import { openAll } from './opening.ts';
import { drugsBy, requestsOf, type Stop } from './stops.ts';
import { turnoutOf } from './turnouts.ts';

const { dates, status } = zhCN;
const { signups: words } = zhCN.desk;
const { columns } = words;

/** Ended requests are on a list for so long. */
const LAST_DAYS = 7 * DAY;

const { tag, building, door, name, phone, state } = columns;

const nameOf = ({ buildings }: Sheet, id: string | null): string => buildings.find((one) => one.id === id)?.name ?? id ?? '';

/** The sign-ups of one distribution, round or post. */
export const signupTable = async (duty: Duty, sheet: Sheet, of: Of): Promise<Table> => {
  const where = signupsOf(duty, sheet, of);
  const tallies = await tallyOf(duty.store, sheet, where);
  const all = (filter: { state?: 'cancelled' }) => pageOf(duty.store, sheet, where, tallies, filter, 1, Math.max(1, sumOf(tallies)));
  const [listed, cancelled] = await Promise.all([all({}), all({ state: 'cancelled' })]);
  const head = [tag, building, door, name, phone, columns.slot, columns.place, state, columns.source, columns.asked, columns.changed];
  const rowOf = ({ row, person, door: where }: Line) => [
    ...[tagOf(row.id), nameOf(sheet, row.building), where, person?.name ?? '', person?.phone ?? ''],
    ...[`${dates.date(dayOf(row.slotWords.startsAt))} ${dates.span(row.slotWords.startsAt, row.slotWords.endsAt)}`, row.slotWords.place],
    ...[status.signup[row.kind][row.state], status.source[row.source], dates.moment(row.askedAt), dates.moment(row.changedAt)],
  ];
  return [head, ...[...listed.lines, ...cancelled.lines].map(rowOf)];
};

/** Requests that are open, or ended in the last seven days. @param withDrugs which drugs were asked for, too */
export const requestTable = async (duty: Duty, sheet: Sheet, withDrugs: boolean): Promise<Table> => {
  const stops = await requestsOf(duty, sheet, duty.now.real - LAST_DAYS);
  const drugs = withDrugs ? await drugsBy(duty, sheet) : undefined;
  const head = [tag, columns.service, columns.urgent, state, building, door, name, phone, columns.asked, columns.due, columns.ended];
  const rowOf = ({ row, asked, door: where }: Stop) => [
    ...[tagOf(row.id), row.title, row.urgent ? words.urgent : '', status.request[row.state]],
    ...[nameOf(sheet, row.building), where, asked?.name ?? '', asked?.phone ?? ''],
    ...[
      dates.moment(row.askedAt),
      dates.untilDay(row.dueAt),
      row.endedAt === null ? '' : dates.moment(row.endedAt + sheet.town.clockOffset),
    ],
    ...(drugs
      ? [(drugs.get(row.id) ?? []).map((one) => [one.name, one.strength, `×${one.amount}`].filter(Boolean).join(' ')).join('；')]
      : []),
  ];
  if (drugs)
    await openAll(
      duty,
      stops.filter(({ row }) => drugs.has(row.id)).map(({ row }) => row),
      { exported: true },
    );
  return [[...head, ...(withDrugs ? [columns.drugs] : [])], ...stops.map(rowOf)];
};

/** What was counted at every round. */
export const turnoutTable = async (duty: Duty, sheet: Sheet): Promise<Table> => {
  const head = [columns.round, columns.batch, building, columns.expected, columns.came, columns.at];
  const rounds = await Promise.all(sheet.rounds.map(async (round) => ({ round, counts: await turnoutOf(duty.store, sheet, round.id) })));
  const rows = rounds.flatMap(({ round, counts }) =>
    counts.map((one) => [
      ...[round.title, round.batches.find(({ id }) => id === one.batch)?.title ?? one.batch],
      ...[one.building === '' ? words.everyone : nameOf(sheet, one.building), one.expected, one.came, dates.moment(one.at)],
    ]),
  );
  return [head, ...rows];
};
