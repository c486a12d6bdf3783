import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { templatesHash } from '../../site/publish/templates.ts';
import { projectIn } from './project.ts';

// Another town's content.
let root: string;
let output: string;
const page = (path: string) => readFileSync(join(root, 'dist/client', path), 'utf8');
const write = (path: string, text: string) => {
  mkdirSync(join(root, 'trial', path, '..'), { recursive: true });
  writeFileSync(join(root, 'trial', path), text);
};

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'build-'));
  projectIn(root);
  write('town.md', '---\nname: 试验镇\nphones: [{ name: 值班, phone: 021-55550900 }]\n---\n');
  write('jia/committee.md', '---\nname: 甲居委会\nphones: [{ name: 值班, phone: 021-55550901 }]\n---\n');
  write(
    'jia/yi/compound.md',
    '---\nname: 乙小区\nkind: 小区\nstatus: { state: 封控, since: 2022-05-01, changed: { day: 2022-05-01, at: "08:00" } }\nbuildings: [{ ids: 1-3 }]\n---\n',
  );
  write('jia/yi/notices/good.md', '---\ntitle: 停水通知\nday: 2022-05-02\nat: "08:00"\nuntil: 2022-05-03\n---\n早点接水。\n');
  write('jia/yi/notices/bad.md', '---\ntitle: 写坏了的通知\nday: 昨天\n---\n');
  const build = spawnSync(process.execPath, ['site/build.ts'], {
    cwd: root,
    env: {
      ...process.env,
      CONTENT_DIR: 'trial',
      SITE_URL: 'https://xiaolaba.example/',
      PORTAL_CLOCK: '2022-05-02 09:00',
      ASTRO_TELEMETRY_DISABLED: '1',
    },
    encoding: 'utf8',
  });
  output = build.stdout + build.stderr;
  if (build.status !== 0) throw new Error(output);
}, 120_000);
afterAll(() => rmSync(root, { recursive: true, force: true }));

test('CONTENT_DIR builds another town, and nothing of the sample', () => {
  expect(page('index.html')).toContain('乙小区');
  expect(page('jia/yi/index.html')).toContain('早点接水');
  expect(existsSync(join(root, 'dist/client/mingdu'))).toBe(false);
});

test('a bad file takes nothing else away: it is named on the page, and reported by the build', () => {
  expect(page('jia/yi/index.html')).toMatch(/写坏了的通知[\s\S]*021/);
  expect(existsSync(join(root, 'dist/client/jia/yi/notices/bad'))).toBe(false);
  expect(output).toContain('jia/yi/notices/bad.md:3');
});

test('PORTAL_CLOCK is the time the pages are drawn for, SITE_URL the address the worker is told', () => {
  const sheet = JSON.parse(page('catalogue/jia/yi.json')) as { town: { url: string; clockOffset: number } };
  expect(sheet.town.url).toBe('https://xiaolaba.example');
  const townNow = Date.now() + sheet.town.clockOffset - Date.parse('2022-05-02T09:00:00+08:00');
  expect(townNow).toBeGreaterThanOrEqual(0);
  expect(townNow).toBeLessThan(120_000);
  expect(page('index.html').replace(/<[^>]+>/g, '')).toContain('2022年5月2日');
});

test('the Worker does not tell where it was built', () => {
  const server = join(root, 'dist/server');
  const code = readdirSync(server, { recursive: true, encoding: 'utf8' }).filter((file) => /\.(mjs|map)$/.test(file));
  expect(code.length).toBeGreaterThan(0);
  for (const file of code) expect(readFileSync(join(server, file), 'utf8').includes(root)).toBe(false);
});

test('the Worker is the one that is used, though a test had it built', () => {
  const maps = readdirSync(join(root, 'dist/server'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.map'));
  const sources = maps.flatMap((file): string[] => JSON.parse(readFileSync(join(root, 'dist/server', file), 'utf8')).sources);
  expect(sources.length).toBeGreaterThan(100);
  expect(sources.filter((source) => source.includes('/dev/'))).toEqual([]);
});

test('code is the same, whatever a tool leaves beside it, and another with one file more', () => {
  const isCompiled = (): string =>
    execFileSync(process.execPath, ['-e', "import('./site/code.ts').then((code) => console.log(code.isCompiled()))"], {
      cwd: root,
      encoding: 'utf8',
    }).trim();
  for (const path of ['site/city/.astro/types.d.ts', 'site/city/node_modules/.vite/deps.js', 'worker/.swp']) {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), 'left');
  }
  expect(isCompiled()).toBe('true');
  writeFileSync(join(root, 'worker/more.ts'), 'export {};');
  expect(isCompiled()).toBe('false');
});

test('templates of the same pages are the same, though the Worker is another: no page is drawn for that', () => {
  const templates = join(root, 'dist/templates/');
  const before = templatesHash(templates);
  rmSync(join(templates, 'code.txt'));
  execFileSync(process.execPath, ['site/compile.ts'], { cwd: root });
  expect(existsSync(join(templates, 'code.txt'))).toBe(true);
  expect(templatesHash(templates)).toBe(before);
  expect(readdirSync(join(root, 'dist')).filter((name) => /\d/.test(name))).toEqual([]);
}, 120_000);

test('code that can’t be compiled says so, leaves nothing half made, and the pages as they were', () => {
  const before = page('index.html');
  const broken = join(root, 'site/pages/index.astro');
  const good = readFileSync(broken, 'utf8');
  writeFileSync(broken, '---\nimport nothing from "./nothing.ts";\n---\n{nothing}\n');
  const { status, stderr } = spawnSync(process.execPath, ['site/build.ts'], { cwd: root, encoding: 'utf8' });
  writeFileSync(broken, good);
  expect(status).toBe(1);
  expect(stderr).toContain('nothing.ts');
  expect(stderr).toContain('site/compiler.ts failed (1)');
  expect(page('index.html')).toBe(before);
  expect(readFileSync(join(root, '.wrangler/deploy/config.json'), 'utf8')).toContain('dist/server/wrangler.json');
  expect(readdirSync(join(root, 'dist')).filter((name) => /\d/.test(name))).toEqual([]);
}, 120_000);
