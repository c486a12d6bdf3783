import { Hono } from 'hono';
import type { Portal } from '../host.ts';
import { apiDocument } from '../sheets.ts';

/** The description of this API. */
export const openapi = () =>
  new Hono<Portal>().get('/openapi.json', async (c) => {
    const document = await apiDocument(c);
    c.header('Cache-Control', 'public, max-age=3600');
    return c.json(document);
  });
