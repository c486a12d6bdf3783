import type { Context } from 'hono';
import { isSettled } from '../../../domain/chain.ts';
import { isNamed } from '../../../domain/medicine.ts';
import type { Hospital } from '../../../domain/service.ts';
import { QUEUES } from '../../../domain/status.ts';
import type { CandidateView, LoadView, Option, RunLine } from '../../../site/desk/medicine.ts';
import type { Duty } from '../../duty.ts';
import type { Portal } from '../../host.ts';
import { crewOf } from '../../records/crew.ts';
import { drugsOf, type Item } from '../../records/items.ts';
import { freeItems, freeRequests, homesOn, loadOf, missedAt } from '../../records/loads.ts';
import { peopleBy } from '../../records/people.ts';
import type { Request } from '../../records/requests.ts';
import type { Run } from '../../records/runs.ts';
import { homesBy } from './homes.ts';

/** Runs as lists show them. */
export const runLines = async (duty: Duty, runs: readonly Run[]): Promise<RunLine[]> => {
  const [names, homes] = await Promise.all([
    peopleBy(
      duty.store,
      runs.flatMap(({ first, second }) => [first, second]),
    ),
    homesOn(
      duty,
      runs.map(({ id }) => id),
    ),
  ]);
  return runs.map(({ id, day, hospital, state, first, second }) => ({
    ...{ id, day, hospital, state },
    people: [first, second].flatMap((who) => (who === null ? [] : [names.get(who)?.name ?? ''])),
    homes: homes.get(id) ?? 0,
  }));
};

/** Who may go, as a select's choices. */
export const crewOptions = async (duty: Duty): Promise<Option[]> =>
  (await crewOf(duty, duty.scope)).map(({ id, name }) => ({ value: id, label: name }));

/** A run's drugs by home, in the order of the houses. */
export const loadByHome = async (duty: Duty, runId: string): Promise<{ request: Request; items: Item[] }[]> => {
  const homes = new Map<string, { request: Request; items: Item[] }>();
  for (const { item, request } of await loadOf(duty, runId)) {
    const home = homes.get(request.id);
    if (home) home.items.push(item);
    else homes.set(request.id, { request, items: [item] });
  }
  return [...homes.values()];
};

// D1 binds a hundred values at most.
export const MOST_AT_ONCE = 90;

/** Homes as lines, however many. */
export const manyHomes = async (c: Context<Portal>, duty: Duty, rows: readonly Request[]) => {
  const pieces = Array.from({ length: Math.ceil(rows.length / MOST_AT_ONCE) }, (_, at) =>
    rows.slice(at * MOST_AT_ONCE, (at + 1) * MOST_AT_ONCE),
  );
  const maps = await Promise.all(pieces.map((piece) => homesBy(c, duty, piece)));
  return new Map(maps.flatMap((map) => [...map]));
};

/** What is on a run, home by home. */
export const loadViews = async (c: Context<Portal>, duty: Duty, run: Run): Promise<LoadView[]> => {
  const load = await loadByHome(duty, run.id);
  const homes = await manyHomes(
    c,
    duty,
    load.map(({ request }) => request),
  );
  return load.flatMap(({ request, items }) => {
    const home = homes.get(request.id);
    const rest = items.filter((item) => item.runId === run.id && !isSettled(item)).length;
    return home ? [{ home, drugs: items.length, rest }] : [];
  });
};

const SHOWN = 40;

/**
 * Homes whose drugs could go with a run, the two parts of a mixed one apart: what this hospital usually has first, what it did not have before last; else the
 * urgent and the earliest due first. Names of drugs are read to compare them, and not shown.
 */
export const candidatesFor = async (
  c: Context<Portal>,
  duty: Duty,
  run: Run,
  hospitals: readonly Hospital[],
): Promise<{ candidates: CandidateView[]; left: number }> => {
  const rows = (await freeRequests(duty, MOST_AT_ONCE)).map(({ request }) => request);
  if (rows.length === 0) return { candidates: [], left: 0 };
  const ids = rows.map(({ id }) => id);
  const [items, missed] = await Promise.all([freeItems(duty, ids), missedAt(duty, run.hospital, ids)]);
  const has = hospitals.find(({ name }) => name === run.hospital)?.drugs ?? [];
  const names = await Promise.all(items.map(async (item) => (await drugsOf(duty.store, [item]))[0]?.name ?? ''));
  const judged = rows.flatMap((row) =>
    QUEUES.flatMap((queue) => {
      const own = items.flatMap((item, at) => (item.requestId === row.id && item.queue === queue ? [{ item, name: names[at] ?? '' }] : []));
      if (own.length === 0) return [];
      return {
        ...{ row, queue, drugs: own.length },
        missed: own.every(({ item }) => missed.has(item.id)),
        suggested: own.some(({ item, name }) => !missed.has(item.id) && isNamed(name, has)),
      };
    }),
  );
  const rank = ({ missed, suggested }: (typeof judged)[number]) => (missed ? 2 : suggested ? 0 : 1);
  // Sorting keeps the order of those of one rank.
  const first = [...judged].sort((one, other) => rank(one) - rank(other)).slice(0, SHOWN);
  const homes = await homesBy(
    c,
    duty,
    first.map(({ row }) => row),
  );
  const candidates = first.flatMap(({ row, ...rest }) => {
    const home = homes.get(row.id);
    return home ? [{ home, ...rest }] : [];
  });
  return { candidates, left: judged.length - candidates.length };
};
