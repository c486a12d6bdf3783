import type { Context } from 'hono';
import { isSettled } from '../../../domain/chain.ts';
import { isNamed } from '../../../domain/medicine.ts';
import { yuanOf } from '../../../domain/money.ts';
import type { Hospital } from '../../../domain/service.ts';
import { QUEUES, type Queue } from '../../../domain/status.ts';
import type { CandidateView, LoadView, RunLine } from '../../../site/desk/medicine/run.ts';
import type { Duty } from '../../duty.ts';
import type { Portal } from '../../host.ts';
import { crewFrom, crewIn } from '../../records/crew.ts';
import { besides, homesIn, sideOf } from '../../records/homes.ts';
import { invoicesOn } from '../../records/invoices.ts';
import { type Item, knownItems } from '../../records/items.ts';
import { freeItems, loadOn, missedAt } from '../../records/loads.ts';
import type { Request } from '../../records/requests.ts';
import type { Run } from '../../records/runs.ts';
import { homesBy } from './homes.ts';
import { crewOptions, runLine, runSide } from './runlines.ts';

/** Homes in pages of so many lines; a home is never torn apart. */
export const inPages = <Home>(homes: readonly Home[], most: number, linesOf: (home: Home) => number): Home[][] => {
  const pages: Home[][] = [[]];
  let lines = 0;
  for (const home of homes) {
    const own = linesOf(home);
    if (lines > 0 && lines + own > most) {
      pages.push([]);
      lines = 0;
    }
    pages.at(-1)?.push(home);
    lines += own;
  }
  return pages;
};

/** One home's drugs that are on a run, or were. */
export interface Load {
  request: Request;
  items: Item[];
}

/** What is on a run, home by home. */
export const byHome = (requests: readonly Request[], items: readonly Item[]): Load[] => {
  const own = Map.groupBy(items, ({ requestId }) => requestId);
  return requests.map((request) => ({ request, items: own.get(request.id) ?? [] }));
};

/** A run's line, and what is on it. */
export const loadedRun = async (duty: Duty, run: Run): Promise<{ line: RunLine; load: Load[] }> => {
  const [requests, items, ...side] = await duty.store.db.batch([...loadOn(duty, run.id), ...runSide(duty, [run])]);
  return { line: await runLine(duty, run, ...side), load: byHome(requests, items) };
};

// So many are judged, and so many shown.
const MOST_FREE = 90;
const SHOWN = 40;

/**
 * Homes whose drugs could go with a run, the two parts of a mixed one apart: what this hospital usually has first, what it did not have before last; else the
 * urgent and the earliest due first. Names of drugs are read to compare them, and not shown.
 */
const candidatesOf = async (
  { store }: Duty,
  rows: readonly Request[],
  items: readonly Item[],
  missed: ReadonlySet<string>,
  has: readonly string[],
): Promise<{ row: Request; queue: Queue; drugs: number; missed: boolean; suggested: boolean }[]> => {
  const own = Map.groupBy(await knownItems(store, items), ({ row: { requestId, queue } }) => `${requestId}.${queue}`);
  const judged = rows.flatMap((row) =>
    QUEUES.flatMap((queue) => {
      const drugs = own.get(`${row.id}.${queue}`) ?? [];
      if (drugs.length === 0) return [];
      return {
        ...{ row, queue, drugs: drugs.length },
        missed: drugs.every((one) => missed.has(one.row.id)),
        suggested: drugs.some((one) => !missed.has(one.row.id) && isNamed(one.drug.name, has)),
      };
    }),
  );
  const rank = ({ missed, suggested }: (typeof judged)[number]) => (missed ? 2 : suggested ? 0 : 1);
  // Sorting keeps the order of those of one rank.
  return judged.sort((one, other) => rank(one) - rank(other));
};

/** A run as its page shows it: its line and crew, what is on it, and what could go with it. */
export const runView = async (c: Context<Portal>, duty: Duty, run: Run, hospitals: readonly Hospital[]) => {
  const { store } = duty;
  const [requests, items, free, crew, invoices, ...side] = await store.db.batch([
    ...loadOn(duty, run.id),
    homesIn(duty, 'free', { from: 0, most: MOST_FREE }),
    crewIn(duty, duty.scope),
    invoicesOn(store, run.id),
    ...runSide(duty, [run]),
  ]);
  const load = byHome(requests, items);
  const rows = run.state === 'back' ? [] : free;
  const ids = rows.map(({ id }) => id);
  const [drugs, out, freeDrugs, missed] = await store.db.batch([
    ...besides(duty, [...requests.map(({ id }) => id), ...ids]),
    freeItems(duty, ids),
    missedAt(duty, run.hospital, ids),
  ]);
  const has = hospitals.find(({ name }) => name === run.hospital)?.drugs ?? [];
  const judged = await candidatesOf(duty, rows, freeDrugs, new Set(missed.map(({ item }) => item)), has);
  const first = judged.slice(0, SHOWN);
  const homes = await homesBy(
    c,
    duty,
    [...new Map([...requests, ...first.map(({ row }) => row)].map((row) => [row.id, row])).values()],
    await sideOf(duty, drugs, out),
  );
  const candidates = first.flatMap(({ row, ...rest }): CandidateView[] => {
    const home = homes.get(row.id);
    return home ? [{ home, ...rest }] : [];
  });
  return {
    run: await runLine(duty, run, ...side),
    crew: crewOptions(await crewFrom(store, duty.scope, crew)),
    load: load.flatMap(({ request, items }): LoadView[] => {
      const home = homes.get(request.id);
      const rest = items.filter((item) => item.runId === run.id && !isSettled(item)).length;
      return home ? [{ home, drugs: items.length, rest }] : [];
    }),
    candidates,
    left: judged.length - candidates.length,
    sumYuan: yuanOf(invoices.reduce((sum, { fen }) => sum + fen, 0)),
  };
};
