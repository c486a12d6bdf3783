import { isSettled, stateAfter } from '../../domain/chain.ts';
import type { Duty } from '../duty.ts';
import type { Deal, Keeping } from './cancellations.ts';
import { cardBack, cardOutOf } from './cards.ts';
import { custodyOf, endOfCustody } from './custody.ts';
import { happened } from './events.ts';
import type { RequestRecord } from './record.ts';
import { workOn } from './work.ts';

/**
 * Notes that the bag is at the door, and in the same tap that the card is back, where it is. What is still to be fetched
 * stays open: a mixed request is delivered in two parts and ends as one.
 */
export const deliver = async (duty: Duty, keeping: Keeping, record: RequestRecord, withCard: boolean): Promise<Deal> => {
  const { row } = record;
  const { db } = duty.store;
  const custody = custodyOf(record);
  if (!custody.bag) return 'refused';
  const out = withCard && custody.card ? await cardOutOf(duty.store, row.id) : undefined;
  const after = { card: custody.card && !out, bag: false };
  const rest = record.items.filter((item) => !isSettled(item)).length;
  const whole = record.items.filter((item) => isSettled(item) && item.got > 0).length;
  const reached = rest > 0 ? stateAfter(record.items, row.state, after.card) : 'delivered';
  const end = endOfCustody(db, keeping, record, after, duty.now);
  const back = out && (await cardBack(duty, out, undefined));
  const done = await workOn(
    duty,
    record,
    {
      deed: 'delivered',
      state: end.state ?? reached,
      detail: { rest, whole, ...(out && { card: out.id }), ...(end.erased && { erased: true }) },
    },
    end.set,
    (event) => [...(back ? [back.when(happened(event))] : []), ...end.rest(happened(event))],
  );
  return done ? 'done' : 'overtaken';
};
