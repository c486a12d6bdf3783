import { Hono } from 'hono';
import type { Host, Portal } from '../../../host.ts';
import { CORRECTION_RULES, correctionRoutes } from './correction.ts';
import { DRAFT_RULES, draftRoutes } from './drafts.ts';
import { FRONT_RULES, frontRoutes } from './front.ts';
import { PUBLICATION_RULES, publicationRoutes } from './publications.ts';
import { TAP_RULES, tapRoutes } from './taps.ts';

export const PRESS_RULES = { ...FRONT_RULES, ...DRAFT_RULES, ...TAP_RULES, ...PUBLICATION_RULES, ...CORRECTION_RULES };

/** What is published, from the desk. */
export const pressRoutes = (host: Host) => {
  const app = new Hono<Portal>({ strict: false });
  for (const routes of [frontRoutes, draftRoutes, tapRoutes, publicationRoutes, correctionRoutes]) app.route('/', routes(host));
  return app;
};
