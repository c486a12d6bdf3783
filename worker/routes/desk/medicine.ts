import { type Context, Hono } from 'hono';
import { nightOf } from '../../../domain/chain.ts';
import { addDays, dayOf } from '../../../domain/clock.ts';
import { zhCN } from '../../../domain/words/index.ts';
import type { CardsPage, HomeList, QueueName } from '../../../site/desk/medicine.ts';
import type { Duty } from '../../duty.ts';
import type { Host, Portal } from '../../host.ts';
import { cardsOut } from '../../records/cards.ts';
import { countOf, countOpen, holders, homesIn, requestsBy } from '../../records/homes.ts';
import { moneyOf } from '../../records/invoices.ts';
import { findNight, progressOf, unclosedNights } from '../../records/nights.ts';
import { peopleBy } from '../../records/people.ts';
import { ownRuns, runsOn } from '../../records/runs.ts';
import { Refusal } from '../../refusal.ts';
import { runWords } from './case.ts';
import { CASE_RULES, caseRoutes } from './cases.ts';
import { homeLines, homesBy } from './homes.ts';
import { MONEY_RULES, moneyRoutes } from './money.ts';
import { NIGHT_RULES, nightRoutes } from './nights.ts';
import { OUTCOME_RULES, outcomeRoutes } from './outcomes.ts';
import { show } from './page.ts';
import { PAPER_RULES, paperRoutes } from './papers.ts';
import { bound, param, type Rules } from './rules.ts';
import { RUN_RULES, runRoutes } from './runs.ts';
import { runLines } from './runviews.ts';

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

const pageIn = (c: Context<Portal>): number => Math.max(1, Math.min(200, Math.floor(Number(c.req.query('page')) || 1)));

const listOf = async (c: Context<Portal>, duty: Duty, name: QueueName, page: { from: number; most: number }): Promise<HomeList> => {
  const [[counted], rows] = await duty.store.db.batch([countOf(duty, name), homesIn(duty, name, page)]);
  return { name, count: counted?.is ?? 0, lines: await homeLines(c, duty, rows) };
};

/** The medicine team's first page, its lists, and who has which card. */
const listRoutes = (host: Host) => {
  const app = new Hono<Portal>({ strict: false });
  const { on } = bound(app, LIST_RULES);

  on('GET /desk/medicine', async (c, duty) => {
    const { town } = duty.now;
    const today = dayOf(town);
    const [lists, [open], held, runs, tonight, unclosed, [money]] = await Promise.all([
      Promise.all(LISTS.map((name) => listOf(c, duty, name, { from: 0, most: FIRST }))),
      countOpen(duty),
      holders(duty),
      runsOn(duty, [today, addDays(today, 1)]),
      findNight(duty, nightOf(town)),
      unclosedNights(duty),
      moneyOf(duty),
    ]);
    const [names, lines, progress] = await Promise.all([
      peopleBy(
        duty.store,
        held.map(({ holder }) => holder),
      ),
      runLines(duty, runs.slice(0, 40)),
      tonight && progressOf(duty, tonight.id),
    ]);
    const [common, special, bags] = lists;
    return show(host, c, duty, 'desk/medicine', {
      tonight: tonight && progress && { id: tonight.id, day: tonight.day, ...progress, closed: tonight.closedAt !== null },
      unclosed: unclosed.map(({ id, day }) => ({ id, day })),
      lists,
      holders: held.map(({ holder, is }) => ({ name: names.get(holder)?.name ?? '', count: is })),
      runs: lines,
      totals: {
        open: open?.is ?? 0,
        free: (common?.count ?? 0) + (special?.count ?? 0),
        bags: bags?.count ?? 0,
        cards: held.reduce((sum, { is }) => sum + is, 0),
        owed: money.reduce((sum, { advanced, repaid }) => sum + advanced - repaid, 0),
      },
    });
  });

  on('GET /desk/medicine/lists/:name', async (c, duty) => {
    const name = LISTS.find((one) => one === param(c, 'name'));
    if (!name) throw new Refusal(404, zhCN.desk.shell.none);
    const page = pageIn(c);
    const list = await listOf(c, duty, name, { from: (page - 1) * A_PAGE, most: A_PAGE });
    return show(host, c, duty, 'desk/medicine/list', { list, page, more: list.count > page * A_PAGE });
  });

  on('GET /desk/medicine/cards', async (c, duty) => {
    const page = pageIn(c);
    const found = await cardsOut(duty, { from: (page - 1) * A_PAGE, most: A_PAGE + 1 });
    const cards = found.slice(0, A_PAGE);
    const [rows, names, runs] = await Promise.all([
      requestsBy(
        duty,
        cards.map(({ requestId }) => requestId),
      ),
      peopleBy(
        duty.store,
        cards.map(({ holder }) => holder),
      ),
      ownRuns(
        duty,
        cards.map(({ runId }) => runId),
      ),
    ]);
    const homes = await homesBy(c, duty, [...rows.values()]);
    const byHolder: CardsPage['holders'] = [...Map.groupBy(cards, ({ holder }) => holder)].map(([holder, own]) => ({
      name: names.get(holder)?.name ?? '',
      cards: own.flatMap(({ requestId, collectedAt, runId }) => {
        const home = homes.get(requestId);
        const run = runs.get(runId ?? '');
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
