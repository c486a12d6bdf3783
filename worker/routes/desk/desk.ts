import { Hono } from 'hono';
import type { Host, Portal } from '../../host.ts';
import { channelRoutes } from './channels.ts';
import { doorRoutes } from './door.ts';
import { medicineRoutes } from './medicine.ts';
import { peopleRoutes } from './people.ts';
import { requestRoutes } from './requests.ts';
import { signupRoutes } from './signups.ts';
import { toldRoutes } from './told.ts';

/** The desk, noun by noun. */
export const desk = (host: Host) => {
  const app = new Hono<Portal>({ strict: false });
  for (const routes of [doorRoutes, peopleRoutes, requestRoutes, medicineRoutes, signupRoutes, channelRoutes, toldRoutes])
    app.route('/', routes(host));
  return app;
};
