import { Hono } from 'hono';
import { tagOf } from '../../../domain/tag.ts';
import { zhCN } from '../../../domain/words/index.ts';
import type { HandoverPage } from '../../../site/desk/people.ts';
import type { Host, Portal } from '../../host.ts';
import { envelopesIn } from '../../records/envelopes.ts';
import { handoverOf } from '../../records/handover.ts';
import { peopleBy } from '../../records/people.ts';
import { findSheet } from '../../sheets.ts';
import { scopeName, show } from './page.ts';
import { bound, type Rules } from './rules.ts';

const { people: words, shell } = zhCN.desk;
const { dates } = zhCN;

export const HANDOVER_RULES = {
  'GET /desk/handover': { right: 'people' },
} as const satisfies Rules;

/** The hand-over pack: one page for whoever takes over. */
export const handoverRoutes = (host: Host) => {
  const app = new Hono<Portal>({ strict: false });
  const { on } = bound(app, HANDOVER_RULES);

  on('GET /desk/handover', async (c, duty) => {
    const { store, town, scope } = duty;
    const { teams, due, requestsOf, cardsOf, crew, runsOut, night, anchor } = await handoverOf(duty);
    const holders = [...new Set([...requestsOf.map(({ owner }) => owner), ...cardsOf.map(({ holder }) => holder)])];
    const names = await peopleBy(store, [
      ...holders,
      ...due.map(({ owner }) => owner),
      ...crew.map(({ personId }) => personId),
      ...runsOut.flatMap(({ first, second }) => [first, second]),
    ]);
    const [first] = town.committees.filter(({ id }) => id === scope.committee);
    const sheet = first?.compounds[0] && (await findSheet(c, first.id, scope.compound ?? first.compounds[0].id));
    const codes = (await envelopesIn(duty)).filter(({ usedAt, voidedAt }) => usedAt === null && voidedAt === null);
    const teamName: Readonly<Record<string, string>> = zhCN.content.teams;
    const page: HandoverPage = {
      scope: scopeName(town, scope),
      url: new URL('/desk/handover', town.url || c.req.url).href,
      teams: teams.map(({ team, ...counts }) => ({ name: teamName[team] ?? team, ...counts })),
      due: due.map((row) => ({
        ...{ tag: tagOf(row.id), title: row.title, urgent: row.urgent, dueAt: row.dueAt },
        door: scopeName(town, { town: row.town, committee: row.committee, compound: row.compound, building: row.building ?? undefined }),
        owner: (row.owner && names.get(row.owner)?.name) || words.unowned,
      })),
      hands: holders.flatMap((id) => {
        const person = id === null ? undefined : names.get(id);
        const held = {
          requests: requestsOf.find(({ owner }) => owner === id)?.is ?? 0,
          cards: cardsOf.find(({ holder }) => holder === id)?.is ?? 0,
        };
        return person ? [{ name: person.name, phone: person.phone, ...held }] : [];
      }),
      call: [
        ...crew.flatMap(({ personId, role }) => {
          const { name = '', phone } = names.get(personId) ?? {};
          return phone ? [{ name, phone, note: shell.role[role] }] : [];
        }),
        ...(sheet?.phones ?? town.phones).map(({ name, phone, hours }) => ({ name, phone, note: hours })),
      ],
      runs: runsOut.map(({ day, hospital, state, first, second }) => ({
        ...{ day, hospital, state },
        people: [first, second].flatMap((id) => (id && names.get(id)?.name) || []),
      })),
      codes: codes.length,
      night: night
        ? words.night(dates.date(night.day), words.nightState[night.closedAt === null ? 'open' : 'closed'])
        : words.nightState.none,
      anchor,
    };
    return show(host, c, duty, 'desk/handover', page);
  });

  return app;
};
