import * as z from 'zod';
import type { FormState } from '../form.ts';
import type { PhoneEntry } from '../phonebook.ts';
import type { ReceiptView } from '../receipt.ts';
import { SLOT_KINDS } from '../slot.ts';
import { OUTCOMES, RECORD_KINDS, REQUEST_STATES, SIGNUP_STATES, STEP_DEEDS } from '../status.ts';
import { DRUG_STEPS, FOUND_STEPS } from '../told.ts';

// What the API answers: the types that are sent, and for its description schemas that `satisfies` holds to them.

/** What went wrong: a sentence, the fields it is about, whom to call. */
export interface ErrorBody {
  error: { message: string; fields?: FormState['faults'] | undefined; phones?: readonly PhoneEntry[] | undefined };
}

/** A receipt, and its full address. */
export interface ReceiptBody {
  receipt: ReceiptView;
  url: string;
  state: ReceiptView['state'];
  /** Places left in the slot signed up for. */
  left?: number | undefined;
}

/** Places of each slot, by its key. */
export interface SlotsBody {
  slots: Readonly<Record<string, { capacity: number; left: number; closed: boolean }>>;
}

const instant = z.number().int().meta({ description: 'Milliseconds since 1970-01-01 UTC, on the town’s clock' });
const phone = z.object({ name: z.string(), phone: z.string(), hours: z.string().optional() });
const slot = z.object({
  key: z.string(),
  kind: z.enum(SLOT_KINDS),
  of: z.string(),
  title: z.string(),
  place: z.string(),
  startsAt: instant,
  endsAt: instant,
});
const state = z.enum([...SIGNUP_STATES, ...REQUEST_STATES]);

const receiptView = z.object({
  committee: z.string(),
  compound: z.string(),
  code: z.string(),
  kind: z.enum(RECORD_KINDS),
  title: z.string(),
  state,
  askedAt: instant,
  changedAt: instant,
  slot: slot.optional(),
  late: z.boolean().optional(),
  service: z.string().optional(),
  urgent: z.boolean().optional(),
  dueAt: instant.optional(),
  say: z.string().optional(),
  call: phone.optional(),
  steps: z
    .array(
      z.object({
        at: instant,
        deed: z.enum(STEP_DEEDS),
        state: z.string().nullable(),
        place: z.string().optional(),
        missed: z.boolean().optional(),
        part: z.boolean().optional(),
        found: z.partialRecord(z.enum(FOUND_STEPS), z.number().int()).optional(),
      }),
    )
    .readonly(),
  outcome: z.enum(OUTCOMES).optional(),
  can: z.object({ correct: z.boolean(), cancel: z.boolean(), erase: z.boolean() }),
  drugs: z.partialRecord(z.enum(DRUG_STEPS), z.number().int()).optional(),
  closing: z.boolean().optional(),
  erased: z.boolean(),
}) satisfies z.ZodType<ReceiptView>;

export const receiptBody = z.object({
  receipt: receiptView,
  url: z.string(),
  state,
  left: z.number().int().optional(),
}) satisfies z.ZodType<ReceiptBody>;

export const slotsBody = z.object({
  slots: z.record(z.string(), z.object({ capacity: z.number().int(), left: z.number().int(), closed: z.boolean() })),
}) satisfies z.ZodType<SlotsBody>;

export const errorBody = z.object({
  error: z.object({
    message: z.string(),
    fields: z.record(z.string(), z.string()).optional(),
    phones: z.array(phone).readonly().optional(),
  }),
}) satisfies z.ZodType<ErrorBody>;
