import { and, count, eq, inArray, or } from 'drizzle-orm';
import { signups } from '../../../db/schema/signups.ts';
import { dayOf } from '../../../domain/clock.ts';
import type { SlotWords } from '../../../domain/receipt.ts';
import type { Sheet } from '../../../domain/sheet.ts';
import { hasMoved, type Slot, type SlotKind } from '../../../domain/slot.ts';
import { type SignupState, TICKS } from '../../../domain/status.ts';
import { zhCN } from '../../../domain/words/index.ts';
import type { Offer } from '../../../site/desk/offer.ts';
import type { SlotAlarm } from '../../../site/desk/slot.ts';
import type { Way } from '../../../site/desk/way.ts';
import { type Duty, may } from '../../duty.ts';
import { within } from '../../reach.ts';
import type { Db } from '../../records/store.ts';
import { slotSaid } from './line-views.ts';
import { listPath, slotsPath, titleOf } from './offered.ts';

const { signups: words } = zhCN.desk;
const { dates } = zhCN;

/** So many sign-ups of one slot, in the words that they were signed up with, in one state. */
export interface Heap {
  committee: string;
  compound: string;
  kind: SlotKind;
  of: string;
  slotKey: string;
  slotWords: SlotWords;
  slotEnds: number;
  state: SignupState;
  late: boolean;
  count: number;
}

const heapsOf = (db: Db, { scope }: Duty, committee: string | undefined): Promise<Heap[]> =>
  db
    .select({
      committee: signups.committee,
      compound: signups.compound,
      kind: signups.kind,
      of: signups.of,
      slotKey: signups.slotKey,
      slotWords: signups.slotWords,
      slotEnds: signups.slotEnds,
      state: signups.state,
      late: signups.late,
      count: count(),
    })
    .from(signups)
    .where(
      and(
        within(signups, scope),
        committee === undefined ? undefined : eq(signups.committee, committee),
        // What was cancelled in time is nobody's business any more.
        or(inArray(signups.state, ['booked', ...TICKS]), eq(signups.late, true)),
      ),
    )
    .groupBy(
      signups.committee,
      signups.compound,
      signups.kind,
      signups.of,
      signups.slotKey,
      signups.slotWords,
      signups.state,
      signups.late,
    );

/** What is signed up for in a scope, heaped by slot and state. */
export const heapsIn = async (duty: Duty, committee: string | undefined): Promise<Heap[]> =>
  (await Promise.all(duty.store.dbsOf(committee ?? duty.scope.committee).map((db) => heapsOf(db, duty, committee)))).flat();

const sum = (heaps: readonly Heap[]): number => heaps.reduce((all, one) => all + one.count, 0);

/** Slots with people in them that are gone, or are not what they were. */
export const alarmsOf = (duty: Duty, sheets: readonly Sheet[], heaps: readonly Heap[]) => {
  const vanished: SlotAlarm[] = [];
  const moved: SlotAlarm[] = [];
  for (const sheet of sheets) {
    const here = heaps.filter(
      ({ committee, compound, state }) => committee === sheet.committee.id && compound === sheet.compound.id && state === 'booked',
    );
    for (const key of new Set(here.map(({ slotKey }) => slotKey))) {
      const slot = sheet.slots.find((one) => one.key === key && one.capacity !== undefined);
      const inside = here.filter(({ slotKey }) => slotKey === key);
      const lost = slot ? [] : inside.filter(({ slotEnds }) => slotEnds > duty.now.town);
      const untold = slot && slot.endsAt > duty.now.town ? inside.filter(({ slotWords }) => hasMoved(slotWords, slot)) : [];
      const [first] = [...lost, ...untold];
      if (!first) continue;
      const what = `${sheet.compound.name} ${first.slotWords.title} ${slotSaid(first.slotWords)}`;
      const id = key.slice(`${first.kind}/${first.of}/`.length);
      const href = may(duty, 'slots') ? `${slotsPath(sheet, first)}/${id}` : undefined;
      if (slot) moved.push({ href, title: words.moved(what, sum(untold)), count: sum(untold) });
      else vanished.push({ href, title: words.vanished(what, sum(lost)), count: sum(lost) });
    }
  }
  return { vanished, moved };
};

