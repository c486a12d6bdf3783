import { and, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm';
import { cards, nightLines } from '../../db/schema/medicine.ts';
import { items, notes } from '../../db/schema/requests.ts';
import { isSettled, type NightWord, stateAfter, type WaitingFor } from '../../domain/chain.ts';
import { type CallResult, isEnded } from '../../domain/status.ts';
import type { Duty } from '../duty.ts';
import { type Deal, endOf, type Keeping } from './cancellations.ts';
import { custodyOf } from './custody.ts';
import { type EventRow, happened } from './events.ts';
import type { Item } from './items.ts';
import type { NightLine } from './nightlines.ts';
import type { Night } from './nights.ts';
import type { RequestRecord } from './record.ts';
import { insertIf } from './rows.ts';
import { ownRuns, type Run } from './runs.ts';
import { workOn } from './work.ts';

/** Tonight's word for one line, with what belongs to it. */
export type Said =
  | { word: 'delivered' }
  | { word: 'tomorrow'; run: Run }
  | { word: 'waiting'; waitingFor: WaitingFor }
  | { word: 'called'; result: CallResult };

const isOpenNight = ({ id }: Night): SQL => sql`exists (select 1 from nights where id = ${id} and closed_at is null)`;

/** The statement that writes the word on its line; a later word takes its place until the list is closed. */
const writeWord = ({ store: { db }, person, now }: Duty, line: NightLine, said: Said, event: EventRow) =>
  db
    .update(nightLines)
    .set({
      word: (said.word === 'called' && said.result === 'missed' ? 'missed' : said.word) satisfies NightWord,
      runId: said.word === 'tomorrow' ? said.run.id : null,
      waitingFor: said.word === 'waiting' ? said.waitingFor : null,
      by: person.id,
      at: now.town,
    })
    .where(and(eq(nightLines.id, line.id), happened(event)));

/** Drugs still to be fetched that no later run of whoever's team it is brings: those of today's runs come back to the heap at night. */
const movable = async (duty: Duty, { items: drugs }: RequestRecord, night: Night): Promise<Item[]> => {
  const rest = drugs.filter((item) => !isSettled(item));
  const own = await ownRuns(
    duty,
    rest.map(({ runId }) => runId),
  );
  return rest.filter(({ runId }) => runId === null || (own.find(({ id }) => id === runId)?.day ?? '9999') <= night.day);
};

/** Puts what is left of a request on tomorrow's run, or back on the heap where it waits. */
const moveTo = (duty: Duty, moving: readonly Item[], runId: string | null, event: EventRow) =>
  moving.length === 0
    ? []
    : [
        duty.store.db
          .update(items)
          .set({ runId, changedAt: duty.now.town })
          .where(
            and(
              inArray(
                items.id,
                moving.map(({ id }) => id),
              ),
              happened(event),
            ),
          ),
      ];

const callNote = ({ store: { db }, person, now }: Duty, { row }: RequestRecord, result: CallResult, event: EventRow) =>
  insertIf(
    db,
    notes,
    {
      ...{ id: crypto.randomUUID(), town: row.town, committee: row.committee, compound: row.compound },
      ...{ recordKind: 'request' as const, recordId: row.id, kind: 'call' as const, result },
      ...{ by: person.id, at: now.town },
    },
    happened(event),
  );

/** The word for a card: with tomorrow's run, waiting, called; delivered says itself when it is back. */
const sayOfCard = async (duty: Duty, night: Night, line: NightLine, record: RequestRecord, said: Said): Promise<boolean> => {
  const { db } = duty.store;
  const run = said.word === 'tomorrow' ? said.run.id : undefined;
  const detail = {
    night: night.id,
    word: said.word,
    card: line.subjectId,
    ...(run && { run }),
    ...('waitingFor' in said && { waiting: said.waitingFor }),
  };
  return workOn(
    duty,
    record,
    { deed: said.word === 'called' ? 'called' : 'noted', detail: { ...detail, ...('result' in said && { result: said.result }) } },
    {},
    (event) => [
      ...(run
        ? [
            db
              .update(cards)
              .set({ runId: run })
              .where(and(eq(cards.id, line.subjectId), isNull(cards.returnedAt), happened(event))),
          ]
        : []),
      ...(said.word === 'called' ? [callNote(duty, record, said.result, event)] : []),
      writeWord(duty, line, said, event),
    ],
    isOpenNight(night),
  );
};

const sayDelivered = (duty: Duty, keeping: Keeping, night: Night, line: NightLine, record: RequestRecord): Promise<boolean> => {
  const said: Said = { word: 'delivered' };
  const ends = !custodyOf(record).card;
  return workOn(
    duty,
    record,
    { deed: ends ? 'ended' : 'noted', detail: { night: night.id, word: said.word }, ...(ends && { state: 'done' as const }) },
    ends ? { outcome: 'delivered', ...endOf(keeping, duty.now) } : {},
    (event) => [writeWord(duty, line, said, event)],
    isOpenNight(night),
  );
};

const sayOfRequest = async (
  duty: Duty,
  night: Night,
  line: NightLine,
  record: RequestRecord,
  said: Exclude<Said, { word: 'delivered' }>,
) => {
  const { row } = record;
  const detail = { night: night.id, word: said.word };
  if (said.word === 'called')
    return workOn(
      duty,
      record,
      { deed: 'called', detail: { ...detail, result: said.result } },
      {},
      (event) => [callNote(duty, record, said.result, event), writeWord(duty, line, said, event)],
      isOpenNight(night),
    );
  const moving = await movable(duty, record, night);
  const runId = said.word === 'tomorrow' ? said.run.id : null;
  const after = record.items.map((item) => (moving.includes(item) ? { ...item, runId } : item));
  const state = moving.length === 0 ? row.state : runId === null ? 'waiting' : stateAfter(after, row.state, custodyOf(record).card);
  const more = said.word === 'waiting' ? { waiting: said.waitingFor } : { run: said.run.id };
  return workOn(
    duty,
    record,
    { deed: said.word === 'waiting' ? 'noted' : 'scheduled', state, detail: { ...detail, ...more, items: moving.length } },
    { owner: row.owner ?? duty.person.id },
    (event) => [...moveTo(duty, moving, runId, event), writeWord(duty, line, said, event)],
    isOpenNight(night),
  );
};

/**
 * Says tonight's word of a line, and does to the request what the word says: it ends, goes with tomorrow's run, waits, or
 * was called. Until the list is closed another word may follow.
 * @returns `refused` where the list is closed, or delivered is said of what is not
 */
export const sayWord = async (
  duty: Duty,
  keeping: Keeping,
  night: Night,
  line: NightLine,
  record: RequestRecord,
  said: Said,
): Promise<Deal> => {
  if (night.closedAt !== null) return 'refused';
  if (line.kind === 'card') {
    if (said.word === 'delivered' && custodyOf(record).card) return 'refused';
    return (await sayOfCard(duty, night, line, record, said)) ? 'done' : 'overtaken';
  }
  if (isEnded(record.row.state)) return 'refused';
  if (said.word !== 'delivered') return (await sayOfRequest(duty, night, line, record, said)) ? 'done' : 'overtaken';
  if (record.row.state !== 'delivered') return 'refused';
  return (await sayDelivered(duty, keeping, night, line, record)) ? 'done' : 'overtaken';
};
