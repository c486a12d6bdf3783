import * as z from 'zod';
import type { Judgement } from './request.ts';
import type { Service } from './service.ts';
import { QUEUES, type Queue } from './status.ts';
import { clean, typedIn } from './typed.ts';
import type { Words } from './words/index.ts';

export const MOST_DRUGS = 10;

/** One drug as asked for. `queue` is there only where the resident corrected what the town's list would say. */
export interface Drug {
  name: string;
  strength?: string | undefined;
  amount: number;
  days: number;
  queue?: Queue | undefined;
}

/** Up to ten drugs; rows left blank were dropped before. Allergies are left out on purpose: the doctor asks. */
export const drugsInput = (words: Words) => {
  const { text, count } = typedIn(words.errors);
  const { asking } = words;
  const drug = z.object({
    name: text(asking.drugName, 40),
    strength: text(asking.strength, 40).optional(),
    amount: count(asking.amount, 1, 20),
    days: count(asking.days, 0, 90),
    queue: z.enum(QUEUES).optional(),
  });
  return z.array(drug, { error: asking.noDrug }).min(1, asking.noDrug).max(MOST_DRUGS, asking.tooManyDrugs);
};

/** Whether a drug is one of a list, by a part of its name: 门冬胰岛素30注射液 is on a list with 胰岛素. */
export const isNamed = (name: string, list: readonly string[] = []): boolean => list.some((known) => clean(name).includes(known));

/** Whether a drug has to be kept cold on its way. */
export const isCold = (name: string, lists: Service['drugs']): boolean => isNamed(name, lists?.cold);

/**
 * Which team fetches a drug: as the resident says, else as the town's list does.
 * What is on neither list is special: better a person looks at it.
 */
export const queueOf = ({ name, queue }: Pick<Drug, 'name' | 'queue'>, lists: Service['drugs']): Queue => {
  if (queue) return queue;
  return isNamed(name, lists?.common) && !isNamed(name, lists?.special) ? 'common' : 'special';
};

/** Whether a drug that lasts so many days presses, by the service's bound; two days where its file says nothing. */
export const isPressing = ({ urgent }: Pick<Service, 'urgent'>, days: number): boolean => days <= (urgent?.atMost ?? 2);

/** Urgent where a drug lasts no longer than the service's bound (days); two where the file says nothing (seeds/002: insulin nearly gone). */
export const judgeDrugs = ({ urgent, drugs: lists }: Pick<Service, 'urgent' | 'drugs'>, drugs: readonly Drug[]): Judgement => {
  const daysLeft = Math.min(...drugs.map(({ days }) => days));
  const queues = QUEUES.filter((queue) => drugs.some((drug) => queueOf(drug, lists) === queue));
  return { urgent: isPressing({ urgent }, daysLeft), daysLeft, queues };
};
