import type { SlotKind } from '../../domain/slot.ts';
import type { SignupState } from '../../domain/status.ts';
import type { OfferHead } from './offer.ts';
import type { Paging } from './paging.ts';
import type { Way } from './way.ts';

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

/** `/desk/signups/of/…`: its list. */
export interface SignupListPage extends OfferHead {
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
