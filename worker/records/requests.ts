import * as z from 'zod';
import type { requests } from '../../db/schema/requests.ts';
import type { Instant } from '../../domain/clock.ts';
import { judgeDrugs } from '../../domain/medicine.ts';
import { judgeAnswers } from '../../domain/request.ts';
import type { Sheet } from '../../domain/sheet.ts';
import { dueAt } from '../../domain/workday.ts';
import type { Moment } from '../moment.ts';
import { seal } from '../seal.ts';
import { drugsIn } from './items.ts';
import { lookupsOf, type Sender } from './lookups.ts';
import type { Store } from './store.ts';

export type Request = typeof requests.$inferSelect;
export type Service = Sheet['services'][number];

/** What a service's form comes to when it is valid. */
export interface RequestInput extends Sender {
  for: 'self' | 'other';
  name: string;
}

const moment = z.number().optional();
/** What is sealed of a request: what was answered, and when consent was given (town time). Drugs are sealed one by one. */
export const sealedRequest = z.object({
  input: z.looseObject({ for: z.enum(['self', 'other']), name: z.string(), phone: z.string(), building: z.string() }),
  consents: z.object({ health: moment, agreed: moment }),
});
export type Asked = z.output<typeof sealedRequest>;

const consentsIn = (input: RequestInput, before: Asked['consents'], at: Instant): Asked['consents'] => ({
  ...(input['health'] === 'yes' && { health: before.health ?? at }),
  ...(input['agreed'] === 'yes' && { agreed: before.agreed ?? at }),
});

/** What follows from a form: the columns that a request and its correction have in common. */
export const outcomeOf = async (
  { keys }: Store,
  sheet: Sheet,
  service: Service,
  id: string,
  input: RequestInput,
  asked: Instant,
  now: Moment,
  before: Asked['consents'] = {},
) => {
  const { drugs: _, ...answers } = input;
  const judged = service.form === 'medicine' ? judgeDrugs(service, drugsIn(input)) : judgeAnswers(service, answers);
  const [lookups, sealed] = await Promise.all([
    lookupsOf(keys, sheet, input),
    seal(keys, `requests/${id}`, { input: answers, consents: consentsIn(input, before, now.town) } satisfies Asked),
  ]);
  return {
    ...lookups,
    ...sealed,
    queues: judged.queues,
    urgent: judged.urgent,
    daysLeft: judged.daysLeft ?? null,
    forOther: input.for === 'other',
    dueAt: dueAt(asked, service.workdays, judged.urgent, sheet.town.calendar),
    changedAt: now.town,
  };
};
