import { dayOf, type Instant } from '../clock.ts';
import { type Batch, openPlans, type Round } from '../round.ts';
import { mayCome } from '../signup.ts';
import type { Slot } from '../slot.ts';
import { isForGroup } from '../turn.ts';
import { zhCN } from '../words/index.ts';
import { byDay, correctionsOf, isAtHome, toldBatches, whereOf } from './facts.ts';
import type { Item, Voice } from './item.ts';
import { linesOf } from './plain.ts';

const { channel, content, reading, dates } = zhCN;
const w = channel.poster;

/** When and where, as it stands on a poster. */
export interface PosterTurn {
  /** `07:30–08:30` */
  span: string;
  place: string;
  /** Whom of the building it is for, how late it is; '' where there is nothing to say. */
  note: string;
}

/** The turns of a day, or of a weather plan. */
export interface PosterPart {
  /** `如果下雨`, where no plan is chosen; else nothing. */
  weather?: 'fine' | 'rainy' | undefined;
  /** `4月17日 周日` */
  day: string;
  turns: readonly PosterTurn[];
  note?: string | undefined;
}

/** One sheet for a stairwell. */
export interface Poster {
  /** The building's id; '' where it is for all of them. */
  id: string;
  /** `3号楼`, or the compound's name. */
  whose: string;
  /** The compound, committee or town. */
  from: string;
  title: string;
  urgent: boolean;
  /** What is to be known first: which plan holds. */
  lead?: string | undefined;
  parts: readonly PosterPart[];
  bring: readonly string[];
  /** Whether it is brought, or laid ready at home. */
  atHome: boolean;
  /** The text below, one paragraph each. */
  lines: readonly string[];
  changedAt: Instant;
  phone: Voice['phone'];
}

const turnOf = (voice: Voice, batch: Batch): PosterTurn => ({
  span: dates.span(batch.startsAt, batch.endsAt),
  place: batch.home ? w.atHome : whereOf(voice, batch),
  note: [
    isForGroup(batch) && batch.group && w.group(content.groups[batch.group]),
    batch.floors && reading.floors(batch.floors),
    batch.late > 0 && w.late(batch.late),
  ]
    .filter(Boolean)
    .join(' '),
});

// A building that a round does not name comes only to make up for what it missed: that is no reason to hang a sheet there.
const concerns = ({ buildings, group }: Batch, building: string): boolean => buildings?.includes(building) ?? group !== 'makeup';

const roundPosters = (voice: Voice, round: Round, shared: Omit<Poster, 'id' | 'whose' | 'parts'>): Poster[] => {
  const plans = openPlans(round).map(([weather, { batches, note }]) => ({ weather, batches: toldBatches(batches), note }));
  const all = plans.flatMap(({ batches }) => batches);
  return voice.buildings
    .filter(({ id }) => all.some((batch) => concerns(batch, id)))
    .map(({ id, name }) => ({
      ...shared,
      ...{ id, whose: name },
      parts: plans.map(({ weather, batches, note }) => ({
        weather: round.plan === 'undecided' ? weather : undefined,
        day: `${dates.date(round.day)} ${dates.weekday(round.day)}`,
        turns: batches.filter(({ buildings }) => buildings?.includes(id) ?? true).map((batch) => turnOf(voice, batch)),
        note,
      })),
    }));
};

const slotParts = (slots: readonly Slot[]): PosterPart[] =>
  byDay(slots, dayOf).map(([day, ofDay]) => ({
    day: `${dates.date(day)} ${dates.weekday(day)}`,
    turns: ofDay.map(({ startsAt, endsAt, place }) => ({ span: dates.span(startsAt, endsAt), place, note: '' })),
  }));

/**
 * The sheets to hang up: one for each building that a round concerns, or that has slots of its own in a distribution, with its
 * own time and point; one for all where everybody is told the same.
 */
export const postersOf = (voice: Voice, item: Item): Poster[] => {
  const { title, html, changedAt } = item.of;
  const shared = {
    from: voice.name,
    title,
    urgent: item.kind === 'notice' && item.of.level === 'urgent',
    lead: undefined,
    bring: [] as readonly string[],
    atHome: false,
    lines: linesOf(html),
    changedAt,
    phone: voice.phone,
  };
  const forAll = { ...shared, id: '', whose: voice.name };
  switch (item.kind) {
    case 'notice': {
      const corrected = correctionsOf(item.of).map(({ moment, was, now }) => channel.corrected(moment, was, now));
      return [{ ...forAll, parts: [], lines: [...corrected, ...shared.lines] }];
    }
    case 'sampling':
      return roundPosters(voice, item.of, {
        ...shared,
        lead: item.of.plan === 'fine' ? undefined : reading.planChosen[item.of.plan],
        bring: item.of.bring,
        atHome: isAtHome(item.of),
      });
    case 'supply': {
      const { slots, items, bring, proxy } = item.of;
      const lines = [...(proxy ? [channel.proxy(proxy)] : []), ...shared.lines];
      const each = { lead: channel.each(items.map(({ name, amount }) => `${name} ${amount}`)), bring, lines };
      const named = voice.buildings.filter(({ id }) => slots.some(({ buildings }) => buildings?.includes(id)));
      if (named.length === 0) return [{ ...forAll, ...each, parts: slotParts(slots) }];
      return named.map(({ id, name }) => ({
        ...{ ...shared, ...each, id, whose: name },
        parts: slotParts(slots.filter((slot) => mayCome(slot, id))),
      }));
    }
    case 'post': {
      const { shifts, needs } = item.of;
      return [{ ...forAll, parts: slotParts(shifts), lines: [...(needs.length > 0 ? [channel.needs(needs)] : []), ...shared.lines] }];
    }
  }
};
