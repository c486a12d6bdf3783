// `npm run bench:publish [-- 10 100 1000 13000]`: what publishing costs, beside Hugo with the same pages and channels from the same
// files, in one run on one machine. Writes docs/bench/publish.json, and the table made from it.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dayOf } from '../../../domain/clock.ts';
import { ask } from '../../../site/publish/ask.ts';
import { startPublisher } from '../../../site/publish/child.ts';
import { filesOf } from '../../../site/publish/differences.ts';
import { openReleases } from '../../../site/publish/live.ts';
import { currentName, readRelease } from '../../../site/publish/release.ts';
import { rollBack, swap } from '../../../site/publish/releases.ts';
import { projectIn } from '../../site/project.ts';
import { machine } from '../machine.ts';
import { picture } from '../picture.ts';
import { corpus, noticeText, placeOf } from './corpus.ts';
import { writeContent, writeHugo } from './hugo.ts';
import { type Cost, measure, median, memoryOf } from './measure.ts';
import { commitFiles, writeFolder } from './repository.ts';
import { growthOf, type Measured, tableOf } from './table.ts';

const TIMES = 9;
// Above this a build of everything, and Hugo, want more memory or patience than this machine has.
const PEER_MOST = 1000;

// Hugo's pages know where they stand, so ours do: with codes, and with links in texts.
const ADDRESS = { SITE_URL: 'https://xiaolaba.example' };

const today = dayOf(Date.now());
// Nothing in it goes before the end: for minutes ext4 passes over what was deleted, and whoever makes a file for each page would pay for it.
const folder = mkdtempSync(join(tmpdir(), 'publish-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
const sizes = process.argv.slice(2).map(Number).filter(Boolean);
const rounded = ({ wall, cpu, memory }: Cost) => ({
  wall: Number(wall.toFixed(3)),
  cpu: Number(cpu.toFixed(2)),
  memory: Math.round(memory),
});
const say = (what: string, value: unknown) => console.log(what.padEnd(44), JSON.stringify(value));

const hugo = async (compounds: number) => {
  const site = join(folder, `hugo-${compounds}`);
  writeHugo(site, corpus(compounds, today), Date.now());
  const all = rounded(await measure(['hugo', '--quiet'], { cwd: site }));
  writeContent(site, { path: `${placeOf(0)}/notices/n00.md`, text: noticeText(0, 0, today, 1) }, Date.now());
  const one = rounded(await measure(['hugo', '--quiet'], { cwd: site }));
  const pages = Number(execFileSync('bash', ['-c', `find ${site}/public -type f | wc -l`], { encoding: 'utf8' }));
  return { all, one, pages };
};

const build = async (compounds: number) => {
  const root = join(folder, `build-${compounds}`);
  projectIn(root);
  writeFolder(join(root, 'content'), corpus(compounds, today));
  const cost = rounded(await measure([process.execPath, 'site/build.ts'], { cwd: root, env: { ...process.env, ...ADDRESS } }));
  return cost;
};

const ours = async (compounds: number) => {
  const data = join(folder, `data-${compounds}`);
  const [store, repository] = [join(data, 'site'), join(data, 'content.git')];
  await commitFiles(repository, corpus(compounds, today));
  const env = { ...process.env, ...ADDRESS, DATA_DIR: data };
  const all = rounded(await measure([process.execPath, 'site/publish.ts'], { env }));
  say(`${compounds}: everything, templates compiled`, all);
  let edition = 0;
  const edit = async () => {
    edition++;
    const at = edition % compounds;
    await commitFiles(repository, [{ path: `${placeOf(at)}/notices/n00.md`, text: noticeText(at, 0, today, edition) }], 'main');
  };
  await edit();
  const cold = rounded(await measure([process.execPath, 'site/publish.ts'], { env }));
  say(`${compounds}: one notice, process start included`, cold);

  const publisher = await startPublisher(env, store);
  await publisher.publish({ refresh: true });
  const one: number[] = [];
  const hooked: number[] = [];
  let drawn = 0;
  let written = 0;
  for (let time = 0; time < TIMES; time++) {
    await edit();
    const started = performance.now();
    const publication = await ask(store);
    one.push((performance.now() - started) / 1000);
    drawn = publication?.drawn ?? 0;
    written = publication?.written ?? 0;
    // As git's hook asks, in a process of its own.
    await edit();
    const asked = performance.now();
    execFileSync(process.execPath, ['site/publish.ts'], { env });
    hooked.push((performance.now() - asked) / 1000);
  }
  say(`${compounds}: one notice, publisher running`, one);
  const idle: number[] = [];
  for (let time = 0; time < TIMES; time++) idle.push((await ask(store, { refresh: true }))?.took ?? 0);
  const midnight = await ask(store, { refresh: true, real: Date.parse(`${today}T00:00:30+08:00`) + 86_400_000 });
  const kept = memoryOf(publisher.pid());
  await publisher.stop();

  const files = filesOf(store, readRelease(store, currentName(store) ?? '').listing).length;
  const back: number[] = [];
  const release = openReleases(store);
  const name = currentName(store) ?? '';
  for (let time = 0; time < TIMES; time++) {
    const started = performance.now();
    rollBack(store);
    // Seen by who serves the pages.
    if (!release()?.find('index.html')) throw new Error('nothing is live');
    back.push((performance.now() - started) / 1000);
    swap(store, name);
  }
  const rollback = rounded(await measure([process.execPath, 'site/rollback.ts'], { env }));
  return {
    ...{ all, cold, files },
    one: { wall: median(one), throughHook: median(hooked), drawn, written },
    hour: { nothingDue: median(idle) / 1000, midnight: (midnight?.took ?? 0) / 1000, midnightPages: midnight?.drawn ?? 0 },
    rollback: { swap: median(back), command: rollback.wall },
    kept: Math.round(kept),
  };
};

rmSync('dist/templates', { recursive: true, force: true });
const compile = rounded(await measure([process.execPath, 'site/compile.ts']));
say('code compiled', compile);
const towns: Measured['towns'] = [];
for (const compounds of sizes.length > 0 ? sizes : [10, 100, 1000]) {
  const peer = compounds <= PEER_MOST ? await hugo(compounds) : undefined;
  if (peer) say(`${compounds}: Hugo`, peer);
  const built = compounds <= PEER_MOST ? await build(compounds) : undefined;
  if (built) say(`${compounds}: npm run build`, built);
  towns.push({ compounds, hugo: peer, build: built, ...(await ours(compounds)) });
}
const version = execFileSync('hugo', ['version'], { encoding: 'utf8' }).split(' ')[1] ?? '';
const measured: Measured = { machine: machine(), hugo: version, compile, towns };
mkdirSync('docs/bench', { recursive: true });
writeFileSync('docs/bench/publish.json', `${JSON.stringify(measured, null, 2)}\n`);
writeFileSync('docs/bench/publish.md', tableOf(measured));
if (towns.length > 1) writeFileSync('docs/bench/publish.svg', picture('Milliseconds and megabytes by compounds', growthOf(measured)));
execFileSync('node_modules/.bin/biome', ['format', '--write', 'docs/bench']);
console.log(tableOf(measured));
