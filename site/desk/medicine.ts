import type { Found, NightWord, RunState } from '../../domain/chain.ts';
import type { Day, Instant } from '../../domain/clock.ts';
import type { FormState } from '../../domain/form.ts';
import type { Likeness } from '../../domain/label.ts';
import type { ItemState, Queue, RequestState } from '../../domain/status.ts';
import type { Option } from './option.ts';

/** One home in a list: no drug stands here. */
export interface HomeLine {
  id: string;
  tag: string;
  name: string;
  place: string;
  door: string;
  state: RequestState;
  urgent: boolean;
  overdue: boolean;
  closing: boolean;
  dueAt: Instant;
  /** How long the first of its drugs lasts; nothing once all are in hand. */
  daysLeft: number | null;
  /** How many of its drugs are still to be fetched. */
  drugs: Record<Queue, number>;
  /** Who has its card. */
  holder?: string | undefined;
}

export interface RunLine {
  id: string;
  day: Day;
  hospital: string;
  state: RunState;
  /** Names; empty where nobody is named yet. */
  people: readonly string[];
  homes: number;
}

export interface NightState {
  id: string;
  day: Day;
  blank: number;
  lines: number;
  closed: boolean;
}

export type QueueName = Queue | 'bags';

/** One of the team's lists: how many homes, and the first of them. */
export interface HomeList {
  name: QueueName;
  count: number;
  lines: readonly HomeLine[];
}

/** `/desk/medicine` */
export interface MedicinePage {
  tonight?: NightState | undefined;
  unclosed: readonly { id: string; day: Day }[];
  lists: readonly HomeList[];
  holders: readonly { name: string; count: number }[];
  runs: readonly RunLine[];
  totals: { open: number; free: number; bags: number; cards: number; owed: number };
}

/** `/desk/medicine/lists/<name>`: one list, page by page. */
export interface ListPage {
  list: HomeList;
  page: number;
  more: boolean;
}

/** `/desk/medicine/cards`: who has which card. */
export interface CardsPage {
  holders: readonly { name: string; cards: readonly { home: HomeLine; since: Instant; run?: string | undefined }[] }[];
  page: number;
  more: boolean;
}

/** What was found out about a drug at one place. */
export interface FindingView {
  at: Instant;
  by: string;
  outcome: ItemState;
  got: number;
  run?: string | undefined;
  substitute?: { what: string; agreed: string } | undefined;
}

export interface DrugView {
  id: string;
  name: string;
  strength?: string | undefined;
  asked: number;
  got: number;
  days: number;
  queue: Queue;
  cold: boolean;
  state: ItemState;
  /** The run that is to bring it, in words; another team's is only said to be one. */
  run?: { id?: string | undefined; label: string } | undefined;
  findings: readonly FindingView[];
}

export interface CardView {
  holder: string;
  collectedBy: string;
  collectedAt: Instant;
  out: boolean;
  run?: string | undefined;
  returnedBy?: string | undefined;
  returnedAt?: Instant | undefined;
  door?: string | undefined;
}

export interface InvoiceView {
  id: string;
  yuan: string;
  advanced: Option;
  run?: string | undefined;
  repaid?: { at: Instant; by: string } | undefined;
}

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

/** `/desk/medicine/runs` */
export interface RunsPage {
  days: readonly { day: Day; runs: readonly RunLine[] }[];
  earlier: boolean;
  hospitals: readonly Option[];
  dayChoices: readonly Option[];
  crew: readonly Option[];
  form: FormState;
}

export interface LoadView {
  home: HomeLine;
  /** Drugs of this home on the run; those not fetched yet. */
  drugs: number;
  rest: number;
}

/** The common or the special drugs of a home, that a run could bring. */
export interface CandidateView {
  home: HomeLine;
  queue: Queue;
  drugs: number;
  suggested: boolean;
  missed: boolean;
}

