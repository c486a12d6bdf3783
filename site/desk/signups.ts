import type { FormState } from '../../domain/form.ts';
import type { Sheet } from '../../domain/sheet.ts';
import type { SlotKind } from '../../domain/slot.ts';
import type { SignupState, Tickable } from '../../domain/status.ts';
import type { Option } from './option.ts';
import type { Paging } from './paging.ts';
import type { Way } from './way.ts';

/** A slot that people are in and that is not what it was: gone, or moved. */
export interface SlotAlarm {
  href?: string | undefined;
  title: string;
  count: number;
}

/** Something that can be signed up for. */
export interface Offer {
  href: string;
  kind: SlotKind;
  title: string;
  when: string;
  /** All who did not cancel; who has one building sees his own. */
  signedUp: number;
  ticked: number;
  late: number;
  /** Absent for who has one building: they are the compound's. */
  places?: number | undefined;
  over: boolean;
}

/** `/desk/signups`: all of it, by compound. */
export interface OffersPage {
  vanished: readonly SlotAlarm[];
  moved: readonly SlotAlarm[];
  /** Where the scope is the town: its committees to choose from. */
  committees: readonly Way[];
  compounds: readonly {
    name: string;
    offers: readonly Offer[];
    turnouts: readonly Way[];
    routes: readonly Way[];
  }[];
  exports: boolean;
}

/** A sign-up on a list. */
export interface LineView {
  id: string;
  kind: SlotKind;
  door: string;
  name?: string | undefined;
  phone?: string | undefined;
  slot: string;
  state: SignupState;
  late: boolean;
}

/** What all pages of one distribution, round or post say of it. */
export interface OfferHead {
  title: string;
  compound: string;
  /** The address of its list; those of its other pages begin with it. */
  base: string;
}

/** `/desk/signups/of/…`: its list. */
export interface ListPage extends OfferHead {
  kind: SlotKind;
  slots: readonly Way[];
  buildings: readonly Way[];
  states: readonly Way[];
  dropouts: readonly LineView[];
  lines: readonly LineView[];
  paging: Paging;
  /** Back to this very page after a tick. */
  here: string;
  ways: readonly Way[];
}

/** `…/ticking`: a paper's ticks typed in at once. */
export interface TickingPage extends OfferHead {
  kind: SlotKind;
  slots: readonly Way[];
  buildings: readonly Way[];
  lines: readonly LineView[];
  paging: Paging;
  here: string;
}

/** `/desk/signups/:id` */
export interface LinePage {
  line: LineView;
  kind: SlotKind;
  title: string;
  list: string;
  entered?: string | undefined;
  resident?: string | undefined;
  history: readonly string[];
  can: { tick: boolean; cancel: boolean };
  alarm?: { text: string; href?: string | undefined } | undefined;
}

/** `/desk/signups/:id/slip` */
export interface SlipPage {
  id: string;
  title: string;
  door: string;
  slot: string;
  place: string;
  code: string;
  url: string;
  phones: Sheet['phones'];
}

/** `…/entry`: signing somebody up who called or came. */
export interface EntryPage extends OfferHead {
  sheet: Sheet;
  form: FormState;
  slots: readonly Option[];
  overrule: boolean;
}

/** `/desk/slots/…`: the slots of a distribution, round or post. */
export interface SlotsPage extends OfferHead {
  slots: readonly (Way & { room: string; closed: boolean })[];
  gone: readonly SlotAlarm[];
}

/** `/desk/slots/…/:slot`: one of them. */
export interface SlotPage extends OfferHead {
  slot: string;
  here: string;
  /** All slots of the same. */
  slots: string;
  room?: string | undefined;
  /** How it may be changed; absent where git knows it no more. */
  change?:
    | {
        form: FormState;
        published: number;
        total: string;
        closed: boolean;
        was: string;
        note?: string | undefined;
        by?: string | undefined;
      }
    | undefined;
  /** Those who were signed up for another time or place and have to be told. */
  untold: readonly (LineView & { now: string })[];
  untoldTotal: number;
  calls?: string | undefined;
  /** Those who have no slot any more, and where they can go. */
  stranded?: { lines: readonly LineView[]; total: number; targets: readonly Option[]; form: FormState } | undefined;
}

