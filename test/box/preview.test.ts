import { request } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { preview as w } from '../../domain/words/zh-CN/preview.ts';
import { openReleases } from '../../site/publish/live.ts';
import { openPublisher } from '../../site/publish/publisher.ts';
import { type Listening, listenOn } from '../../worker/box/server.ts';
import { previews } from '../../worker/preview/listener.ts';
import { openShelf, type Shelf } from '../../worker/preview/shelf.ts';
import { makeTown, type Town } from '../site/publish/town.ts';

const HERE = 'mingdu/xibu-xincun/notices';
const notice = (text: string, day = '2022-04-15') => `---\ntitle: 停水\nday: ${day}\nat: "10:00"\nuntil: 2022-04-30\n---\n${text}\n`;
const env = { PORTAL_CLOCK: String(Date.parse('2022-04-16T09:00:00+08:00') - Date.now()) };

let folder: string;
let town: Town;
let shelf: Shelf;
let server: Listening;

/** Asks as a browser does that was given the host's name. */
const ask = (
  host: string,
  path: string,
  method = 'GET',
): Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; text: string }> =>
  new Promise((done, fail) => {
    const asked = request(`${server.url}${path}`, { method, headers: { host: `${host}:8790` } }, (answer) => {
      let text = '';
      answer.on('data', (piece) => {
        text += piece;
      });
      answer.on('end', () => done({ status: answer.statusCode ?? 0, headers: answer.headers, text }));
    });
    asked.once('error', fail).end();
  });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'preview-test-'));
  town = makeTown(join(folder, 'town'));
  town.git('checkout', '--quiet', '-b', 'menpai');
  town.write(`${HERE}/new.md`, notice('早点接水。'));
  town.commit();
  shelf = openShelf(town.dir, 'main', env);
  server = await listenOn(0, previews(shelf, { host: 'localhost:8790', published: 'main' }));
}, 60_000);
afterAll(async () => {
  await server.close();
  await shelf.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a branch is shown under its own name, as it would be published, with a banner; main is as it is', async () => {
  const { status, text, headers } = await ask('menpai.localhost', `/${HERE}/new/`);
  expect([status, headers['cache-control'], headers['x-robots-tag']]).toEqual([200, 'no-store', 'noindex']);
  expect(text).toContain('早点接水。');
  expect(text).toContain(w.banner('menpai'));
  expect((await ask('main.localhost', `/${HERE}/new/`)).status).toBe(404);
});

test('but for the banner it is byte for byte what will be published', async () => {
  const store = join(folder, 'site');
  const publisher = await openPublisher({ store, repository: town.dir, branch: 'menpai', env });
  await publisher.publish();
  publisher.close();
  const published = openReleases(store)()?.find('mingdu/xibu-xincun/index.html')?.bytes().toString();
  const { text } = await ask('menpai.localhost', '/mingdu/xibu-xincun/');
  expect(text.replace(/<div class="demo">.*?<\/div>/s, '')).toBe(published);
});

test('what is pushed to it is there with the next look, and what the door would say of it stands on top', async () => {
  town.write(`${HERE}/new.md`, notice('改到晚上。'));
  town.write(`${HERE}/bad.md`, notice('坏了', '昨天<b>'));
  town.commit();
  const { text } = await ask('menpai.localhost', `/${HERE}/new/`);
  expect(text).toContain('改到晚上。');
  expect(text).toContain(`${HERE}/bad.md:3: day：`);
  expect((await ask('main.localhost', '/mingdu/xibu-xincun/')).text).not.toContain(`${HERE}/bad.md`);
});

test('it takes no forms', async () => {
  const { status, text } = await ask('menpai.localhost', '/signups', 'POST');
  expect([status, text]).toEqual([405, w.noForms]);
});

test('any name of a branch gets a host name; without one the branches are listed', async () => {
  town.git('branch', '预览/西部新村<i>', 'menpai');
  const { text } = await ask('127.0.0.1', '/');
  const [, label] = /href="\/\/([a-z0-9-]+)\.localhost:8790\/">预览\/西部新村&lt;i&gt;</.exec(text) ?? [];
  expect(text).toContain(w.current);
  expect((await ask(`${label}.localhost`, '/')).text).toContain(w.banner('预览/西部新村&lt;i&gt;'));
});

test('a branch that is gone is gone; one that can’t be drawn says why, and the others stand', async () => {
  town.git('branch', 'empty', town.git('commit-tree', '4b825dc642cb6eb9a060e54bf8d69288fbee4904', '-m', 'Empty').trim());
  expect(await ask('empty.localhost', '/')).toMatchObject({ status: 500 });
  town.git('branch', '-D', 'empty');
  expect((await ask('empty.localhost', '/')).text).toContain(w.branches);
  expect((await ask('menpai.localhost', '/')).status).toBe(200);
});
