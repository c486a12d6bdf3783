import type { Instant } from '../../domain/clock.ts';
import { zhCN } from '../../domain/words/index.ts';
import { foldersOf, type ListedCommittee, misplaced, readTown, type Town } from '../catalogue/catalogue.ts';
import type { Report } from '../catalogue/entry.ts';
import type { Fault } from '../catalogue/file.ts';
import { settingOf } from '../edition.ts';
import { drawCommittee, fetchCommittee, type ReadCommittee, remembered, shownOf } from './committee.ts';
import { drawCompound, drawLevel, type Files, type Occasion, type Templates } from './draw.ts';
import { dueAfter } from './due.ts';
import { fetchFolders, listed, type Source } from './folder.ts';
import { openRepository } from './git.ts';
import type { Bench, Order } from './hand.ts';
import { ALONE, drawTogether } from './hands.ts';
import type { CommitteeMemory, Grounds, TownMemory } from './memory.ts';
import { reachOf } from './reach.ts';
import { currentName, readRelease } from './release.ts';
import { openStore, readJson, release } from './store.ts';
import { clientFiles, loadTemplates, TEMPLATES, templatesHash } from './templates.ts';

/** Where a publisher works. */
export interface Workplace {
  /** The folder of releases. */
  store: string;
  /** The repository of the content, bare or not. */
  repository: string;
  /** The branch that is published. */
  branch?: string;
  templates?: string;
  /** `SITE_URL`, `PORTAL_CLOCK` */
  env?: Readonly<Record<string, string | undefined>>;
}

/** What a publication did. */
export interface Publication {
  /** The name of the release that is live now. */
  release: string;
  commit: string;
  /** How many pages were drawn, and how many files are new. */
  drawn: number;
  written: number;
  /** What is wrong with files that were read for it. */
  faults: Fault[];
  /** ms */
  took: number;
}

/** The last release, as far as another one is drawn from it. */
interface Last {
  name: string;
  town: TownMemory;
  committees: Map<string, CommitteeMemory>;
}