const whenOf = (slots: readonly Slot[]): string => {
  const starts = Math.min(...slots.map(({ startsAt }) => startsAt));
  const ends = Math.max(...slots.map(({ endsAt }) => endsAt));
  const [first, last] = [dayOf(starts), dayOf(ends - 1)];
  if (slots.length === 1) return `${dates.date(first)} ${dates.span(starts, ends)}`;
  return first === last ? dates.date(first) : `${dates.date(first)}–${dates.date(last)}`;
};

/** What a compound offers: what is on now or comes next first. @param added places that the desk gave, by `<committee>/<compound>/<slot key>` */
export const offersOf = (duty: Duty, sheet: Sheet, heaps: readonly Heap[], added: ReadonlyMap<string, number>): Offer[] => {
  const here = heaps.filter(({ committee, compound }) => committee === sheet.committee.id && compound === sheet.compound.id);
  const slots = sheet.slots.filter(({ capacity }) => capacity !== undefined);
  const names = [...slots, ...here].map(({ kind, of }) => `${kind}/${of}`);
  const offers = [...new Set(names)].map((name) => {
    const mine = slots.filter(({ kind, of }) => `${kind}/${of}` === name);
    const inside = here.filter(({ kind, of }) => `${kind}/${of}` === name);
    const [any] = [...mine, ...inside.map(({ slotWords }) => slotWords)];
    if (!any) throw new Error('an offer without a slot');
    const stands: readonly Pick<Slot, 'startsAt' | 'endsAt' | 'place'>[] =
      mine.length > 0 ? mine : inside.map(({ slotWords }) => slotWords);
    const places = mine.reduce(
      (all, { key, capacity = 0 }) => all + Math.max(0, capacity + (added.get(`${sheet.committee.id}/${sheet.compound.id}/${key}`) ?? 0)),
      0,
    );
    return {
      href: listPath(sheet, any),
      kind: any.kind,
      title: titleOf(sheet, any.kind, any.of, any.title),
      when: whenOf(stands as readonly Slot[]),
      signedUp: sum(inside.filter(({ state }) => state !== 'cancelled')),
      ticked: sum(inside.filter(({ state }) => state !== 'booked' && state !== 'cancelled')),
      late: sum(inside.filter(({ state, late, slotEnds }) => state === 'cancelled' && late && slotEnds > duty.now.town)),
      places: duty.scope.building === undefined ? places : undefined,
      over: Math.max(...stands.map(({ endsAt }) => endsAt)) <= duty.now.town,
      starts: Math.min(...stands.map(({ startsAt }) => startsAt)),
    };
  });
  // What is on now or comes next stands first; of what is over, the newest.
  offers.sort((one, other) => Number(one.over) - Number(other.over) || (one.over ? other.starts - one.starts : one.starts - other.starts));
  return offers.map(({ starts: _, ...offer }) => offer);
};

/** The rounds whose turnout is counted, the newest first. */
export const turnoutsOf = ({ committee, compound, rounds }: Sheet): Way[] =>
  [...rounds]
    .sort((one, other) => other.day.localeCompare(one.day))
    .map(({ id, title }) => ({ href: `/desk/turnout/${committee.id}/${compound.id}/${id}`, title }));

/** Services whose team goes from door to door: all that is not done with a card and a bag. */
export const routesOf = ({ committee, compound, services }: Sheet): Way[] =>
  services
    .filter(({ team, form }) => form !== 'medicine' && (team === 'sampling' || team === 'care'))
    .map(({ id, title }) => ({ href: `/desk/routes/${committee.id}/${compound.id}/${id}`, title }));
