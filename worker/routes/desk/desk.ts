import { Hono } from 'hono';
import type { Host, Portal } from '../../host.ts';
import { doorRoutes } from './door.ts';
import { editorRoutes } from './editor/editor.ts';
import { medicineRoutes } from './medicine.ts';
import { peopleRoutes } from './people.ts';
import { pressRoutes } from './press/press.ts';
import { requestRoutes } from './requests.ts';
import { signupRoutes } from './signups.ts';

/** The desk, noun by noun. */
export const desk = (host: Host) => {
  const app = new Hono<Portal>({ strict: false });
  const rooms = [doorRoutes, peopleRoutes, pressRoutes, requestRoutes, medicineRoutes, signupRoutes, editorRoutes];
  for (const routes of rooms) app.route('/', routes(host));
  return app;
};
