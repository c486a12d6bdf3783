import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';

/** The compound that everybody signs up in, and what for. */
export const PLACE = '/mingdu/xibu-mingdu-huayuan';
export const RICE = 'rice-bench';
export const OPENING = 'oil-opening';
/** Places of the opening: fewer than people who come. */
export const PLACES = 600;

const SLOTS = 40;
const MOST = 5000;

const distribution = (title: string, slots: readonly string[]): string =>
  `---\ntitle: ${title}\nday: 2022-04-17\nitems: [{ name: 大米, amount: 一户一袋 }]\nslots:\n${slots.join('\n')}\nchanged: { day: 2022-04-15, at: "20:00" }\n---\n一户一袋。\n`;
const slot = (id: number, capacity: number): string => {
  const minutes = 6 * 60 + id * 10;
  const time = (at: number) => `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`;
  return `  - { id: s${id}, from: "${time(minutes)}", to: "${time(minutes + 10)}", place: 活动室门口, capacity: ${capacity} }`;
};

const walk = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => join(folder, file))
    .filter((file) => statSync(file).isFile());

/** The sample town with room for everybody, built and packed. @returns the folder of its files */
export const buildTown = (): { release: string; remove: () => void } => {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const content = join(folder, 'content');
  const release = join(folder, 'release');
  // nginx gives up its rights, and reads the files as anybody.
  chmodSync(folder, 0o755);
  cpSync('content', content, { recursive: true });
  const supplies = join(content, PLACE, 'supplies');
  const numbers = Array.from({ length: SLOTS }, (_, at) => at);
  writeFileSync(
    join(supplies, `${RICE}.md`),
    distribution(
      '大米',
      numbers.map((at) => slot(at, MOST)),
    ),
  );
  writeFileSync(
    join(supplies, `${OPENING}.md`),
    distribution(
      '食用油',
      numbers.map((at) => slot(at, PLACES / SLOTS)),
    ),
  );
  const { status } = spawnSync(process.execPath, ['site/build.ts'], { env: { ...process.env, CONTENT_DIR: content }, stdio: 'ignore' });
  if (status !== 0) throw new Error('the town could not be built');
  cpSync('dist/client', release, { recursive: true });
  for (const file of walk(release)) {
    if (!/\.(html|json|css|js|svg|txt)$/.test(file)) continue;
    const plain = readFileSync(file);
    writeFileSync(`${file}.gz`, gzipSync(plain, { level: 9 }));
    writeFileSync(`${file}.br`, brotliCompressSync(plain));
  }
  return { release, remove: () => rmSync(folder, { recursive: true, force: true }) };
};