/** `/desk/medicine/runs/<id>` */
export interface RunPage {
  run: RunLine;
  crew: readonly Option[];
  first: string;
  second: string;
  load: readonly LoadView[];
  candidates: readonly CandidateView[];
  left: number;
  sumYuan: string;
}

/** `/desk/medicine/runs/<id>/outcomes`: one page of at most 25 drugs. */
export interface OutcomesPage {
  run: RunLine;
  page: number;
  pages: number;
  homes: readonly {
    id: string;
    home: HomeLine;
    drugs: readonly { id: string; name: string; strength?: string | undefined; asked: number; got: number; outcome?: Found | undefined }[];
    paid: string;
  }[];
  crew: readonly Option[];
  form: FormState;
}

export interface SheetHome {
  tag: string;
  name: string;
  place: string;
  cardOut: boolean;
  drugs: readonly { name: string; strength?: string | undefined; asked: number; cold: boolean }[];
}

/** `/desk/medicine/runs/<id>/sheet` */
export interface RunSheetPage {
  run: RunLine;
  pages: readonly (readonly SheetHome[])[];
  homes: number;
  boxes: number;
  newest: string;
}

export interface LabelView {
  tag: string;
  url: string;
  name: string;
  committee: string;
  door: string;
  four: string;
  cold: boolean;
  like: Likeness;
}

/** `/desk/medicine/runs/<id>/labels` */
export interface LabelsPage {
  run: RunLine;
  pages: readonly (readonly LabelView[])[];
  /** Two sheets are printed at once: which two, and whether others follow. */
  page: number;
  more: boolean;
}

export interface NightLineView {
  id: string;
  kind: 'request' | 'card';
  home: HomeLine;
  late: boolean;
  over: boolean;
  word?: NightWord | undefined;
  /** The whole word: `明天去 4月17日 区中心医院`. */
  said?: string | undefined;
  delivered: boolean;
  /** The run that tomorrow most likely means. */
  likely: string;
}

/** `/desk/medicine/night` and `/desk/medicine/nights/<id>` */
export interface NightPage {
  night?: (NightState & { openedBy: string; openedAt: Instant; closedBy?: string | undefined; closedAt?: Instant | undefined }) | undefined;
  day: Day;
  lines: readonly NightLineView[];
  page: number;
  more: boolean;
  /** Tomorrow's runs, and hospitals to which a new one can be made. */
  runs: readonly Option[];
  sheets: readonly RunLine[];
  unclosed: readonly { id: string; day: Day }[];
}

/** `/desk/medicine/nights/<id>/sheet` */
export interface NightSheetPage {
  night: NightState & { openedBy: string; openedAt: Instant; closedBy?: string | undefined; closedAt?: Instant | undefined };
  pages: readonly (readonly NightLineView[])[];
  /** The part of the list that is printed at once, and whether there is another one. */
  page: number;
  more: boolean;
  newest: string;
}

export interface MoneyRow {
  id: string;
  label: string;
  advanced: string;
  repaid: string;
  owed: string;
  count: number;
}

/** `/desk/medicine/money` */
export interface MoneyPage {
  members: readonly MoneyRow[];
  runs: readonly MoneyRow[];
  whole: MoneyRow;
  owed?: { member: string; name: string; invoices: readonly { id: string; yuan: string; at: Instant; home: HomeLine }[] } | undefined;
}

export interface MedicinePages {
  'desk/medicine': MedicinePage;
  'desk/medicine/list': ListPage;
  'desk/medicine/cards': CardsPage;
  'desk/medicine/case': CasePage;
  'desk/medicine/runs': RunsPage;
  'desk/medicine/run': RunPage;
  'desk/medicine/outcomes': OutcomesPage;
  'desk/medicine/sheet': RunSheetPage;
  'desk/medicine/labels': LabelsPage;
  'desk/medicine/night': NightPage;
  'desk/medicine/night-sheet': NightSheetPage;
  'desk/medicine/money': MoneyPage;
}
