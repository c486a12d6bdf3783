import { execFileSync } from 'node:child_process';
import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DAY, HOUR } from '../../../domain/clock.ts';
import { zhCN } from '../../../domain/words/index.ts';
import { readCatalogue } from '../../../site/catalogue/catalogue.ts';
import { openReleases } from '../../../site/publish/live.ts';
import { openPublisher } from '../../../site/publish/publisher.ts';
import { faultsOf } from '../validator.ts';
import { makeTown, type Town } from './town.ts';

// Eight hours later it is 17:00 in the town.
const real = Date.parse('2026-11-24T09:00:00+08:00');
const OFFSET = Date.parse('2022-04-16T09:00:00+08:00') - real;
const env = { PORTAL_CLOCK: String(OFFSET) };
const HERE = 'mingdu/xibu-xincun/notices';
const notice = (text: string, until = '2022-04-30') => `---\ntitle: 停水\nday: 2022-04-15\nat: "10:00"\nuntil: ${until}\n---\n${text}\n`;

let folder: string;
let town: Town;
let publisher: Awaited<ReturnType<typeof openPublisher>>;
const open = (name = 'site') => openPublisher({ store: join(folder, name), repository: town.dir, env });
const published = (path: string, name = 'site'): string | undefined => openReleases(join(folder, name))()?.find(path)?.bytes().toString();
const publish = (at = real) => publisher.publish({ real: at });
const removedIn = (path: string) =>
  readCatalogue(town.dir).committees.flatMap(({ compounds }) => compounds.find((one) => one.path === path)?.withdrawn ?? []);

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'withdrawn-'));
  town = makeTown(join(folder, 'town'));
  town.write(`${HERE}/new.md`, notice('早点接水。'));
  town.write(`${HERE}/old.md`, notice('上个月的事。', '2022-04-15'));
  town.write('mingdu/notices/all.md', notice('全居委会停水。'));
  town.write('notices/whole.md', notice('全镇停水。'));
  town.commit(real - DAY);
  publisher = await open();
  await publish();
});
afterEach(() => {
  publisher.close();
  rmSync(folder, { recursive: true, force: true });
});

test('`git revert` takes a notice back: its page says so and when, without a word of what it said; the place’s page names it for three days', async () => {
  town.write(`${HERE}/wrong.md`, notice('到西门领大米。'));
  town.commit(real);
  await publish();
  expect(published(`${HERE}/wrong/index.html`)).toContain('到西门领大米。');

  execFileSync('git', ['-C', town.dir, '-c', 'user.name=Clerk', '-c', 'user.email=clerk@example.org', 'revert', '--no-edit', 'HEAD'], {
    env: { ...process.env, GIT_COMMITTER_DATE: `${(real + 8 * HOUR) / 1000} +0800` },
    stdio: 'ignore',
  });
  await publish(real + 8 * HOUR);
  const page = published(`${HERE}/wrong/index.html`) ?? '';
  expect(page).toContain(zhCN.reading.withdrawnAt('4月16日 17:00'));
  expect(page).toContain('停水');
  expect(page).toContain('href="tel:');
  expect(page).not.toContain('大米');
  expect(await faultsOf(`${HERE}/wrong/`, page)).toEqual([]);
  const line = zhCN.reading.withdrawnLine('停水', '4月16日 17:00');
  expect(published('mingdu/xibu-xincun/index.html')).toContain(line);
  expect(published('mingdu/xibu-mingdu-huayuan/index.html')).not.toContain(line);

  // Nobody pushes: the hours alone end it.
  await publisher.publish({ refresh: true, real: real + 8 * HOUR + 3 * DAY });
  expect(published('mingdu/xibu-xincun/index.html')).not.toContain(line);
  expect(published(`${HERE}/wrong/index.html`)).toBeDefined();
  await publisher.publish({ refresh: true, real: real + 8 * HOUR + 30 * DAY });
  expect(published(`${HERE}/wrong/index.html`)).toBeUndefined();
});

