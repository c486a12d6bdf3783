import type { Instant } from './clock.ts';
import type { PhoneEntry } from './phonebook.ts';
import type { Slot } from './slot.ts';
import type { Outcome, RecordKind, RequestState, SignupState, StepDeed } from './status.ts';
import type { DrugsTold, FoundTold } from './told.ts';
import { plain } from './typed.ts';

// Without I, O, 0 and 1, which are misread on paper and misheard on the phone.
export const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
/** Twelve letters of 32 are 60 bits. */
export const CODE_LENGTH = 12;

/** A new code from `CODE_LENGTH` random bytes. */
export const codeFrom = (random: Uint8Array): string => [...random.slice(0, CODE_LENGTH)].map((byte) => ALPHABET[byte & 31]).join('');

/** A code as typed or scanned, in any case and with any dashes; nothing if it can't be one. */
export const codeTyped = (typed: string): string | undefined => {
  const code = plain(typed).toUpperCase().replace(/-/g, '');
  return code.length === CODE_LENGTH && [...code].every((letter) => ALPHABET.includes(letter)) ? code : undefined;
};

/** For reading: `ABCD-EFGH-JKLM`. */
export const codeSpoken = (code: string): string => code.replace(/(.{4})(?=.)/g, '$1-');

/** The address of a receipt carries its committee, so that its database can be found without asking all. */
export const receiptPath = (committee: string, code: string): string => `/r/${committee}/${code}`;

/** Wrong last-four-digits tries before a receipt is locked for a day. */
export const TRIES = 5;

/** What anybody with the code sees: the state and what happens next, no name, no phone, no drug. */
export interface ReceiptView {
  committee: string;
  compound: string;
  code: string;
  kind: RecordKind;
  /** The slot's or the service's title. */
  title: string;
  state: SignupState | RequestState;
  askedAt: Instant;
  changedAt: Instant;
  /** A sign-up's slot in the words it had when it was signed up for. */
  slot?: SlotWords | undefined;
  /** Cancelled within two hours of the slot. */
  late?: boolean | undefined;
  service?: string | undefined;
  urgent?: boolean | undefined;
  /** By when the request is promised. */
  dueAt?: Instant | undefined;
  /** What the service says where it is urgent. */
  say?: string | undefined;
  /** The number to call now, where it is urgent. */
  call?: PhoneEntry | undefined;
  /** What happened so far, oldest first. */
  steps: readonly ReceiptStep[];
  /** How a request ended. */
  outcome?: Outcome | undefined;
  can: { correct: boolean; cancel: boolean; erase: boolean };
  /** How many of its drugs are how far; no name of any. */
  drugs?: DrugsTold | undefined;
  /** Closed at the resident's wish; what is known is deleted when the card and the bag are back. */
  closing?: boolean | undefined;
  /** Personal data was deleted at the resident's wish. */
  erased: boolean;
}

/** Something that happened, as a resident may know it. */
export interface ReceiptStep {
  at: Instant;
  deed: StepDeed;
  state: string | null;
  /** Where a request was passed on to, in words. */
  place?: string | undefined;
  /** Somebody called, and nobody answered. */
  missed?: boolean | undefined;
  /** A bag was brought, and not all of it. */
  part?: boolean | undefined;
  /** What came of looking for drugs. */
  found?: FoundTold | undefined;
}

/** A slot as it was when somebody signed up for it. */
export type SlotWords = Pick<Slot, 'key' | 'kind' | 'of' | 'title' | 'place' | 'startsAt' | 'endsAt'>;
