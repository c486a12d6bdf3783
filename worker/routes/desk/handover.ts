import { type Context, Hono } from 'hono';
import type { PhoneEntry } from '../../../domain/phonebook.ts';
import { zhCN } from '../../../domain/words/index.ts';
import type { Hand, HandoverPage } from '../../../site/desk/people.ts';
import type { Duty } from '../../duty.ts';
import type { Host, Portal } from '../../host.ts';
import { envelopesIn } from '../../records/envelopes.ts';
import { handoverOf, MOST_PEOPLE } from '../../records/handover.ts';
import { type Person, peopleBy } from '../../records/people.ts';
import { findSheet } from '../../sheets.ts';
import { linesOf } from './lines.ts';
import { scopeName, show } from './page.ts';
import { placesIn } from './places.ts';
import { bound, type Rules } from './rules.ts';

const { people: words } = zhCN.desk;
const { dates } = zhCN;

export const HANDOVER_RULES = {
  'GET /desk/handover': { right: 'people' },
} as const satisfies Rules;

type Pack = Awaited<ReturnType<typeof handoverOf>>;

/** Who has something or works here, those with cards first: a card that is out is somebody's. */
const handsOf = ({ requestsOf, cardsOf, crew }: Pack, names: ReadonlyMap<string, Person>): Hand[] => {
  const ids = [...cardsOf.map(({ holder }) => holder), ...requestsOf.map(({ owner }) => owner), ...crew.map(({ personId }) => personId)];
  return [...new Set(ids)]
    .flatMap((id): Hand[] => {
      const person = id === null ? undefined : names.get(id);
      if (!person) return [];
      const requests = requestsOf.find(({ owner }) => owner === id)?.is ?? 0;
      const cards = cardsOf.find(({ holder }) => holder === id)?.is ?? 0;
      return [{ name: person.name, phone: person.phone, role: crew.find(({ personId }) => personId === id)?.role, requests, cards }];
    })
    .sort((one, other) => other.cards - one.cards || other.requests - one.requests);
};

const beyondOf = (hands: readonly Hand[]): HandoverPage['beyond'] => {
  const more = hands.slice(MOST_PEOPLE).filter(({ requests, cards }) => requests + cards > 0);
  const sum = (of: 'requests' | 'cards') => more.reduce((all, hand) => all + hand[of], 0);
  return more.length > 0 ? { people: more.length, requests: sum('requests'), cards: sum('cards') } : undefined;
};

const byDay = <Entry extends PhoneEntry>({ hours, ...entry }: Entry) => ({ ...entry, ...(!hours?.includes('24小时') && { hours }) });

/** The numbers of a scope, with their hours where they are not answered day and night: what all its compounds share once, of its own each compound the first, under its name. */
const phonesOf = async (c: Context<Portal>, duty: Duty): Promise<HandoverPage['phones']> => {
  if (duty.scope.committee === undefined) return duty.town.phones.map(byDay);
  const places = placesIn(duty).flatMap(({ id, compounds }) => compounds.map((one) => findSheet(c, id, one.id)));
  const sheets = (await Promise.all(places)).filter((sheet) => sheet !== undefined);
  const isShared = (phone: string) => sheets.every(({ phones }) => phones.some((one) => one.phone === phone));
  const shared = (sheets[0]?.phones ?? duty.town.phones).filter(({ phone }) => isShared(phone));
  const own = sheets.flatMap(({ compound, phones }) => {
    const first = phones.find(({ phone }) => !isShared(phone));
    return first ? [{ place: compound.name, ...first }] : [];
  });
  return [...own, ...shared].map(byDay);
};

/** The hand-over pack: one page for whoever takes over. */
export const handoverRoutes = (host: Host) => {
  const app = new Hono<Portal>({ strict: false });
  const { on } = bound(app, HANDOVER_RULES);

  on('GET /desk/handover', async (c, duty) => {
    const { store, town, scope } = duty;
    const pack = await handoverOf(duty);
    const { teams, due, requestsOf, cardsOf, crew, runsOut, night, anchor } = pack;
    const names = await peopleBy(store, [
      ...cardsOf.map(({ holder }) => holder),
      ...due.map(({ owner }) => owner),
      ...runsOut.flatMap(({ first, second }) => [first, second]),
      ...crew.map(({ personId }) => personId),
      ...requestsOf.map(({ owner }) => owner),
    ]);
    const [lines, phones, envelopes] = await Promise.all([linesOf(c, duty, due), phonesOf(c, duty), envelopesIn(duty)]);
    const hands = handsOf(pack, names);
    const teamName: Readonly<Record<string, string>> = zhCN.content.teams;
    const page: HandoverPage = {
      scope: scopeName(town, scope),
      url: new URL('/desk/handover', town.url || c.req.url).href,
      teams: teams.map(({ team, ...counts }) => ({ name: teamName[team] ?? team, ...counts })),
      due: lines.map(({ tag, title, door, urgent, due: until, owner }, at) => {
        const phone = names.get(due[at]?.owner ?? '')?.phone;
        return { tag, title, door, urgent, due: until, owner, phone };
      }),
      hands: hands.slice(0, MOST_PEOPLE),
      beyond: beyondOf(hands),
      phones,
      runs: runsOut.map(({ day, hospital, state, first, second }) => ({
        ...{ day, hospital, state },
        people: [first, second].flatMap((id) => (id && names.get(id)?.name) || []),
      })),
      codes: envelopes.filter(({ usedAt, voidedAt }) => usedAt === null && voidedAt === null).length,
      night: night
        ? words.night(dates.date(night.day), words.nightState[night.closedAt === null ? 'open' : 'closed'])
        : words.nightState.none,
      anchor,
    };
    return show(host, c, duty, 'desk/handover', page);
  });

  return app;
};
