import type { FormState } from '../domain/form.ts';
import type { PhoneEntry } from '../domain/phonebook.ts';
import type { ReceiptView } from '../domain/receipt.ts';
import type { Sheet } from '../domain/sheet.ts';
import type { SlotKind } from '../domain/slot.ts';

/** `/answers/signup`: the sign-up form again, with what was typed and how the slots stand by slot key. */
export interface SignupAnswer {
  sheet: Sheet;
  kind: SlotKind;
  of: string;
  form: FormState;
  standing: Readonly<Record<string, { left: number; closed: boolean }>>;
}

/** `/answers/request`: a service's form again, with what was typed. */
export interface RequestAnswer {
  sheet: Sheet;
  service: string;
  form: FormState;
}

/** `/answers/receipt`: `done` and `fault` are sentences about what was just tried. */
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

/** `/answers/correction`: the sign-up's or request's own data in its form; `four` is sent along with it. */
export interface CorrectionAnswer {
  sheet: Sheet;
  receipt: ReceiptView;
  four: string;
  form: FormState;
}

/** `/answers/sorry`: anything that can't be answered otherwise: a sentence, and whom to call. */
export interface SorryAnswer {
  sentence: string;
  townName: string;
  /** Town time minus real time, ms. */
  clockOffset: number;
  phones: readonly PhoneEntry[];
  /** Where the form stands. */
  back?: string | undefined;
}

/** The pages that show an answer, by the name of their locals. */
export interface Answers {
  signup: SignupAnswer;
  request: RequestAnswer;
  receipt: ReceiptAnswer;
  correction: CorrectionAnswer;
  sorry: SorryAnswer;
}
