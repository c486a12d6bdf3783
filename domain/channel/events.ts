import type { Instant } from '../clock.ts';
import { buildingNames } from '../naming.ts';
import type { Post } from '../post.ts';
import { openPlans, type Round } from '../round.ts';
import { mayCome } from '../signup.ts';
import { type Slot, slotKey } from '../slot.ts';
import type { Supply } from '../supply.ts';
import { zhCN } from '../words/index.ts';
import { isAtHome, toldBatches, whereOf, whoOf } from './facts.ts';
import type { Voice } from './item.ts';

const { channel: w, reading } = zhCN;

/** An entry of a calendar. */
export interface CalendarEvent {
  /** Lasts as long as the slot or batch: `sampling/0417/q1/fine`. */
  key: string;
  title: string;
  startsAt: Instant;
  endsAt: Instant;
  place: string;
  note: string;
  /** Of the page that says more. */
  path: string;
  changedAt: Instant;
  /** No plan is chosen yet, and this is one of two. */
  tentative: boolean;
}

/** What is current at a compound. */
export interface Current {
  rounds: readonly (Round & { path: string })[];
  supplies: readonly (Supply & { path: string })[];
  posts: readonly (Post & { path: string })[];
}

const roundEvents = (voice: Voice, round: Round & { path: string }, building: string | undefined): CalendarEvent[] => {
  const tentative = round.plan === 'undecided';
  const carried = round.bring.length === 0 ? '' : isAtHome(round) ? w.prepare(round.bring) : w.bring(round.bring);
  return openPlans(round).flatMap(([weather, { batches, note = '' }]) =>
    toldBatches(batches)
      .filter(({ buildings }) => building === undefined || (buildings?.includes(building) ?? true))
      .map((batch) => {
        // On a building's own calendar it is said whom of the building it is for.
        const { buildings: _, ...mine } = batch;
        const who = building === undefined ? whoOf(voice, batch) : mine.group || mine.floors ? whoOf(voice, mine) : '';
        const what = w.eventOf(w.event.sampling, who);
        return {
          key: `${slotKey('sampling', round.id, batch.id)}/${weather}`,
          title: tentative ? `${what}（${w.unsure(reading.weather[weather])}）` : what,
          startsAt: batch.startsAt,
          endsAt: batch.endsAt,
          place: batch.home ? w.atHome : whereOf(voice, batch),
          note: [round.title, ...(round.plan === 'fine' ? [] : [reading.planChosen[round.plan]]), note, carried].filter(Boolean).join('\n'),
          path: round.path,
          changedAt: round.changedAt,
          tentative,
        };
      }),
  );
};

const slotEvents = (
  voice: Voice,
  { path, changedAt, title }: { path: string; changedAt: Instant; title: string },
  slots: readonly Slot[],
  note: string,
  named: boolean,
): CalendarEvent[] =>
  slots.map(({ key, kind, startsAt, endsAt, place, buildings }) => ({
    ...{ key, startsAt, endsAt, place, path, changedAt, note },
    title: `${w.event[kind]} ${w.eventOf(title, named && buildings ? buildingNames(voice, buildings) : '')}`,
    tentative: false,
  }));

/**
 * The entries of a compound's calendar, or of one building's.
 * A slot that a household chooses is in nobody's own calendar until it is chosen: a building has those that are its turn.
 */
export const eventsOf = (voice: Voice, { rounds, supplies, posts }: Current, building?: string): CalendarEvent[] => [
  ...rounds.flatMap((round) => roundEvents(voice, round, building)),
  ...supplies.flatMap((supply) => {
    const turn = ({ buildings, capacity }: Slot) => buildings !== undefined || capacity === undefined;
    const slots = building === undefined ? supply.slots : supply.slots.filter((slot) => turn(slot) && mayCome(slot, building));
    const note = [w.each(supply.items.map(({ name, amount }) => `${name} ${amount}`)), supply.bring.length > 0 && w.bring(supply.bring)];
    return slotEvents(voice, supply, slots, note.filter(Boolean).join('\n'), building === undefined);
  }),
  ...(building === undefined ? posts.flatMap((post) => slotEvents(voice, post, post.shifts, post.needs.join('、'), false)) : []),
];

/** A building's part of a file's name, the same on every host: ids are Chinese, have capitals and odd signs. `甲` → `_7532_` */
export const buildingFile = (building: string): string =>
  [...building].map((sign) => (/[a-z0-9-]/.test(sign) ? sign : `_${sign.codePointAt(0)?.toString(16)}_`)).join('');
