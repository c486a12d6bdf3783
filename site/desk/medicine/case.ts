import type { Instant } from '../../../domain/clock.ts';
import type { FormState } from '../../../domain/form.ts';
import type { RequestState } from '../../../domain/status.ts';
import type { Option } from '../option.ts';
import type { CardView } from './card.ts';
import type { DrugView } from './drug.ts';
import type { InvoiceView } from './money.ts';

/** The medicine side of one request: all that `components/desk/MedicineCase.astro` draws. */
export interface CaseView {
  id: string;
  tag: string;
  name: string;
  phone: string;
  place: string;
  door: string;
  askedAt: Instant;
  dueAt: Instant;
  state: RequestState;
  urgent: boolean;
  overdue: boolean;
  closing: boolean;
  erased: boolean;
  ended: boolean;
  mixed: boolean;
  /** What the resident answered about the card. */
  cardAnswer?: string | undefined;
  /** A run of the town's has some of it: nothing more of it is told here. */
  otherTeam: boolean;
  drugs: readonly DrugView[];
  cards: readonly CardView[];
  invoices: readonly InvoiceView[];
  totalYuan: string;
  /** How many drugs are still to be fetched. */
  rest: number;
  can: { collect: boolean; find: boolean; deliver: boolean };
  me: string;
  crew: readonly Option[];
  runs: readonly Option[];
  /** The run that an outcome most likely belongs to. */
  likelyRun: string;
  /** The run that takes the card along, which may be tomorrow's. */
  cardRun: string;
  /** Runs that have left: only these can have found something out. */
  left: readonly string[];
  /** A form that was refused: which one, what was typed, what is wrong. */
  refused?: { of: string; form: FormState } | undefined;
}

/** `/desk/medicine/requests/<id>` */
export interface CasePage {
  view: CaseView;
}
