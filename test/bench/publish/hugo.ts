import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Instant, instant } from '../../../domain/clock.ts';
import type { CorpusFile } from './corpus.ts';

// The peer: the same files from the same corpus, in Hugo's own way, with its templates in `hugo/`. Left out in its favour: codes (QR)
// and the size of a poster's letters, which Hugo can't reckon; the folding of long lines in calendars; git's name of a file in feeds
// (one hash of the text instead); what is once a town and not drawn from content: scripts, styles, the description of the API.

/** Where a file of the corpus lies for Hugo: what is said of a folder is its `_index.md`. */
const hugoPath = (path: string): string => path.replace(/(town|committee|compound)\.md$/, '_index.md');

const FOLDERS: Record<string, string> = {
  'compound.md': 'type: compound\noutputs: [HTML, map, services, archive, calendar, rss, atom, jsonfeed, sheet]\n',
  'committee.md': 'type: committee\n',
};
const TYPES: Record<string, string> = { notices: 'notice', samplings: 'round', supplies: 'supply' };

/** When the last thing that a file tells is over. */
const overAt = (text: string): Instant => {
  const until = /^until: (\S+)/m.exec(text)?.[1];
  if (until) return instant(until, '24:00');
  const day = /^day: (\S+)/m.exec(text)?.[1] ?? '';
  return instant(day, text.match(/(?<=to: ")[\d:]+/g)?.at(-1));
};

// Which files a page makes and when it was changed, Hugo wants to read in the page itself.
const matterOf = ({ path, text }: CorpusFile, now: Instant): string => {
  const [folder = '', file = ''] = path.split('/').slice(-2);
  const type = TYPES[folder];
  if (!type) return FOLDERS[file] ?? '';
  const changed = /changed: \{ day: (\S+), at: "(\S+)" \}/.exec(text) ?? /^day: (\S+)\nat: "(\S+)"/m.exec(text);
  const outputs = [
    'HTML',
    ...(overAt(text) > now ? ['share'] : []),
    ...(overAt(text) > now && text.includes('level: urgent') ? ['alert'] : []),
  ];
  return `type: ${type}\ndate: ${changed?.[1]}T${changed?.[2]}:00+08:00\noutputs: [${outputs.join(', ')}]\n`;
};

/** Writes a file of the corpus into a Hugo site. @param now what is over by then has no page to share */
export const writeContent = (dir: string, file: CorpusFile, now: Instant): void => {
  const path = join(dir, 'content', hugoPath(file.path));
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, file.text.replace(/^---\n/, `---\n${matterOf(file, now)}`));
};

/** Writes a Hugo site of a corpus. */
export const writeHugo = (dir: string, files: Iterable<CorpusFile>, now: Instant): void => {
  cpSync(join(import.meta.dirname, 'hugo'), dir, { recursive: true });
  for (const file of files) writeContent(dir, file, now);
};
