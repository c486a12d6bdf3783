import { Hono } from 'hono';
import { nightOf } from '../../../domain/chain.ts';
import { addDays, dayOf } from '../../../domain/clock.ts';
import { zhCN } from '../../../domain/words/index.ts';
import type { CardsPage } from '../../../site/desk/medicine/card.ts';
import type { QueueName } from '../../../site/desk/medicine/home.ts';
import type { Host, Portal } from '../../host.ts';
import { cardsOut } from '../../records/cards.ts';
import { besides, holders, homeCounts, homesIn, requestsIn, sideOf } from '../../records/homes.ts';
import { moneyByMember } from '../../records/invoices.ts';
import { progressOn } from '../../records/nightlines.ts';
import { nightsOn, unclosedNights } from '../../records/nights.ts';
import { namesOf } from '../../records/people.ts';
import { ownRuns, runsOn } from '../../records/runs.ts';
import { Refusal } from '../../refusal.ts';
import { runWords } from './case.ts';
import { CASE_RULES, caseRoutes } from './cases.ts';
import { homesBy, homesOf } from './homes.ts';
import { MONEY_RULES, moneyRoutes } from './money.ts';
import { NIGHT_RULES, nightRoutes } from './nights.ts';
import { OUTCOME_RULES, outcomeRoutes } from './outcomes.ts';
import { pageIn, show } from './page.ts';
import { PAPER_RULES, paperRoutes } from './papers.ts';
import { bound, param, type Rules } from './rules.ts';
import { RUN_RULES, runRoutes } from './runs.ts';
import { runLines, runSide } from './runlines.ts';

const LIST_RULES = {
  'GET /desk/medicine': { right: 'medicine' },
  'GET /desk/medicine/lists/:name': { right: 'medicine' },
  'GET /desk/medicine/cards': { right: 'medicine' },
} as const satisfies Rules;

export const MEDICINE_RULES = {
  ...LIST_RULES,
  ...CASE_RULES,
  ...RUN_RULES,
  ...OUTCOME_RULES,
  ...PAPER_RULES,
  ...NIGHT_RULES,
  ...MONEY_RULES,
} as const satisfies Rules;

const LISTS = ['common', 'special', 'bags'] as const satisfies readonly QueueName[];
const FIRST = 12;
const A_PAGE = 50;

/** The medicine team's first page, its lists, and who has which card. */
const listRoutes = (host: Host) => {
  const app = new Hono<Portal>({ strict: false });
  const { on } = bound(app, LIST_RULES);

  on('GET /desk/medicine', async (c, duty) => {
    const { store, now } = duty;
    const { db } = store;
    const today = dayOf(now.town);
    const first = { from: 0, most: FIRST };
    const [[counts], common, special, bags, held, runs, [tonight], unclosed, money] = await db.batch([
      homeCounts(duty),
      homesIn(duty, 'common', first),
      homesIn(duty, 'special', first),
      homesIn(duty, 'bags', first),
      holders(duty),
      runsOn(duty, [today, addDays(today, 1)]),
      nightsOn(duty, nightOf(now.town)),
      unclosedNights(duty),
      moneyByMember(duty),
    ]);
    const listed = { common, special, bags };
    const ids = LISTS.flatMap((name) => listed[name].map(({ id }) => id));
    const [[progress], drugs, out, ...ofRuns] = await db.batch([
      progressOn(duty, tonight?.id ?? ''),
      ...besides(duty, ids),
      ...runSide(duty, runs),
    ]);
    const [side, names, lines] = await Promise.all([sideOf(duty, drugs, out), namesOf(store, held), runLines(duty, runs, ...ofRuns)]);
    const lists = LISTS.map(async (name) => {
      const homes = await homesBy(c, duty, listed[name], side);
      return { name, count: counts?.[name] ?? 0, lines: [...homes.values()] };
    });
    return show(host, c, duty, 'desk/medicine', {
      tonight: tonight && progress && { id: tonight.id, day: tonight.day, ...progress, closed: tonight.closedAt !== null },
      unclosed: unclosed.map(({ id, day }) => ({ id, day })),
      lists: await Promise.all(lists),
      holders: held.map(({ id, is }) => ({ name: names.get(id)?.name ?? '', count: is })),
      runs: lines,
      totals: {
        open: counts?.open ?? 0,
        free: (counts?.common ?? 0) + (counts?.special ?? 0),
        bags: counts?.bags ?? 0,
        cards: held.reduce((sum, { is }) => sum + is, 0),
        owed: money.reduce((sum, { advanced, repaid }) => sum + advanced - repaid, 0),
      },
    });
  });

  on('GET /desk/medicine/lists/:name', async (c, duty) => {
    const name = LISTS.find((one) => one === param(c, 'name'));
    if (!name) throw new Refusal(404, zhCN.desk.shell.none);
    const page = pageIn(c);
    const [[counts], rows] = await duty.store.db.batch([
      homeCounts(duty),
      homesIn(duty, name, { from: (page - 1) * A_PAGE, most: A_PAGE }),
    ]);
    const count = counts?.[name] ?? 0;
    const lines = [...(await homesOf(c, duty, rows)).values()];
    return show(host, c, duty, 'desk/medicine/list', { list: { name, count, lines }, page, more: count > page * A_PAGE });
  });

  on('GET /desk/medicine/cards', async (c, duty) => {
    const page = pageIn(c);
    const found = await cardsOut(duty, { from: (page - 1) * A_PAGE, most: A_PAGE + 1 });
    const cards = found.slice(0, A_PAGE);
    const ids = cards.map(({ requestId }) => requestId);
    const [rows, runs, drugs, out] = await duty.store.db.batch([
      requestsIn(duty, ids),
      ownRuns(
        duty,
        cards.map(({ runId }) => runId),
      ),
      ...besides(duty, ids),
    ]);
    const side = await sideOf(duty, drugs, out);
    const homes = await homesBy(c, duty, rows, side);
    const byHolder: CardsPage['holders'] = [...Map.groupBy(cards, ({ holder }) => holder).values()].map((own) => ({
      name: side.cards.get(own[0]?.requestId ?? '') ?? '',
      cards: own.flatMap(({ requestId, collectedAt, runId }) => {
        const home = homes.get(requestId);
        const run = runs.find(({ id }) => id === runId);
        return home ? [{ home, since: collectedAt, run: run && runWords(run) }] : [];
      }),
    }));
    return show(host, c, duty, 'desk/medicine/cards', { holders: byHolder, page, more: found.length > A_PAGE });
  });

  return app;
};

/** The medicine desk, noun by noun. */
export const medicineRoutes = (host: Host) => {
  const app = new Hono<Portal>({ strict: false });
  for (const routes of [listRoutes, caseRoutes, runRoutes, outcomeRoutes, paperRoutes, nightRoutes, moneyRoutes])
    app.route('/', routes(host));
  return app;
};
