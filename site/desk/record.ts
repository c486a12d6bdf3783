import type { FormState } from '../../domain/form.ts';
import type { CallResult, ItemState, NoteKind, Outcome, RequestState } from '../../domain/status.ts';
import type { Option } from './option.ts';
import type { TwinLine } from './twin.ts';

export interface RequestNote {
  moment: string;
  who: string;
  kind: NoteKind;
  result?: CallResult | undefined;
  text?: string | undefined;
}

/** A drug with what has become of it. */
export interface RequestDrug {
  words: string;
  queue: string;
  state: ItemState;
  got: number;
}

/** What the forms of a record are about; `open` names the one that was refused, with what was typed. */
export interface Forms {
  /** The id that a note will have: the same form sent twice writes one. */
  key: string;
  open?: string | undefined;
  form: FormState;
}

/** `/desk/requests/:id` */
export interface RecordPage {
  id: string;
  tag: string;
  title: string;
  team: string;
  state: RequestState;
  outcome?: Outcome | undefined;
  urgent: boolean;
  overdue: boolean;
  due: string;
  endedAt?: string | undefined;
  follow?: string | undefined;
  erased: boolean;
  name?: string | undefined;
  phone?: string | undefined;
  place: string;
  door?: string | undefined;
  from?: string | undefined;
  /** Who asked for whom, where somebody else did. */
  relation?: string | undefined;
  asked: string;
  entered: string;
  daysLeft?: number | undefined;
  answers: readonly { label: string; value: string; phone?: string | undefined }[];
  drugs: readonly RequestDrug[];
  /** Opening this page is written down. */
  looked: boolean;
  owner?: string | undefined;
  ownerId: string;
  mine: boolean;
  colleagues: readonly Option[];
  notes: readonly RequestNote[];
  steps: readonly { moment: string; who: string; words: string }[];
  receipts: number;
  joinedTo?: { id: string; tag: string } | undefined;
  repeats?: { id: string; tag: string } | undefined;
  twins: readonly TwinLine[];
  can: { correct: boolean; reopen: boolean; repeat: boolean; medicine: boolean };
  forms: Forms;
}
