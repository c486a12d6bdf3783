import type { Drawing } from '../site/drawn.ts';
import type { Host } from './host.ts';

/** The HTML of a page that is drawn on demand. In one piece: a page that breaks half-way must not have begun. */
export type Draw = (drawing: Drawing) => Promise<string>;

/** A host that draws its pages like this. */
export const drawnBy = (draw: Draw): Host => ({
  render: async (c, name, props, status) => c.body(await draw({ name, props }), status, { 'Content-Type': 'text/html; charset=utf-8' }),
});
