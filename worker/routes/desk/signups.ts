import { Hono } from 'hono';
import type { Host, Portal } from '../../host.ts';
import { EXPORT_RULES, exportRoutes } from './exports.ts';
import { GATE_RULES, gateRoutes } from './gate.ts';
import { MOVING_RULES, movingRoutes } from './movings.ts';
import { OFFER_RULES, offerRoutes } from './offers.ts';
import { ROUTE_SHEET_RULES, routeSheetRoutes } from './route-sheets.ts';
import type { Rules } from './rules.ts';
import { SIGNUP_ENTRY_RULES, signupEntryRoutes } from './signup-entry.ts';
import { SIGNUP_LINE_RULES, signupLineRoutes } from './signup-lines.ts';
import { SIGNUP_LIST_RULES, signupListRoutes } from './signup-lists.ts';
import { SIGNUP_SHEET_RULES, signupSheetRoutes } from './signup-sheets.ts';
import { SLOT_RULES, slotRoutes } from './slots.ts';
import { TICKING_RULES, tickingRoutes } from './ticking.ts';
import { TURNOUT_RULES, turnoutRoutes } from './turnout.ts';

export const SIGNUP_RULES = {
  ...OFFER_RULES,
  ...SIGNUP_LIST_RULES,
  ...TICKING_RULES,
  ...SIGNUP_ENTRY_RULES,
  ...SIGNUP_SHEET_RULES,
  ...SIGNUP_LINE_RULES,
  ...SLOT_RULES,
  ...MOVING_RULES,
  ...TURNOUT_RULES,
  ...GATE_RULES,
  ...ROUTE_SHEET_RULES,
  ...EXPORT_RULES,
} as const satisfies Rules;

/** Sign-ups, turnout, the gate, and lists that leave the house. */
export const signupRoutes = (host: Host) => {
  const app = new Hono<Portal>({ strict: false });
  const nouns = [
    offerRoutes,
    signupListRoutes,
    tickingRoutes,
    signupEntryRoutes,
    signupSheetRoutes,
    signupLineRoutes,
    slotRoutes,
    movingRoutes,
  ];
  for (const routes of [...nouns, turnoutRoutes, gateRoutes, routeSheetRoutes, exportRoutes]) app.route('/', routes(host));
  return app;
};
