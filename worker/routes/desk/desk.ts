import { Hono } from 'hono';
import { zhCN } from '../../../domain/words/index.ts';
import { sorry } from '../../answers.ts';
import { frame } from '../../frame.ts';
import { limited } from '../../guards.ts';
import type { Host, Portal } from '../../host.ts';
import { channelRoutes } from './channels.ts';
import { doorRoutes } from './door.ts';
import { editorRoutes } from './editor/editor.ts';
import { medicineRoutes } from './medicine.ts';
import { peopleRoutes } from './people.ts';
import { pressRoutes } from './press/press.ts';
import { requestRoutes } from './requests.ts';
import { signupRoutes } from './signups.ts';
import { toldRoutes } from './told.ts';

const ROOMS = [doorRoutes, peopleRoutes, pressRoutes, requestRoutes, medicineRoutes, signupRoutes, editorRoutes, channelRoutes, toldRoutes];

/** The desk, noun by noun, under its paths. */
export const desk = (host: Host, paths: readonly string[]): Hono<Portal> => {
  const app = new Hono<Portal>({ strict: false });
  frame(app, host, paths);
  for (const path of ['/desk/join/*', '/desk/emergency', '/desk/session']) app.use(path, limited('RATE_DOOR'));
  for (const routes of ROOMS) app.route('/', routes(host));
  for (const path of paths) app.all(path, (c) => sorry(host, c, 404, zhCN.reading.notFoundText));
  return app;
};
