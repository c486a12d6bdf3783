import { and, count, eq, inArray, or } from 'drizzle-orm';
import { type Context, Hono } from 'hono';
import { signups } from '../../../db/schema/signups.ts';
import { adjustments } from '../../../db/schema/slots.ts';
import { dayOf } from '../../../domain/clock.ts';
import type { SlotWords } from '../../../domain/receipt.ts';
import type { Sheet } from '../../../domain/sheet.ts';
import { hasMoved, type Slot, type SlotKind } from '../../../domain/slot.ts';
import { isHolding, type SignupState, TICKS } from '../../../domain/status.ts';
import { zhCN } from '../../../domain/words/index.ts';
import type { Offer, OffersPage, SlotAlarm, Way } from '../../../site/desk/signups.ts';
import { type Duty, may } from '../../duty.ts';
import type { Host, Portal } from '../../host.ts';
import { within } from '../../reach.ts';
import { findSheet } from '../../sheets.ts';
import { slotSaid } from './line-views.ts';
import { listPath, slotsPath, titleOf } from './offered.ts';
import { show } from './page.ts';
import { bound, type Rules } from './rules.ts';

const { signups: words } = zhCN.desk;
const { dates } = zhCN;

export const OFFER_RULES = {
  'GET /desk/signups': { right: 'signups' },
} as const satisfies Rules;

/** So many sign-ups of one slot, in the words that they were signed up with, in one state. */
interface Heap {
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

const heapsIn = ({ store: { db }, scope }: Duty, committee: string | undefined): Promise<Heap[]> =>
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

const offersOf = (duty: Duty, sheet: Sheet, heaps: readonly Heap[], added: ReadonlyMap<string, number>): Offer[] => {
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
    const held = inside.filter(({ state }) => isHolding(state));
    const places = mine.reduce(
      (all, { key, capacity = 0 }) => all + Math.max(0, capacity + (added.get(`${sheet.committee.id}/${sheet.compound.id}/${key}`) ?? 0)),
      0,
    );
    return {
      href: listPath(sheet, any),
      kind: any.kind,
      title: titleOf(sheet, any.kind, any.of, any.title),
      when: whenOf(stands as readonly Slot[]),
      signedUp: sum(held),
      ticked: sum(inside.filter(({ state }) => state !== 'booked' && state !== 'cancelled')),
      late: sum(inside.filter(({ state, late, slotEnds }) => state === 'cancelled' && late && slotEnds > duty.now.town)),
      places,
      over: Math.max(...stands.map(({ endsAt }) => endsAt)) <= duty.now.town,
      starts: Math.min(...stands.map(({ startsAt }) => startsAt)),
    };
  });
  // What is on now or comes next stands first; of what is over, the newest.
  offers.sort((one, other) => Number(one.over) - Number(other.over) || (one.over ? other.starts - one.starts : one.starts - other.starts));
  return offers.map(({ starts: _, ...offer }) => offer);
};

const turnoutsOf = ({ committee, compound, rounds }: Sheet): Way[] =>
  [...rounds]
    .sort((one, other) => other.day.localeCompare(one.day))
    .map(({ id, title }) => ({ href: `/desk/turnout/${committee.id}/${compound.id}/${id}`, title }));

/** Services whose team goes from door to door: all that is not done with a card and a bag. */
const routesOf = ({ committee, compound, services }: Sheet): Way[] =>
  services
    .filter(({ team, form }) => form !== 'medicine' && (team === 'sampling' || team === 'care'))
    .map(({ id, title }) => ({ href: `/desk/routes/${committee.id}/${compound.id}/${id}`, title }));

/** The compounds of a scope, each with its sheet. */
export const sheetsIn = async (c: Context<Portal>, { town, scope }: Duty, committee: string | undefined): Promise<Sheet[]> => {
  const wanted = town.committees
    .filter(({ id }) => id === (scope.committee ?? committee))
    .flatMap(({ id, compounds }) => compounds.filter((one) => (scope.compound ?? one.id) === one.id).map((one) => [id, one.id] as const));
  const sheets = await Promise.all(wanted.map(([where, compound]) => findSheet(c, where, compound)));
  return sheets.filter((sheet) => sheet !== undefined);
};

/** The committee whose compounds are shown, where the scope is the town: the one asked for. */
export const committeeIn = (c: Context<Portal>, { town, scope }: Duty): string | undefined =>
  scope.committee ?? town.committees.find(({ id }) => id === c.req.query('committee'))?.id;

/** What can be signed up for, and where something is wrong with it. */
export const offerRoutes = (host: Host) => {
  const app = new Hono<Portal>({ strict: false });
  const { on } = bound(app, OFFER_RULES);

  on('GET /desk/signups', async (c, duty) => {
    const { store, scope, town } = duty;
    const committee = committeeIn(c, duty);
    const [sheets, heaps, changes] = await Promise.all([
      sheetsIn(c, duty, committee),
      heapsIn(duty, committee),
      store.db
        .select({
          committee: adjustments.committee,
          compound: adjustments.compound,
          slotKey: adjustments.slotKey,
          places: adjustments.places,
        })
        .from(adjustments)
        .where(within(adjustments, { ...scope, committee, building: undefined })),
    ]);
    const added = new Map(changes.map((one) => [`${one.committee}/${one.compound}/${one.slotKey}`, one.places]));
    const known = new Set(sheets.map((sheet) => `${sheet.committee.id}/${sheet.compound.id}`));
    const elsewhere = [...new Set(heaps.map((one) => `${one.committee}/${one.compound}`))].filter((name) => !known.has(name));
    // Where the scope is the town nothing may be missed either: what has gone wrong stands first, wherever it is.
    const others = await Promise.all(elsewhere.map((name) => findSheet(c, ...(name.split('/') as [string, string]))));
    const page: OffersPage = {
      ...alarmsOf(duty, [...sheets, ...others.filter((sheet) => sheet !== undefined)], heaps),
      committees:
        scope.committee === undefined
          ? town.committees.map(({ id, name }) => ({ href: `/desk/signups?committee=${id}`, title: name, current: id === committee }))
          : [],
      compounds: sheets.map((sheet) => ({
        name: sheet.compound.name,
        offers: offersOf(duty, sheet, heaps, added),
        turnouts: may(duty, 'slots') && scope.building === undefined ? turnoutsOf(sheet) : [],
        routes: may(duty, 'requests') && scope.building === undefined ? routesOf(sheet) : [],
      })),
      exports: may(duty, 'export') && scope.building === undefined,
    };
    return show(host, c, duty, 'desk/offers', page);
  });

  return app;
};
