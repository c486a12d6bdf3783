import { readdirSync, readFileSync } from 'node:fs';
import { checked } from '../../site/catalogue/file.ts';
import { KINDS, type Kind } from '../../worker/repository/markdown/kinds.ts';

const FOLDERS: Readonly<Record<string, Kind>> = {
  notices: 'notice',
  samplings: 'round',
  supplies: 'supply',
  posts: 'post',
  services: 'service',
};

const kindOf = (path: string): Kind => {
  const folder = path.split('/').at(-2) ?? '';
  const kind = FOLDERS[folder] ?? (['town', 'committee', 'compound'] as const).find((one) => path.endsWith(`${one}.md`));
  if (!kind) throw new Error(path);
  return kind;
};

/** Every file of the sample town, with its kind and what it says. */
export const corpus = readdirSync('content', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.md'))
  .map((path) => {
    const text = readFileSync(`content/${path}`, 'utf8');
    const named = kindOf(path);
    // What a committee adds to a service of the town's has that one's name.
    const kind = named === 'service' && 'faults' in checked(path, text, KINDS.service) ? ('addition' as const) : named;
    const read = checked(path, text, KINDS[kind]);
    if ('faults' in read) throw new Error(JSON.stringify(read.faults));
    return { path, text, kind, value: read.value, body: read.body };
  });
