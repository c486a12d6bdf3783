import type { Drawing } from '../site/drawn.ts';
import type { Host } from './host.ts';

/** Draws the page of a request with these locals, from the compiled templates. */
export type Draw = (request: Request, locals: Readonly<Record<string, unknown>>) => Promise<Response>;

/** A host that draws its pages like this. */
export const drawnBy = (draw: Draw): Host => ({
  render: async (c, name, props, status) => {
    const page = await draw(new Request(new URL('/answers', c.req.url)), { drawing: { name, props } satisfies Drawing });
    if (page.status !== 200) throw new Error(`the page ${name} answered ${page.status}`);
    // In one piece: a page that breaks half-way must not have begun.
    return c.body(await page.arrayBuffer(), status, { 'Content-Type': 'text/html; charset=utf-8' });
  },
});
