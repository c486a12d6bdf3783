import { Hono } from 'hono';
import type { SlotsBody } from '../../domain/api/bodies.ts';
import type { Portal } from '../host.ts';
import { standingOf } from '../records/slots.ts';
import { replicaFor } from '../records/store.ts';
import { sheetOf } from '../sheets.ts';

/** Places left, for the pages of a compound. A few seconds old is new enough: the form decides, not the page. */
export const slots = () =>
  new Hono<Portal>().get('/slots/:committee/:compound', async (c) => {
    const { committee, compound } = c.req.param();
    const sheet = await sheetOf(c, committee, compound);
    const standing = await standingOf(replicaFor(c.env, committee), sheet);
    c.header('Cache-Control', 'public, max-age=8');
    return c.json({ slots: standing } satisfies SlotsBody);
  });