/** One sheet of a list on paper. */
export interface PaperSheet<Row> {
  about: string;
  rows: readonly Row[];
}

/** A list on paper: its sheets, and the address where it is newest. */
export interface PaperView<Row> {
  title: string;
  up: { href: string; name: string };
  newest: string;
  sheets: readonly PaperSheet<Row>[];
}

export interface TickSheetRow {
  /** A line that says what the empty ones below it are for. */
  caption?: string | undefined;
  number?: number | undefined;
  door: string;
  name?: string | undefined;
  last4?: string | undefined;
  state: SignupState;
}

/** `…/sheet`: to be ticked by hand. */
export interface TickSheetPage extends PaperView<TickSheetRow> {
  kind: SlotKind;
  /** Where all at once would be too many: one building at a time. */
  buildings: readonly Way[];
}

/** `/desk/slots/…/:slot/calls` */
export type CallSheetPage = PaperView<{ door: string; name?: string | undefined; phone?: string | undefined; was: string; now: string }>;

export interface Stop {
  door: string;
  name: string;
  phone: string;
  urgent: boolean;
  due: string;
  tag: string;
  answers: readonly { label: string; text: string }[];
}

/** `/desk/routes/…`: whom a team visits, door after door. */
export interface RoutePage extends PaperView<Stop> {
  paging: Paging;
}

export interface TurnoutRow {
  building: string;
  name: string;
  expected: string;
  came: string;
}

/** A household that said itself that a round passed it by. */
export interface MissedDoor {
  href: string;
  door: string;
  people: string;
  done: boolean;
}

/** `/desk/turnout/…`: how many came. */
export interface TurnoutPage {
  title: string;
  compound: string;
  base: string;
  batches: readonly (Way & { said: string })[];
  total: string;
  missing: readonly { name: string; missing: number; expected: number; came: number }[];
  missingTotal: number;
  /** Households that said so themselves. */
  doors: readonly MissedDoor[];
  batch?: { id: string; title: string; rows: readonly TurnoutRow[]; form: FormState; paging: Paging; page: number } | undefined;
}

/** `/desk/turnout/…/missing`: the make-up list on paper. */
export type MissingPage = PaperView<{ name: string; expected: number; came: number; missing: number }> & {
  doors: readonly PaperSheet<MissedDoor>[];
};

/** `/desk/gate`: a code typed or scanned, and what it says: no name, no phone, no room. */
export interface GatePage {
  form: FormState;
  found?:
    | {
        id: string;
        kind: SlotKind;
        title: string;
        slot: string;
        building: string;
        state: SignupState;
        ticks: readonly Tickable[];
        warn?: string | undefined;
      }
    | undefined;
}

/** `/desk/exports` */
export interface ExportsPage {
  committees: readonly Way[];
  compounds: readonly { name: string; files: readonly { title: string; xlsx: string; csv: string; danger?: boolean }[] }[];
}

export interface SignupsPages {
  'desk/offers': OffersPage;
  'desk/signup-list': ListPage;
  'desk/ticking': TickingPage;
  'desk/signup': LinePage;
  'desk/signup-slip': SlipPage;
  'desk/signup-entry': EntryPage;
  'desk/slots': SlotsPage;
  'desk/slot': SlotPage;
  'desk/tick-sheet': TickSheetPage;
  'desk/call-sheet': CallSheetPage;
  'desk/route-sheet': RoutePage;
  'desk/turnout': TurnoutPage;
  'desk/turnout-missing': MissingPage;
  'desk/gate': GatePage;
  'desk/exports': ExportsPage;
}
