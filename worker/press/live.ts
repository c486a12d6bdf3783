import * as z from 'zod';
import type { Context } from 'hono';
import type { Portal } from '../host.ts';
import type { PressPlace } from '../../domain/press/kind.ts';

const told = z.object({ path: z.string(), blob: z.string(), urgent: z.boolean().optional(), text: z.string().optional() });
const feed = z.object({ items: z.array(z.object({ title: z.string().optional(), url: z.string().optional(), _xiaolaba: told })) });

/** Something that everybody can read now. */
export interface Told {
  path: string;
  /** The bytes that its page was drawn from. */
  blob: string;
  title: string;
  urgent: boolean;
  /** What a group is sent. */
  text: string;
}

/** What is live at a place, as its own feed says; nothing where it has none. */
export const liveAt = async (c: Context<Portal>, { committee, compound }: PressPlace): Promise<Told[]> => {
  const path = `/${[committee, compound, 'feed.json'].filter(Boolean).join('/')}`;
  const answer = await c.env.ASSETS.fetch(new URL(path, c.req.url).href);
  if (!answer.ok) return [];
  const read = feed.safeParse(await answer.json());
  if (!read.success) return [];
  return read.data.items.map(({ title = '', _xiaolaba: { path, blob, urgent = false, text = '' } }) => ({
    path,
    blob,
    title,
    urgent,
    text,
  }));
};
