import type { FormState } from '../../domain/form.ts';
import type { PhoneEntry } from '../../domain/phonebook.ts';
import type { ReceiptView } from '../../domain/receipt.ts';
import type { Sheet } from '../../domain/sheet.ts';
import type { SlotKind } from '../../domain/slot.ts';

/** The sign-up form again, with what was typed and how the slots stand by slot key. */
export interface SignupAnswer {
  sheet: Sheet;
  kind: SlotKind;
  of: string;
  form: FormState;
  standing: Readonly<Record<string, { left: number; closed: boolean }>>;
}

/** A service's form again, with what was typed. */
export interface RequestAnswer {
  sheet: Sheet;
  service: string;
  form: FormState;
  /** The title of what it is about. */
  about?: string | undefined;
}

/** A receipt; `done` and `fault` are sentences about what was just tried. */
export interface ReceiptAnswer {
  sheet: Sheet;
  receipt: ReceiptView;
  /** The receipt's full address, for its QR. */
  url: string;
  /** Places left in the slot signed up for. */
  left?: number | undefined;
  /** The receipt was made by the request that led here. */
  fresh?: boolean | undefined;
  done?: string | undefined;
  fault?: string | undefined;
}

/** The sign-up's or request's own data in its form; `four` is sent along with it. */
export interface CorrectionAnswer {
  sheet: Sheet;
  receipt: ReceiptView;
  four: string;
  form: FormState;
}

/** Anything that can't be answered otherwise: a sentence, and whom to call. */
export interface SorryAnswer {
  sentence: string;
  townName: string;
  /** Town time minus real time, ms. */
  clockOffset: number;
  phones: readonly PhoneEntry[];
  /** Where the form stands. */
  back?: string | undefined;
}

/** Something that the doors of a building are to be told of. */
export interface DoorsItem {
  path: string;
  revision: string;
  title: string;
  text: string;
  url: string;
  urgent: boolean;
  /** An earlier version was told already. */
  changed: boolean;
  /** When it was told as it is now, in words. */
  told?: string | undefined;
}

/** A building head's own page, by his link. */
export interface DoorsAnswer {
  sheet: Sheet;
  building: string;
  /** Where the link leads. */
  base: string;
  items: readonly DoorsItem[];
  done: boolean;
}

/** The pages that show an answer, by their file. */
export interface Answers {
  'answers/signup': SignupAnswer;
  'answers/request': RequestAnswer;
  'answers/receipt': ReceiptAnswer;
  'answers/correction': CorrectionAnswer;
  'answers/sorry': SorryAnswer;
  'answers/doors': DoorsAnswer;
}
