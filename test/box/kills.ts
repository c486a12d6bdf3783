// `node test/box/kills.ts 100`: kills the box under load that often, with SIGKILL, and counts what is lost and what is there twice.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import { events } from '../../db/schema/events.ts';
import { SqliteD1 } from '../../worker/box/d1.ts';
import { faultsInLog } from '../../worker/records/anchors.ts';
import { pathsIn } from '../../worker/box/settings.ts';
import { crowd, headOf, PUBLIC } from './crowd.ts';
import { FEW, writeDrillTown } from './drill-town.ts';
import { type Started, startBox } from './start.ts';

/** What was seen. */
export interface Killed {
  kills: number;
  /** Forms that were answered with a receipt, and those that had to be sent again until they were. */
  acknowledged: number;
  again: number;
  /** Receipts that were given and lead nowhere. */
  lost: number;
  /** Rows beyond one for each form. */
  twice: number;
  /** Places given beyond those that there are, or counted wrong. */
  oversold: number;
  /** Chains of events that break. */
  broken: number;
}

const count = (file: DatabaseSync, sql: string): number => Number(Object.values(file.prepare(sql).get() ?? {})[0]);

// Forms between two kills, at least.
const A_ROUND = 50;

/** Kills a box so often while people sign up and ask for medicine, then looks at what it kept. */
export const killUnderLoad = async (kills: number): Promise<Killed> => {
  const folder = mkdtempSync(join(tmpdir(), 'portal-kills-'));
  const settings = { DATA_DIR: join(folder, 'data'), CONTENT_DIR: join(folder, 'content'), TRUST_PROXY: '1', SITE_URL: PUBLIC };
  let box: Started | undefined;
  try {
    writeDrillTown(settings.CONTENT_DIR);
    box = await startBox(settings);
    let url = box.url;
    const people = crowd(() => url);
    for (let kill = 0; kill < kills; kill++) {
      // In the midst of the work, never at the same place of it.
      await people.until(people.acknowledged().length + A_ROUND);
      await pause(Math.random() * 100);
      await box.end('SIGKILL');
      box = await startBox(settings);
      url = box.url;
    }
    await people.stop();
    const given = people.acknowledged();
    const statuses: number[] = [];
    for (const [number, { answer }] of given.entries()) {
      const page = await fetch(url + answer, { headers: headOf(number) });
      await page.arrayBuffer();
      statuses.push(page.status);
    }
    const file = new DatabaseSync(pathsIn(settings.DATA_DIR).database, { readOnly: true });
    const rows = count(file, 'select (select count(*) from signups) + (select count(*) from requests)');
    const salt = count(file, 'select count(*) from signups where "of" = \'salt\'');
    const miscounted = count(
      file,
      'select count(*) from slots s where taken <> (select count(*) from signups n where n.slot_key = s.slot_key)',
    );
    const log = await drizzle(new SqliteD1(file)).select().from(events).orderBy(sql`rowid`);
    file.close();
    return {
      kills,
      acknowledged: given.length,
      again: people.again(),
      lost: statuses.filter((status) => status !== 200).length + Math.max(0, given.length - rows),
      twice: Math.max(0, rows - given.length),
      oversold: Math.max(0, salt - FEW) + miscounted,
      broken: (await faultsInLog(log, [])).length,
    };
  } finally {
    await box?.end('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
};

if (import.meta.main) console.log(JSON.stringify(await killUnderLoad(Number(process.argv[2] ?? 100))));
