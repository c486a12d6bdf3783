import { dayOf, type Instant } from '../clock.ts';
import { type Batch, openPlans, type Round } from '../round.ts';
import { mayCome } from '../signup.ts';
import type { Slot } from '../slot.ts';
import { isForGroup } from '../turn.ts';
import { zhCN } from '../words/index.ts';
import { byDay, carriedOf, correctionsOf, dayOn, eachOf, isAtHome, toldBatches, whereOf } from './facts.ts';
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
  /** It is for some of the building's people only. */
  less: boolean;
}

/** The turns of a day, or of a weather plan. */
export interface PosterPart {
  /** `如果下雨`, where no plan is chosen; else nothing. */
  weather?: 'fine' | 'rainy' | undefined;
  /** `4月17日 周日`, where its day is not the day of the whole sheet. */
  day?: string | undefined;
  turns: readonly PosterTurn[];
  note?: string | undefined;
}

/** One sheet for a stairwell. */
export interface Poster {
  /** The building's id; '' where it is for all of them. */
  id: string;
  /** `3号楼`; '' where it is for all of them: then its title is the largest. */
  whose: string;
  /** The compound, committee or town. */
  from: string;
  title: string;
  urgent: boolean;
  /** `4月17日 周日`, where all of it is on one day. */
  day?: string | undefined;
  /** What is to be known first: which plan holds. */
  lead?: string | undefined;
  parts: readonly PosterPart[];
  /** `带上：身份证、口罩`; '' where nothing is wanted. */
  bring: string;
  /** The text below, one paragraph each. */
  lines: readonly string[];
  changedAt: Instant;
  phone: Voice['phone'];
}

// A file may name any number of things; a sheet can't.
const MOST = 140;
const short = (text: string): string => ([...text].length > MOST ? `${[...text].slice(0, MOST).join('')}……` : text);

const turnOf = (voice: Voice, batch: Batch): PosterTurn => ({
  span: dates.span(batch.startsAt, batch.endsAt),
  place: batch.home ? w.atHome : whereOf(voice, batch),
  less: isForGroup(batch),
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
        turns: batches.filter(({ buildings }) => buildings?.includes(id) ?? true).map((batch) => turnOf(voice, batch)),
        note,
      })),
    }));
};

const slotParts = (slots: readonly Slot[]): Pick<Poster, 'day' | 'parts'> => {
  const parts = byDay(slots, dayOf).map(([day, ofDay]) => ({
    day: dayOn(day),
    turns: ofDay.map(({ startsAt, endsAt, place }) => ({ span: dates.span(startsAt, endsAt), place, note: '', less: false })),
  }));
  const [first] = parts;
  return first && parts.length === 1 ? { day: first.day, parts: [{ turns: first.turns }] } : { parts };
};

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
    bring: '',
    lines: linesOf(html),
    changedAt,
    phone: voice.phone,
  };
  const forAll = { ...shared, id: '', whose: '' };
  switch (item.kind) {
    case 'notice': {
      const corrected = correctionsOf(item.of).map(({ moment, was, now }) => channel.corrected(moment, was, now));
      return [{ ...forAll, parts: [], lines: [...corrected, ...shared.lines] }];
    }
    case 'sampling':
      return roundPosters(voice, item.of, {
        ...shared,
        day: dayOn(item.of.day),
        lead: item.of.plan === 'fine' ? undefined : reading.planChosen[item.of.plan],
        bring: short(carriedOf(item.of.bring, isAtHome(item.of))),
      });
    case 'supply': {
      const { slots, bring, proxy } = item.of;
      const lines = [...(proxy ? [channel.proxy(proxy)] : []), ...shared.lines];
      const each = { lead: short(eachOf(item.of)), bring: short(carriedOf(bring, false)), lines };
      const named = voice.buildings.filter(({ id }) => slots.some(({ buildings }) => buildings?.includes(id)));
      if (named.length === 0) return [{ ...forAll, ...each, ...slotParts(slots) }];
      return named.map(({ id, name }) => ({
        ...{ ...shared, ...each, id, whose: name },
        ...slotParts(slots.filter((slot) => mayCome(slot, id))),
      }));
    }
    case 'post': {
      const { shifts, needs } = item.of;
      return [{ ...forAll, ...slotParts(shifts), lines: [...(needs.length > 0 ? [channel.needs(needs)] : []), ...shared.lines] }];
    }
  }
};
