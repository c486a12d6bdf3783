import { and, eq, inArray } from 'drizzle-orm';
import { items, notes } from '../../db/schema/requests.ts';
import { addressShape, unitFault } from '../../domain/address.ts';
import * as z from 'zod';
import { type Sheet, whereaboutsOf } from '../../domain/sheet.ts';
import { addressIn } from '../../domain/signup.ts';
import { zhCN } from '../../domain/words/index.ts';
import type { Duty } from '../duty.ts';
import { seal } from '../seal.ts';
import { outFor } from './custody.ts';
import { happened } from './events.ts';
import { lookupsOf } from './lookups.ts';
import type { Done } from './notebook.ts';
import { askedOf, type RequestRecord } from './record.ts';
import type { Asked } from './requests.ts';
import { workOn } from './work.ts';

/** Whether an address has a door at a site; the site's own rules say so. */
const hasDoor = (site: Sheet, input: Asked['input']): boolean =>
  z.object(addressShape(site, zhCN)).safeParse(input).success && unitFault(site, addressIn(input), zhCN) === undefined;

/**
 * Passes a request on to another compound or committee, where nobody has it yet. Who sent it to the wrong place chose the
 * wrong compound, seldom the wrong building: the door is taken over where the new place has it. Where it was sent to
 * stays with it in words.
 * @param from the old door in words
 */
export const passOn = async (duty: Duty, record: RequestRecord, target: Sheet, from: string): Promise<Done> => {
  const { store } = duty;
  const { db, keys } = store;
  const { row } = record;
  const there = whereaboutsOf(target);
  if (row.committee === there.committee && row.compound === there.compound) return 'there';
  if (row.endedAt !== null) return 'ended';
  const asked = await askedOf(store, record);
  if (!asked) return 'erased';
  const out = outFor(record);
  if (out) return out;
  const known = hasDoor(target, asked.input);
  const input: Asked['input'] = { ...asked.input, from, ...(!known && { building: '' }) };
  const [lookups, sealed] = await Promise.all([
    lookupsOf(keys, target, input),
    seal(keys, `requests/${row.id}`, { ...asked, input } satisfies Asked),
  ]);
  const place = { ...there, ...lookups, ...sealed, ...(!known && { building: null, door: null }) };
  const ids = record.items.map(({ id }) => id);
  const done = await workOn(
    duty,
    record,
    { deed: 'passed-on', state: 'received', detail: { to: `${there.committee}/${there.compound}`, door: known } },
    { ...place, owner: null, followAt: null },
    (event) => [
      ...(ids.length > 0
        ? [
            db
              .update(items)
              .set({ ...there, runId: null })
              .where(and(inArray(items.id, ids), happened(event))),
          ]
        : []),
      db
        .update(notes)
        .set(there)
        .where(and(eq(notes.recordKind, 'request'), eq(notes.recordId, row.id), happened(event))),
    ],
  );
  return done ? 'done' : 'overtaken';
};
