import type { SignupEntryPage } from './entry.ts';
import type { ExportsPage } from './exports.ts';
import type { GatePage } from './gate.ts';
import type { LinePage, SignupListPage, TickingPage } from './line.ts';
import type { Offer } from './offer.ts';
import type { CallSheetPage, TickSheetPage } from './paper.ts';
import type { RoutePage } from './route.ts';
import type { SignupSlipPage } from './slip.ts';
import type { SlotAlarm, SlotPage, SlotsPage } from './slot.ts';
import type { MissingPage, TurnoutPage } from './turnout.ts';
import type { Way } from './way.ts';

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

export interface SignupsPages {
  'desk/offers': OffersPage;
  'desk/signup-list': SignupListPage;
  'desk/ticking': TickingPage;
  'desk/signup': LinePage;
  'desk/signup-slip': SignupSlipPage;
  'desk/signup-entry': SignupEntryPage;
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
