import type { Context } from 'hono';
import type { Day } from '../domain/clock.ts';
import { ABOUT } from '../domain/request.ts';
import type { Sheet } from '../domain/sheet.ts';
import type { Portal } from './host.ts';
import { liveAt } from './tidings/feeds.ts';

/** An item of a compound that somebody has something to say of. */
export interface About {
  /** `samplings/0416` */
  id: string;
  title: string;
  /** The day of a round. */
  day?: Day | undefined;
}

/** What a form is about, by what the page said that led to it; nothing where there is no such item any more. */
export const aboutIn = async (c: Context<Portal>, sheet: Sheet, typed: unknown): Promise<About | undefined> => {
  if (typeof typed !== 'string' || !ABOUT.test(typed)) return undefined;
  const round = sheet.rounds.find(({ id }) => typed === `samplings/${id}`);
  if (round) return { id: typed, title: round.title, day: round.day };
  const { committee, compound } = sheet;
  const item = (await liveAt(c.env, committee.id, compound.id)).find(({ path }) => path === `${committee.id}/${compound.id}/${typed}.md`);
  return item && { id: typed, title: item.title };
};
