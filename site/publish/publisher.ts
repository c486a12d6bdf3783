import { withdrawnIn } from '../../domain/withdrawal.ts';
import { zhCN } from '../../domain/words/index.ts';
import { readTown, type Town } from '../catalogue/catalogue.ts';
import type { Report } from '../catalogue/entry.ts';
import type { Fault } from '../catalogue/file.ts';
import { misplaced } from '../catalogue/misplaced.ts';
import { settingOf } from '../edition.ts';
import type { Asked } from './ask.ts';
import { bindRelease } from './bind.ts';
import { drawCommittees, listsOf } from './committees.ts';
import { drawCompounds } from './compounds.ts';
import { drawLevel, type Occasion } from './draw.ts';
import { dueAfter } from './due.ts';
import { fetchFolders, openSource, type PublishedSource } from './folder.ts';
import { openRepository } from './git.ts';
import { type Last, lastRelease } from './memory.ts';
import { planOf } from './plan.ts';
import { reachOf } from './reach.ts';
import { currentName } from './release.ts';
import { release } from './releases.ts';
import { openStore } from './store.ts';
import { clientFiles, loadTemplates, TEMPLATES, templatesHash } from './templates.ts';
import type { Tools } from './tools.ts';

/** Where a publisher works. */
export interface Workplace {
  /** The folder of releases. */
  store: string;
  /** The repository of the content, bare or not. */
  repository: string;
  /** The branch that is published. */
  branch?: string;
  templates?: string;
  /** How many cores draw; all of them, where nothing is said. */
  cores?: number | undefined;
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

/** Opens a publisher. It keeps what it needs in memory, and draws only what a change of content or of the hour reaches. */
export const openPublisher = async ({
  store: dir,
  repository: at,
  branch = 'HEAD',
  templates: compiled = TEMPLATES,
  cores,
  env = {},
}: Workplace) => {
  const began = Date.now();
  const store = openStore(dir);
  const repository = openRepository(at);
  const sourceAt = await openSource(repository);
  const templates = await loadTemplates(compiled);
  const code = templatesHash(compiled);
  // With the templates: the code may be compiled anew while this process draws with what it has.
  const client = clientFiles(compiled);
  let kept: Last | undefined;
  let read: { commit: string; town: Town; faults: Fault[] } | undefined;

  const townAt = async (source: PublishedSource, stays: boolean) => {
    if (!read || !stays) {
      const report: Report = { faults: [] };
      const town = readTown(await fetchFolders(source, ['', 'notices', 'services']), report);
      read = { commit: source.commit, town, faults: report.faults };
    }
    read.commit = source.commit;
    return read;
  };

  /** Draws what changed since the last release and makes it live. @throws Error, and the site stays as it is */
  const publish = async ({ refresh, real = Date.now() }: Asked = {}): Promise<Publication> => {
    const started = performance.now();
    if (kept?.name !== currentName(dir)) kept = lastRelease(dir);
    const last = kept;
    const commit = (refresh && last?.town.commit) || (await repository.commitOf(branch));
    const source = await sourceAt(commit, last?.town.removals);

    const changed = await source.changedSince(last?.town.commit);
    const reach = reachOf(changed?.map(({ path }) => path) ?? []);
    const townRead = await townAt(source, changed !== undefined && !reach.town && read?.commit === last?.town.commit);
    const { town } = townRead;
    const setting = settingOf({ ...env, SITE_URL: env['SITE_URL'] ?? last?.town.url }, town.clock, began);
    const daily = setting.clockOffset !== 0;
    const occasion: Occasion = { town, setting, now: real + setting.clockOffset };
    const { now } = occasion;
    const isOther = (before: Last['town']): boolean =>
      before.templates !== code || before.url !== setting.url || before.clockOffset !== setting.clockOffset || before.now > now;
    const afresh = !last || !changed || reach.town || isOther(last.town) || last.town.due <= now;

    const plan = await planOf(dir, source, occasion, last, reach, afresh);
    const tools: Tools = { dir, store, compiled, templates, occasion };
    const compounds = await drawCompounds(tools, at, source, plan.orders, cores);

    const writtenBefore = store.written();
    const { committees, ...own } = await drawCommittees(tools, plan, compounds, last);
    const lists = listsOf(committees.values());
    // An empty town would take every page away.
    if (lists.length === 0) throw new Error(zhCN.errors.noTown(commit));
    let drawn = compounds.drawn + own.drawn;
    let { files = {}, ownDue = 0 } = last?.town ?? {};
    if (afresh || !own.same || ownDue <= now) {
      const aside = [...committees.values()].flatMap((committee) => committee.aside ?? []);
      const whole: Town = { ...town, setAside: [...town.setAside, ...aside] };
      const pages = await drawLevel(templates, 'town', { ...occasion, town: whole, committees: lists });
      drawn += pages.size;
      for (const { path, bytes } of client) pages.set(path, bytes);
      files = store.putFiles(pages, files);
      ownDue = dueAfter(now, lists, daily);
    }

    if (!last || drawn > 0 || plan.reads.length > 0 || last.town.commit !== commit) {
      const due = afresh ? dueAfter(now, [town.notices, withdrawnIn(town.withdrawn, setting.clockOffset)], daily) : last.town.due;
      const grounds = { commit, templates: code, ...setting, now };
      const { listing, memory } = bindRelease(store, committees, { ...grounds, due, ownDue, files, removals: source.removals }, last);
      const name = release(dir, { commit, at: real, listing, memory: store.putJson(memory) });
      kept = { name, town: memory, committees };
    }
    const strange = misplaced(changed?.flatMap(({ path, gone }) => (!gone && path.endsWith('.md') ? [path] : [])) ?? []);
    return {
      ...{ release: kept?.name ?? '', commit, drawn },
      faults: [...(afresh ? townRead.faults : []), ...plan.faults, ...compounds.faults, ...own.faults, ...strange],
      written: compounds.written + store.written() - writtenBefore,
      took: performance.now() - started,
    };
  };

  return { publish, close: () => repository.close() };
};