/** Opens a publisher. It keeps what it needs in memory, and draws only what a change of content or of the hour reaches. */
export const openPublisher = async ({
  store: dir,
  repository: at,
  branch = 'HEAD',
  templates: compiled = TEMPLATES,
  env = {},
}: Workplace) => {
  const began = Date.now();
  const store = openStore(dir);
  const repository = openRepository(at);
  const templates: Templates = await loadTemplates(compiled);
  const code = templatesHash(compiled);
  let kept: Last | undefined;
  let knownTown: { commit: string; town: Town; faults: Fault[] } | undefined;

  const lastRelease = (): Last | undefined => {
    const name = currentName(dir);
    if (name === undefined || name === kept?.name) return name === undefined ? undefined : kept;
    const town: TownMemory = readJson(dir, readRelease(dir, name).memory);
    const committees = new Map<string, CommitteeMemory>(
      Object.entries(town.committees).map(([id, { memory }]) => [id, readJson(dir, memory)]),
    );
    kept = { name, town, committees };
    return kept;
  };

  const sourceAt = async (commit: string): Promise<Source> => {
    const top = await listed({ repository, commit, prefix: '' }, '');
    const isContent = top?.some(({ name }) => name === 'town.md') || !(await listed({ repository, commit, prefix: 'content' }, ''));
    return { repository, commit, prefix: isContent ? '' : 'content' };
  };

  const drawAll = async (
    source: Source,
    occasion: Occasion,
    orders: readonly Order[],
    take: (order: Order, drawn: Awaited<ReturnType<typeof drawCompound>>) => void,
  ) => {
    const compounds = orders.reduce((sum, order) => sum + order.compounds.length, 0);
    if (compounds > ALONE) {
      const bench: Bench = { store: dir, templates: compiled, repository: at, commit: source.commit, prefix: source.prefix, occasion };
      let written = 0;
      await drawTogether(bench, orders, (order, delivery) => {
        written += delivery.written;
        for (const drawn of delivery.drawn) take(order, drawn);
      });
      return written;
    }
    for (const order of orders)
      for (const id of order.compounds) take(order, await drawCompound(templates, store, source, occasion, order.committee, id));
    return 0;
  };

  /**
   * Draws what changed since the last release and makes it live.
   * @param commit what is published; the branch's own, where nothing is said
   * @param real the moment it is drawn for, real time
   */
  const publish = async ({
    commit: wanted,
    real = Date.now(),
  }: {
    commit?: string | undefined;
    real?: Instant;
  } = {}): Promise<Publication> => {
    const started = performance.now();
    const writtenBefore = store.written();
    const last = lastRelease();
    const commit = wanted ?? (await repository.commitOf(branch));
    const source = await sourceAt(commit);
    const changed = last && (last.town.commit === commit ? [] : await repository.changed(last.town.commit, commit));
    const inside = source.prefix ? `${source.prefix}/` : '';
    const paths = changed?.flatMap(({ path, gone }) => (path.startsWith(inside) ? [{ path: path.slice(inside.length), gone }] : [])) ?? [];
    const reach = reachOf(paths.map(({ path }) => path));

    if (!knownTown || reach.town || !changed || knownTown.commit !== last?.town.commit) {
      const report: Report = { faults: [] };
      knownTown = { commit, town: readTown(await fetchFolders(source, ['', 'notices', 'services']), report), faults: report.faults };
    }
    knownTown.commit = commit;
    const { town, faults } = knownTown;
    const setting = settingOf({ ...env, SITE_URL: env['SITE_URL'] ?? last?.town.url }, town.clock, began);
    const occasion: Occasion = { town, setting, now: real + setting.clockOffset };
    const { now } = occasion;
    const daily = setting.clockOffset !== 0;
    const grounds: Grounds = { commit, templates: code, ...setting, now };
    const afresh =
      !last ||
      !changed ||
      reach.town ||
      last.town.templates !== code ||
      last.town.url !== setting.url ||
      last.town.clockOffset !== setting.clockOffset ||
      last.town.due <= now ||
      last.town.now > now;

    const report: Report = { faults: [...faults] };
    const ids = foldersOf(await fetchFolders(source, ['']), report, '');
    const committees = new Map<string, CommitteeMemory>();
    const reads = new Map<string, ReadCommittee>();
    const own = new Set<string>();
    const orders: Order[] = [];
    for (const id of ids) {
      const known = last?.committees.get(id);
      const touched = reach.compounds.get(id);
      const all = afresh || !known || reach.committees.has(id) || known.due <= now;
      const isOld = known && known.ownDue <= now;
      const stale = Object.entries(known?.compounds ?? {}).filter(([, { due }]) => due <= now);
      if (!all && known && !touched && !isOld && stale.length === 0) {
        committees.set(id, known);
        continue;
      }
      const read = await fetchCommittee(source, occasion, id);
      reads.set(id, read);
      if (all || isOld) own.add(id);
      const old = all ? new Set<string>() : new Set(stale.map(([compound]) => compound));
      const compounds = read.compounds.filter((compound) => all || touched?.has(compound) || old.has(compound));
      if (!('title' in read.own) && compounds.length > 0) orders.push({ committee: read.own, compounds });
    }

    const fresh = new Map<string, CommitteeMemory['compounds']>();
    let drawn = 0;
    let written = await drawAll(source, occasion, orders, ({ committee }, compound) => {
      drawn += Object.keys(compound.files).length;
      fresh.set(committee.id, { ...fresh.get(committee.id), [compound.id]: remembered(store, committee.id, compound) });
    });

    let listsChanged =
      afresh || last.town.committees === undefined || ids.length !== last.committees.size || ids.some((id) => !last.committees.has(id));
    for (const [id, read] of reads) {
      const known = last?.committees.get(id);
      const drawnNow = fresh.get(id) ?? {};
      const compounds: CommitteeMemory['compounds'] = {};
      for (const compound of read.compounds) {
        const memory = drawnNow[compound] ?? known?.compounds[compound];
        if (memory) compounds[compound] = memory;
      }
      const sameLists = known && shownOf({ ...known, compounds }) === shownOf(known);
      if (known && sameLists && !own.has(id)) committees.set(id, { ...known, compounds });
      else {
        const memory = await drawCommittee(templates, store, occasion, read, compounds);
        drawn += Object.keys(memory.files).length;
        committees.set(id, memory);
        listsChanged ||= !known || shownOf(memory) !== shownOf(known);
      }
    }

    // In the order of their folders, as a build reads them.
    const ordered = ids.flatMap((id) => {
      const memory = committees.get(id);
      return memory ? [[id, memory] as const] : [];
    });
    const lists = ordered.flatMap(([, { listed: known, compounds }]): ListedCommittee[] =>
      known ? [{ ...known, compounds: Object.values(compounds).flatMap((compound) => compound.listed ?? []) }] : [],
    );
    // An empty town would take every page away.
    if (lists.length === 0) throw new Error(zhCN.errors.noTown(commit));

    let files: Files = last?.town.files ?? {};
    let ownDue = last?.town.ownDue ?? 0;
    if (listsChanged || ownDue <= now) {
      const whole: Town = { ...town, setAside: [...town.setAside, ...ordered.flatMap(([, { aside }]) => aside ?? [])] };
      files = await drawLevel(templates, store, 'town', { ...occasion, town: whole, committees: lists });
      drawn += Object.keys(files).length;
      for (const { path, bytes } of clientFiles(compiled)) files[path] = store.put(bytes, path);
      ownDue = dueAfter(now, lists, daily);
    }

    if (last && drawn === 0 && reads.size === 0 && last.town.commit === commit)
      return { release: last.name, commit, drawn, written, faults: [], took: performance.now() - started };

    const entries: TownMemory['committees'] = {};
    for (const [id, memory] of ordered) {
      const before = last?.town.committees[id];
      if (before && last.committees.get(id) === memory) {
        entries[id] = before;
        continue;
      }
      const all = Object.entries(memory.compounds);
      entries[id] = {
        memory: store.putJson(memory),
        listing: store.putListing({
          files: memory.files,
          folders: Object.fromEntries(all.map(([compound, { pages }]) => [compound, pages])),
        }),
        sheets: store.putListing({
          files: Object.fromEntries(all.flatMap(([compound, { sheet }]) => (sheet ? [[`${compound}.json`, sheet]] : []))),
          folders: {},
        }),
      };
    }
    const catalogue = store.putListing({
      files: { 'town.json': files['catalogue/town.json'] ?? '' },
      folders: Object.fromEntries(Object.entries(entries).map(([id, { sheets }]) => [id, sheets])),
    });
    const listing = store.putListing({
      files: Object.fromEntries(Object.entries(files).filter(([path]) => path !== 'catalogue/town.json')),
      folders: { catalogue, ...Object.fromEntries(Object.entries(entries).map(([id, entry]) => [id, entry.listing])) },
    });
    const due = afresh ? dueAfter(now, town.notices, daily) : last.town.due;
    const townMemory: TownMemory = { ...grounds, faults: report.faults, due, ownDue, files, committees: entries };
    const memory = store.putJson(townMemory);
    const name = release(dir, { commit, at: real, listing, memory });
    kept = { name, town: townMemory, committees };
    written += store.written() - writtenBefore;
    const seen = [...reads.values()].flatMap((read) => [
      ...read.faults,
      ...Object.values(fresh.get(read.id) ?? {}).flatMap((one) => one.faults),
    ]);
    return {
      ...{ release: name, commit, drawn, written, took: performance.now() - started },
      faults: [
        ...(afresh ? report.faults : []),
        ...seen,
        ...misplaced(paths.flatMap(({ path, gone }) => (!gone && path.endsWith('.md') ? [path] : []))),
      ],
    };
  };

  return { publish, close: () => repository.close() };
};