test('one for the committee is said at all its compounds, one for the town everywhere; one that had expired is not', async () => {
  for (const gone of ['mingdu/notices/all.md', 'notices/whole.md', `${HERE}/old.md`]) rmSync(join(town.dir, gone));
  town.commit(real);
  await publish();
  expect(published('mingdu/notices/all/index.html')).toContain(zhCN.reading.withdrawn);
  expect(published('notices/whole/index.html')).toContain(zhCN.reading.withdrawn);
  expect(published(`${HERE}/old/index.html`)).toBeUndefined();
  const count = (path: string) => published(path)?.split('”已于').length;
  expect([count('mingdu/xibu-mingdu-huayuan/index.html'), count('mingdu/index.html')]).toEqual([3, 2]);
  expect([count('yueyang/index.html'), count('index.html')]).toEqual([1, 2]);
});

test('what came back, or has another name in its folder, was not withdrawn; what went to another folder was', async () => {
  rmSync(join(town.dir, `${HERE}/new.md`));
  town.commit(real);
  town.write(`${HERE}/new.md`, notice('又停水。'));
  renameSync(join(town.dir, 'mingdu/notices/all.md'), join(town.dir, 'mingdu/notices/tingshui.md'));
  renameSync(join(town.dir, 'notices/whole.md'), join(town.dir, 'yueyang/notices-whole.md'));
  town.commit(real);
  await publish();
  expect(published(`${HERE}/new/index.html`)).toContain('又停水。');
  expect(published('mingdu/notices/all/index.html')).toBeUndefined();
  expect(published('mingdu/notices/tingshui/index.html')).toContain('全居委会停水。');
  expect(published('notices/whole/index.html')).toContain(zhCN.reading.withdrawn);
});

test('one that was set aside when it went is withdrawn as people had read it', async () => {
  town.write(`${HERE}/new.md`, notice('坏了').replace('day: 2022-04-15', 'day: 昨天'));
  town.commit(real);
  rmSync(join(town.dir, `${HERE}/new.md`));
  town.commit(real);
  expect(removedIn('/mingdu/xibu-xincun/')).toMatchObject([{ id: 'new', title: '停水', removedAt: real, path: `/${HERE}/new/` }]);
});

test('remembered over a restart, through a merge and a rewritten history, it is what is read from nothing', async () => {
  const same = async () => {
    await publish();
    publisher.close();
    publisher = await open();
    const fresh = await open(`fresh-${town.git('rev-parse', 'HEAD').trim()}`);
    await fresh.publish({ real });
    fresh.close();
    const [kept, read] = ['site', `fresh-${town.git('rev-parse', 'HEAD').trim()}`].map((name) =>
      published('mingdu/xibu-xincun/index.html', name),
    );
    expect(kept).toBe(read);
  };
  rmSync(join(town.dir, `${HERE}/new.md`));
  town.commit(real);
  await same();
  town.git('checkout', '--quiet', '-b', 'side', 'HEAD~1');
  rmSync(join(town.dir, 'mingdu/notices/all.md'));
  town.commit(real);
  town.git('checkout', '--quiet', 'main');
  town.git('merge', '--quiet', '--no-edit', 'side');
  await same();
  expect(published('mingdu/notices/all/index.html')).toContain(zhCN.reading.withdrawn);
  town.git('reset', '--quiet', '--hard', 'HEAD~1');
  await same();
  expect(published('mingdu/notices/all/index.html')).toContain('全居委会停水。');
});

test('a shallow clone, and a folder without git, know of no withdrawn notice and publish all the same', () => {
  rmSync(join(town.dir, `${HERE}/new.md`));
  town.commit(real);
  execFileSync('git', ['clone', '--quiet', '--depth=1', `file://${town.dir}`, join(folder, 'shallow')]);
  rmSync(join(town.dir, '.git'), { recursive: true });
  for (const root of [town.dir, join(folder, 'shallow')]) {
    const { committees, faults } = readCatalogue(root);
    expect([committees.length, committees.flatMap(({ compounds }) => compounds).flatMap(({ withdrawn }) => withdrawn), faults]).toEqual([
      3,
      [],
      [],
    ]);
  }
});
