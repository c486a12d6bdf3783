import type { FormState } from '../../domain/form.ts';
import type { PhoneEntry } from '../../domain/phonebook.ts';
import type { Sheet } from '../../domain/sheet.ts';
import type { CallResult, ItemState, NoteKind, Outcome, RequestState } from '../../domain/status.ts';
import type { Option } from './option.ts';
import type { Way } from './way.ts';

/** A tab, and how many stand behind it. */
export interface Tab {
  href: string;
  label: string;
  count?: number | undefined;
  current: boolean;
}

/** A request in a list. Its drugs are not here: they show when it is opened. */
export interface RequestLine {
  id: string;
  tag: string;
  title: string;
  urgent: boolean;
  overdue: boolean;
  open: boolean;
  /** The place and the door, in words. */
  door: string;
  name: string;
  daysLeft?: number | undefined;
  due: string;
  state: string;
  owner?: string | undefined;
  mine: boolean;
  follow?: string | undefined;
}

/** `/desk/requests` */
export interface QueuePage {
  tabs: readonly Tab[];
  ended: boolean;
  lines: readonly RequestLine[];
  total?: number | undefined;
  /** What narrows the list. The page is drawn anew each minute: it has links, and nothing to type or choose. */
  chips: readonly Tab[];
  /** Where the rest is chosen. */
  narrowing: string;
  /** The tab alone, where a filter is on. */
  plain?: string | undefined;
  before?: string | undefined;
  more?: string | undefined;
}

/** What a list can be narrowed to. */
export interface QueueFilters {
  places: readonly { committee: string; options: readonly Option[] }[];
  buildings: readonly Option[];
  services: readonly Option[];
  states: readonly Option[];
  owners: readonly Option[];
}

/** `/desk/requests/narrowing` */
export interface NarrowingPage {
  ended: boolean;
  filters: QueueFilters;
  form: FormState;
  back: string;
  plain: string;
}

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

/** A request that is likely the same. */
export interface TwinLine {
  id: string;
  tag: string;
  title: string;
  door: string;
  name: string;
  moment: string;
  state: string;
  owner?: string | undefined;
  open: boolean;
  alike: readonly string[];
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

/** `/desk/requests/:id/correction` */
export interface RequestCorrectionPage {
  id: string;
  title: string;
  sheet: Sheet;
  service: string;
  form: FormState;
}

/** `/desk/requests/:id/passing-on` */
export interface PassingPage {
  id: string;
  title: string;
  from: string;
  /** The committee whose compounds are to be chosen from; the one that has it, to begin with. */
  committee: { id: string; name: string };
  options: readonly Option[];
  committees: readonly Way[];
  form: FormState;
}

/** `/desk/entry`: where, then what for. */
export interface EntryStartPage {
  /** The place that was chosen; nothing while there is a choice. */
  place?: { name: string; services: readonly { href: string; title: string; paused?: string | undefined }[] } | undefined;
  places: readonly { committee: string; options: readonly { href: string; label: string }[] }[];
  several: boolean;
}

/** `/desk/entry/:committee/:compound/:service` */
export interface EntryPage {
  sheet: Sheet;
  service: string;
  form: FormState;
  twins: readonly TwinLine[];
  /** Whether a twin can be opened from here. */
  records: boolean;
}

/** `/desk/find` */
export interface FindPage {
  typed: string;
  searched: boolean;
  requests: readonly (RequestLine & { href?: string | undefined; slip: string })[];
  signups: readonly { href?: string | undefined; tag: string; title: string; when: string; door: string; name: string; state: string }[];
  many: boolean;
  places: readonly { committee: string; options: readonly { href: string; label: string }[] }[];
  /** The place whose doors are asked for. */
  sheet?: Sheet | undefined;
  form: FormState;
}

/** `/desk/requests/:id/slip` */
export interface SlipPage {
  id: string;
  title: string;
  place: string;
  asked: string;
  state: string;
  next: string;
  due?: string | undefined;
  code: string;
  url: string;
  call: readonly PhoneEntry[];
  others: readonly { href: string; code: string }[];
  /** The record can be opened; a building head has only its slip. */
  record: boolean;
}

export interface RequestsPages {
  'desk/queue': QueuePage;
  'desk/narrowing': NarrowingPage;
  'desk/record': RecordPage;
  'desk/correction': RequestCorrectionPage;
  'desk/passing': PassingPage;
  'desk/entry-start': EntryStartPage;
  'desk/entry': EntryPage;
  'desk/find': FindPage;
  'desk/slip': SlipPage;
}
