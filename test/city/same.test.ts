import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stringify } from 'yaml';
import type { CityTown } from '../../domain/city.ts';
import type { TownMemory } from '../../site/publish/memory.ts';
import { currentName, readJson, readRelease } from '../../site/publish/release.ts';
import { hashOf } from '../../site/publish/store.ts';
import { filesIn } from '../site/built.ts';
import { cityWith, townWith } from './towns.ts';

const PARTS = ['town.md', 'notices', 'services'];
const gubei = townWith('gubei', { content: 'towns/gubei', committees: ['mingdu', 'linquan'] });
const hongqiao = townWith('hongqiao', { content: 'towns/hongqiao', committees: ['yueyang'], clock: '2022-04-14 07:30' });

let folder: string;
let code: string;
const at = (...path: string[]) => join(folder, ...path);
const node = (args: readonly string[], settings: Readonly<Record<string, string>> = {}) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...args], {
    cwd: code,
    env: { ...process.env, STAND_IN: folder, ...settings },
    encoding: 'utf8',
  });
  expect(status, stdout + stderr).toBe(0);
  return stdout;
};
const git = (...words: string[]) =>
  execFileSync('git', ['-C', folder, '-c', 'user.name=Clerk', '-c', 'user.email=clerk@example.org', ...words]);
const contents = (root: string): Record<string, string> =>
  Object.fromEntries(filesIn(root).map((path) => [path, hashOf(readFileSync(join(root, path)))]));

/** What a town is deployed with, and what a build of it gives for the same moment. */
const compared = ({ id, url }: CityTown) => {
  const store = at('out', id, 'site');
  const { at: moment, memory } = readRelease(store, currentName(store) ?? '');
  // A demonstration's clock begins with each process: the build goes on with the one that was drawn by.
  const { clockOffset }: TownMemory = readJson(store, memory);
  node(['site/build.ts'], {
    ...{ CONTENT_DIR: at('towns', id), SITE_URL: url, PORTAL_CLOCK: String(clockOffset), PORTAL_MOMENT: String(moment) },
  });
  return {
    drawn: { pages: contents(at('out', id, 'client')), worker: contents(at('out/code/server')) },
    built: { pages: contents(join(code, 'dist/client')), worker: contents(join(code, 'dist/server')) },
  };
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'city-'));
  code = at('portal');
  for (const part of ['site', 'domain', 'worker', 'db', 'content', 'test/city']) cpSync(part, join(code, part), { recursive: true });
  for (const file of ['astro.config.mjs', 'wrangler.toml', 'tsconfig.json', 'package.json', 'package-lock.json'])
    cpSync(file, join(code, file));
  symlinkSync(resolve('node_modules'), join(code, 'node_modules'));
  // A city's content: a folder for each town, in one repository.
  for (const { id, committees } of [gubei, hongqiao])
    for (const part of [...PARTS, ...committees]) cpSync(join('content', part), at('towns', id, part), { recursive: true });
  writeFileSync(at('city.yaml'), stringify(cityWith(gubei, hongqiao)));
  writeFileSync(at('orders.json'), '{"meet":0,"fails":[]}');
  git('init', '--quiet');
  git('add', 'towns');
  git('commit', '--quiet', '--message', 'Begun');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }), 60_000);

test('two towns of one repository are deployed with, byte for byte, the pages and the Worker that a build of each gives', () => {
  const deploy = () => node(['test/city/deploying.ts', folder]);
  expect(deploy()).toContain('The Worker and the templates are made');
  for (const town of [gubei, hongqiao]) {
    const { drawn, built } = compared(town);
    expect(drawn.pages).toEqual(built.pages);
    expect(Object.keys(drawn.pages)).toContain('_editor/index.html');
    delete built.worker['wrangler.json'];
    expect(drawn.worker).toEqual(built.worker);
  }

  // All that is deployed is found from a town's configuration, though the Worker lies beside its folder.
  const config = ['--config', at('out/gubei/wrangler.json'), '--dry-run', '--outdir', at('uploaded')];
  node(['node_modules/wrangler/bin/wrangler.js', 'deploy', ...config], {
    WRANGLER_SEND_METRICS: 'false',
    CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  });
  const modules = Object.entries(contents(at('out/code/server'))).filter(([path]) => path.endsWith('.mjs'));
  expect(contents(at('uploaded'))).toMatchObject(Object.fromEntries(modules));
  expect(modules.length).toBeGreaterThan(2);

  // And after a change, in which a town and a committee of the other lose what they had.
  writeFileSync(
    at('towns/gubei/mingdu/notices/water.md'),
    '---\ntitle: 停水\nday: 2022-04-14\nat: "09:00"\nuntil: 2099-12-31\n---\n\n后天停水。\n',
  );
  rmSync(at('towns/gubei/linquan'), { recursive: true });
  writeFileSync(at('towns/gubei/mingdu/notices/wrong.md'), '---\nday: 2022-04-14\nat: "09:00"\nuntil: 2099-12-31\n---\n\n没有标题。\n');
  git('add', 'towns');
  git('commit', '--quiet', '--message', 'Changed');
  const draft = at('towns/gubei/mingdu/notices/later.md');
  writeFileSync(draft, '---\ntitle: 草稿\nday: 2022-04-14\nat: "09:00"\nuntil: 2099-12-31\n---\n\n没写完。\n');
  const said = deploy();
  expect(said).toContain('gubei: 1 file is not as it is committed');
  expect(said).toMatch(/gubei: wrong in its content\n {4}mingdu\/notices\/wrong\.md:\d+: /);
  rmSync(draft);
  const { drawn, built } = compared(gubei);
  expect(drawn.pages).toEqual(built.pages);
  expect(Object.keys(drawn.pages).filter((path) => path.startsWith('linquan/'))).toEqual([]);
  expect(Object.keys(drawn.pages)).toContain('mingdu/notices/water/index.html');
}, 240_000);
