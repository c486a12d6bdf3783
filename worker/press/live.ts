import type { Context } from 'hono';
import { jsonFeed } from '../../domain/channel/feed.ts';
import type { PressPlace } from '../../domain/press/kind.ts';
import type { Portal } from '../host.ts';

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
  return jsonFeed
    .parse(await answer.json())
    .items.map(({ title, _xiaolaba: { path, blob, urgent, text } }) => ({ path, blob, title, urgent, text }));
};
