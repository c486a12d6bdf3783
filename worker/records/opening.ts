import { and, asc, eq } from 'drizzle-orm';
import { events } from '../../db/schema/events.ts';
import { MINUTE } from '../../domain/clock.ts';
import type { Deed } from '../../domain/status.ts';
import type { Duty } from '../duty.ts';
import { logDeed, numbered } from './deeds.ts';
import { type EventRow, eventAfter } from './events.ts';
import type { RequestRecord } from './record.ts';
import type { Request } from './requests.ts';
import { among } from './rows.ts';

// Somebody who works on a record opens it again with every tap: one event says as much as twenty.
const AGAIN = 10 * MINUTE;

const looked = ({ hand, now }: Pick<Duty, 'hand' | 'now'>, { events }: RequestRecord, deed: Deed): boolean =>
  events.some((event) => event.deed === deed && event.by === hand.by && event.at > now.town - AGAIN);

/** Says in a request's chain that somebody looked: once for the same person and ten minutes. */
export const logLook = async ({ store: { db }, hand, now }: Duty, record: RequestRecord, deed: Deed) => {
  if (looked({ hand, now }, record, deed)) return;
  const { row, recordKind, recordId } = record;
  const { town, committee, compound, state } = row;
  await logDeed(db, { town, committee, compound, recordKind, recordId, ...hand, at: now.town, deed, fromState: state, state, detail: {} });
};

/** Says in a finished request's chain that it was asked for again. @param id the new request */
export const logAgain = async ({ store: { db }, hand, now }: Duty, { row, recordKind, recordId }: RequestRecord, id: string) => {
  const { town, committee, compound, state } = row;
  const whose = { town, committee, compound, recordKind, recordId };
  await logDeed(db, { ...whose, ...hand, at: now.town, deed: 'repeated', fromState: state, state, detail: { to: id } });
};

const PIECE = 80;

/** Says of many requests that their drugs were seen, each in its own chain. */
export const openAll = async (
  { store: { db }, hand, now }: Duty,
  requests: readonly Request[],
  detail: Readonly<Record<string, unknown>>,
): Promise<void> => {
  for (let from = 0; from < requests.length; from += PIECE) {
    const rows = requests.slice(from, from + PIECE);
    const ids = rows.map(({ id }) => id);
    await numbered(async () => {
      const happened = await db
        .select()
        .from(events)
        .where(and(eq(events.recordKind, 'request'), among(events.recordId, ids)))
        .orderBy(asc(events.seq));
      const last = new Map(happened.map((event) => [event.recordId, event]));
      const opened = await Promise.all(
        rows.map(({ id, town, committee, compound, state: is }): Promise<EventRow> => {
          const what = { town, committee, compound, recordKind: 'request', recordId: id, ...hand } as const;
          return eventAfter(last.get(id), { ...what, at: now.town, deed: 'opened', fromState: is, state: is, detail });
        }),
      );
      const [first, ...rest] = opened.map((event) => db.insert(events).values(event));
      if (first) await db.batch([first, ...rest]);
    });
  }
};

/** Like {@link logLook}, of many requests whose drugs were seen. */
export const lookAtAll = (duty: Duty, records: Iterable<RequestRecord>): Promise<void> =>
  openAll(
    duty,
    [...records].filter((record) => !looked(duty, record, 'opened')).map(({ row }) => row),
    {},
  );
