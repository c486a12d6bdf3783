import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A town whose content is edited by people in a hurry. */
export interface Town {
  dir: string;
  git: (...words: string[]) => string;
  files: () => string[];
  write: (path: string, text: string) => void;
  /** @param at when it is said to be committed, ms @returns the new commit */
  commit: (at?: number) => string;
}

const PARTS = ['town.md', 'notices', 'services', 'mingdu', 'linquan', 'yueyang'];

/** A part of the sample town, of every kind of entry, in a repository of its own. */
export const makeTown = (dir: string): Town => {
  mkdirSync(dir, { recursive: true });
  for (const part of PARTS) cpSync(join('content', part), join(dir, part), { recursive: true });
  const gitAt = (at: number | undefined, ...words: string[]) =>
    execFileSync('git', ['-C', dir, '-c', 'user.name=Clerk', '-c', 'user.email=clerk@example.org', ...words], {
      encoding: 'utf8',
      env: { ...process.env, ...(at && { GIT_COMMITTER_DATE: `${Math.floor(at / 1000)} +0800` }) },
    });
  const git = (...words: string[]) => gitAt(undefined, ...words);
  git('init', '--quiet', '--initial-branch=main');
  const town: Town = {
    ...{ dir, git },
    files: () =>
      readdirSync(dir, { recursive: true, encoding: 'utf8' })
        .filter((path) => path.endsWith('.md') && !path.startsWith('.git'))
        .sort(),
    write: (path, text) => {
      mkdirSync(dirname(join(dir, path)), { recursive: true });
      writeFileSync(join(dir, path), text);
    },
    commit: (at) => {
      git('add', '--all');
      gitAt(at, 'commit', '--quiet', '--allow-empty', '--message', 'Edited');
      return git('rev-parse', 'HEAD').trim();
    },
  };
  town.commit();
  return town;
};

/** Numbers from 0 to 1 that are the same for the same seed. */
export const randomFrom = (seed: number) => (): number => {
  seed = (seed + 0x6d2b79f5) | 0;
  let x = Math.imul(seed ^ (seed >>> 15), seed | 1);
  x ^= x + Math.imul(x ^ (x >>> 7), x | 61);
  return ((x ^ (x >>> 14)) >>> 0) / 2 ** 32;
};

const KINDS = /^(.*\/)?(notices|samplings|supplies|posts|services)\/([^/]+)\.md$/;
// What keeps the town together is edited, but rarely lost.
const isRoot = (file: string): boolean => /(town|committee|compound)\.md$/.test(file);

/** One edit, move or deletion, as they come: words changed, a file broken, renamed, moved to another place, taken away. */
export const editAtRandom = (town: Town, random: () => number): string => {
  const pick = <Value>(all: readonly Value[]): Value => {
    const value = all[Math.floor(random() * all.length)];
    if (value === undefined) throw new Error('nothing is left to edit');
    return value;
  };
  const files = town.files();
  const file = pick(files);
  const path = join(town.dir, file);
  const text = readFileSync(path, 'utf8');
  const dice = random();
  const [, folder = '', kind = '', id = ''] = KINDS.exec(file) ?? [];
  if (dice < 0.4 || (isRoot(file) && dice < 0.9)) {
    town.write(file, `${text}\n第${Math.floor(random() * 1000)}次补充。\n`);
    return `words ${file}`;
  }
  if (dice < 0.5) {
    town.write(
      file,
      text.replace(/^(title|name): .*$/m, (line) => `${line}（改）`),
    );
    return `title ${file}`;
  }
  if (dice < 0.6) {
    town.write(file, text.replace(/^---\n/, '---\nunknown: 1\n'));
    return `broken ${file}`;
  }
  if (isRoot(file)) {
    if (file === 'town.md' || files.filter((one) => one.endsWith('committee.md')).length < 3) return 'nothing';
    rmSync(dirname(path), { recursive: true });
    return `folder gone ${dirname(file)}`;
  }
  if (dice < 0.75) {
    rmSync(path);
    return `gone ${file}`;
  }
  if (dice < 0.87) {
    renameSync(path, join(town.dir, `${folder}${kind}/${id.slice(0, 50)}-b.md`));
    return `renamed ${file}`;
  }
  const places = files.filter((one) => /(compound|committee)\.md$/.test(one)).map((one) => dirname(one));
  const target = `${pick(places)}/${kind}/${id}.md`;
  if (target !== file) {
    town.write(target, text);
    rmSync(path);
  }
  return `moved ${file} ${target}`;
};
