import { hash } from 'node:crypto';
import type * as z from 'zod';
import { zhCN } from '../../domain/words/index.ts';
import { type Complaint, checked, type Fault } from './file.ts';
import type { Folder } from './folder.ts';
import { htmlOf } from './markdown.ts';

/** A file that can't be published and has no earlier version that could: its title, so that people can ask. */
export interface SetAside {
  file: string;
  title: string;
}

/** An entry as it is published. `stale` when the newest text was set aside and an earlier one stands. */
export interface Entry<Value> {
  id: string;
  /** Its path under the content folder. */
  file: string;
  /** git's name of the bytes that are published: of an earlier version where that stands in. */
  blob: string;
  value: Value;
  html: string;
  stale: boolean;
}

/** Whoever reads the catalogue collects here what was wrong. */
export interface Report {
  faults: Fault[];
}

/** Rules beyond one file's schema: buildings that exist, ids that are unique. */
export type Rule<Value> = (value: Value) => Complaint[];

/** Git's name of a text. */
export const blobOf = (text: string): string => {
  const bytes = Buffer.from(text);
  return hash('sha1', Buffer.concat([Buffer.from(`blob ${bytes.length}\0`), bytes]));
};

const SLUG = /^[a-z0-9][a-z0-9-]{0,60}$/;
const idOf = (file: string) => file.replace(/^.*\//, '').replace(/\.md$/, '');
const titleIn = (text: string) => /^(?:title|name)\s*[:：]\s*["']?(.+?)["']?\s*$/m.exec(text.slice(0, 4000))?.[1]?.slice(0, 60);

/** Reads one file. A bad one is reported; its last good version from git stands in for it, else only its title is known. */
export const readEntry = <Schema extends z.ZodType>(
  folder: Folder,
  report: Report,
  file: string,
  schema: Schema,
  rule: Rule<z.output<Schema>> = () => [],
): Entry<z.output<Schema>> | SetAside => {
  const id = idOf(file);
  const attempt = (text: string) => {
    const result = checked(file, text, schema);
    if ('faults' in result) return result;
    const complaints = rule(result.value);
    return complaints.length > 0 ? { faults: complaints.map(result.locate) } : result;
  };

  const text = folder.text(file);
  if (typeof text !== 'string') {
    report.faults.push(text);
  } else if (SLUG.test(id)) {
    const result = attempt(text);
    if (!('faults' in result)) return { id, file, blob: blobOf(text), value: result.value, html: htmlOf(result.body), stale: false };
    report.faults.push(...result.faults);
  } else {
    report.faults.push({ file, line: 1, field: '', message: zhCN.errors.slug(zhCN.content.id) });
    return { file, title: titleIn(text) ?? id };
  }
  for (const earlier of folder.earlier(file)) {
    const result = attempt(earlier);
    if (!('faults' in result)) return { id, file, blob: blobOf(earlier), value: result.value, html: htmlOf(result.body), stale: true };
  }
  return { file, title: (typeof text === 'string' && titleIn(text)) || id };
};

/** Reads every file of one kind under a path. */
export const readEntries = <Schema extends z.ZodType>(
  folder: Folder,
  report: Report,
  path: string,
  schema: Schema,
  rule?: Rule<z.output<Schema>>,
): { entries: Entry<z.output<Schema>>[]; setAside: SetAside[] } => {
  const all = folder.files(path).map((file) => readEntry(folder, report, file, schema, rule));
  return {
    entries: all.filter((one) => 'value' in one),
    setAside: all.filter((one) => 'title' in one),
  };
};
