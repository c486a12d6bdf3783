// `npm run box:drill`: a box under load is backed up, locked, restored elsewhere, and compared row for row; says what was seen.
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { git } from '../../worker/box/git.ts';
import { pathsIn } from '../../worker/box/settings.ts';
import { crowd, PUBLIC } from './crowd.ts';
import { writeDrillTown } from './drill-town.ts';
import { type Started, startBox } from './start.ts';

/** What was seen. */
export interface Drilled {
  /** Of the backup that was made under load: its size in bytes, how long it took, and the slowest answer meanwhile, ms. */
  bytes: number;
  backupMs: number;
  slowestMs: number;
  restoreMs: number;
  /** Rows in all tables of the box that was still, and of what was restored from it. */
  rows: number;
  /** Rows that differ, or are in one of them only. */
  different: number;
  /** Forms that were acknowledged before the backup under load began, and are not in it. */
  missing: number;
  /** Rows of the backup under load that contradict each other, or that the box has otherwise. */
  contradictions: number;
  sameKeys: boolean;
  sameContent: boolean;
}

type Rows = ReadonlyMap<string, ReadonlySet<string>>;

/** Every row of every table, as JSON. */
const rowsOf = (dataDir: string): Rows => {
  const file = new DatabaseSync(pathsIn(dataDir).database, { readOnly: true });
  try {
    const tables = file.prepare("select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' order by name").all();
    return new Map(
      tables.map(({ name }) => [
        String(name),
        new Set(
          file
            .prepare(`select rowid, * from "${name}"`)
            .all()
            .map((row) => JSON.stringify(row)),
        ),
      ]),
    );
  } finally {
    file.close();
  }
};

const sizeOf = (rows: Rows): number => [...rows.values()].reduce((sum, { size }) => sum + size, 0);

const notIn = (some: Rows, others: Rows, but: readonly string[] = []): number =>
  [...some]
    .filter(([table]) => !but.includes(table))
    .reduce((sum, [table, rows]) => sum + rows.difference(others.get(table) ?? new Set()).size, 0);

const countIn = (dataDir: string, sql: string): number => {
  const file = new DatabaseSync(pathsIn(dataDir).database, { readOnly: true });
  try {
    return Number(Object.values(file.prepare(sql).get() ?? {})[0]);
  } finally {
    file.close();
  }
};

// A batch is in a copy whole or not at all: every record with its receipt and event, every place counted.
const HALVES = `select
  (select count(*) from signups s where not exists (select 1 from receipts r where r.record_id = s.id))
  + (select count(*) from requests q where not exists (select 1 from events e where e.record_id = q.id))
  + (select count(*) from receipts r where not exists (select 1 from events e where e.record_id = r.record_id))
  + (select count(*) from slots l where taken <> (select count(*) from signups n where n.slot_key = l.slot_key))`;

const run = async (dataDir: string, tool: string, ...words: readonly string[]): Promise<number> => {
  const started = performance.now();
  await promisify(execFile)(process.execPath, [`worker/tools/${tool}.ts`, ...words], { env: { ...process.env, DATA_DIR: dataDir } });
  return Math.round(performance.now() - started);
};

/** How long the box takes to answer, asked again and again until it is stopped. @returns stops it; the longest, ms */
const watch = (url: string): (() => Promise<number>) => {
  let [slowest, watching] = [0, true];
  const asking = (async () => {
    for (; watching; await pause(5)) {
      const started = performance.now();
      await (await fetch(`${url}/api/health`)).arrayBuffer();
      slowest = Math.max(slowest, performance.now() - started);
    }
  })();
  return async () => {
    watching = false;
    await asking;
    return Math.round(slowest);
  };
};

/** @param before how many forms are taken in before the backup */
export const drill = async (before: number): Promise<Drilled> => {
  const folder = mkdtempSync(join(tmpdir(), 'portal-drill-'));
  const at = (name: string) => join(folder, name);
  const settings = { DATA_DIR: at('data'), CONTENT_DIR: at('content'), TRUST_PROXY: '1', SITE_URL: PUBLIC };
  let box: Started | undefined;
  try {
    writeDrillTown(settings.CONTENT_DIR);
    mkdirSync(at('elsewhere'));
    const { stdout } = await promisify(execFile)(process.execPath, ['worker/tools/keygen.ts', at('identity.txt')]);
    const lock = ['--to', stdout.trim()];
    const open = ['--identity', at('identity.txt')];

    box = await startBox(settings);
    const { url } = box;
    const people = crowd(() => url);
    await people.until(before);
    const known = people.acknowledged().length;
    const slowest = watch(url);
    const backupMs = await run(settings.DATA_DIR, 'backup', at('loaded.age'), ...lock);
    const slowestMs = await slowest();
    await people.stop();

    await run(settings.DATA_DIR, 'backup', at('still.age'), ...lock);
    const restoreMs = await run(at('restored'), 'restore', at('still.age'), ...open);
    await run(at('loaded'), 'restore', at('loaded.age'), ...open);

    const [source, restored, loaded] = [settings.DATA_DIR, at('restored'), at('loaded')].map(rowsOf);
    if (!source || !restored || !loaded) throw new Error('nothing to compare');
    const refs = (dataDir: string) => git(`--git-dir=${pathsIn(dataDir).content}`, 'for-each-ref');
    const taken = countIn(at('loaded'), 'select (select count(*) from signups) + (select count(*) from requests)');
    return {
      ...{ bytes: statSync(at('loaded.age')).size, backupMs, slowestMs, restoreMs, rows: sizeOf(source) },
      different: notIn(source, restored) + notIn(restored, source),
      missing: Math.max(0, known - taken),
      // Places were taken afterwards: their count alone may have gone on.
      contradictions: countIn(at('loaded'), HALVES) + notIn(loaded, source, ['slots']),
      sameKeys: readFileSync(pathsIn(settings.DATA_DIR).keys).equals(readFileSync(pathsIn(at('restored')).keys)),
      sameContent: (await refs(settings.DATA_DIR)) === (await refs(at('restored'))),
    };
  } finally {
    await box?.end('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
};

if (import.meta.main) {
  const seen = await drill(Number(process.argv[2] ?? 1000));
  console.log(JSON.stringify(seen, null, 2));
  const isEqual = seen.different + seen.missing + seen.contradictions === 0 && seen.sameKeys && seen.sameContent;
  console.log(isEqual ? 'What was restored is what was backed up.' : 'What was restored DIFFERS from what was backed up.');
  process.exitCode = isEqual ? 0 : 1;
}
