import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { zhCN as words } from '../../domain/words/index.ts';
import { SqliteD1 } from '../../worker/box/d1.ts';
import { openDatabase } from '../../worker/box/database.ts';
import { box } from '../../worker/box/portal.ts';
import { folderRelease } from '../../worker/box/release.ts';
import { templates } from '../../worker/box/templates.ts';
import { LOOKUP_KEY, SEAL_KEYS } from '../keys.ts';
import { encoded, receiptOf } from '../routes/portal.ts';
import { baker, granny, insulin, MEDICINE, OIL } from '../routes/residents.ts';

const folder = mkdtempSync(join(tmpdir(), 'portal-'));
const file = openDatabase(join(folder, 'portal.sqlite'));
afterAll(() => {
  file.close();
  rmSync(folder, { recursive: true });
});

const release = folderRelease('dist/client');
const portal = box({
  ...{ draw: await templates(), secrets: { DB: new SqliteD1(file), SEAL_KEYS, LOOKUP_KEY }, release: () => release, visitorOf: () => '' },
});
const ORIGIN = 'https://portal.example';
const get = (path: string) => portal.fetch(new Request(ORIGIN + path), '192.0.2.1');
const post = (path: string, fields: Record<string, string>) =>
  portal.fetch(new Request(ORIGIN + path, { method: 'POST', headers: { origin: ORIGIN }, body: encoded(fields) }), '192.0.2.1');

// Pages that the file may have: a disk that is full, and one that has room again.
const pages = () => Number(Object.values(file.prepare('pragma page_count').get() ?? {})[0]);
const allow = (most: number) => file.exec(`pragma max_page_count = ${most}`);

test('a disk that fills is said to be the portal’s trouble, what is there can be read, and it goes on when there is room', async () => {
  const receipt = receiptOf(await post(OIL, { ...granny, slot: 's1' }));
  allow(pages());
  const stored: Response[] = [];
  // The last page may have room for somebody still.
  for (let at = 0; at < 200; at++) {
    const answer = await post(MEDICINE, { ...insulin, phone: `138${String(10_000_000 + at)}` });
    if (answer.status === 303) stored.push(answer);
    else {
      expect(answer.status).toBe(503);
      expect(answer.headers.get('retry-after')).toBe('20');
      const page = await answer.text();
      for (const word of [words.asking.busy, 'tel:', '门冬胰岛素', insulin.name]) expect(page).toContain(word);
      break;
    }
  }
  expect(stored.length).toBeLessThan(200);
  for (const { status } of [await get(receipt), await get('/api/health'), await get('/api/slots/chenjiaxiang/yanjie'), await get('/')])
    expect(status).toBe(200);
  const rows = () => Number(Object.values(file.prepare('select count(*) from requests').get() ?? {})[0]);
  // Nothing of what was refused is there.
  expect(rows()).toBe(stored.length);
  expect(Object.values(file.prepare('pragma integrity_check').get() ?? {})).toEqual(['ok']);
  allow(1_000_000);
  expect((await post(MEDICINE, insulin)).status).toBe(303);
  expect(rows()).toBe(stored.length + 1);
});

test('a release that can’t be read is said to be the portal’s trouble, and forms still come in', async () => {
  let broken = false;
  const half = box({
    draw: await templates(),
    secrets: { DB: new SqliteD1(file), SEAL_KEYS, LOOKUP_KEY },
    release: () => {
      if (broken) throw new Error('a pack is too short');
      return release;
    },
    visitorOf: () => '',
  });
  const receipt = receiptOf(await post(OIL, { ...baker, slot: 's2' }));
  expect((await half.fetch(new Request(ORIGIN + receipt), '192.0.2.1')).status).toBe(200);
  broken = true;
  const page = await half.fetch(new Request(`${ORIGIN}/`), '192.0.2.1');
  expect(page.status).toBe(503);
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(await page.text()).toBe(words.asking.away);
  // The compound's sheet was read before: it is kept for a while.
  expect((await half.fetch(new Request(ORIGIN + receipt), '192.0.2.1')).status).toBe(200);
});
