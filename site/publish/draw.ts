import type { Instant } from '../../domain/clock.ts';
import { withdrawnIn } from '../../domain/withdrawal.ts';
import type { Committee, Town } from '../catalogue/catalogue.ts';
import { type Compound, type Listed, readCompound } from '../catalogue/compound.ts';
import type { Report, SetAside } from '../catalogue/entry.ts';
import type { Fault } from '../catalogue/file.ts';
import type { Folder } from '../catalogue/folder.ts';
import type { Setting } from '../catalogue/sheet.ts';
import type { Edition } from '../portal.ts';
import type { Drawn, Level } from '../templates.ts';
import { dueAfter } from './due.ts';
import { fetchFolders, type Source } from './folder.ts';
import type { Keeper } from './keeper.ts';
import type { Entry } from './release.ts';

/** The compiled templates. */
export interface Templates {
  show: (edition: Edition) => void;
  drawPages: (level: Level) => AsyncGenerator<Drawn>;
}

/** What all pages of a publication are drawn with. */
export interface Occasion {
  town: Town;
  setting: Setting;
  now: Instant;
}

/** Files by their path. */
export type Files = Readonly<Record<string, Entry>>;

/** A compound to be drawn, and how its files lie since the last time. */
export interface Wanted {
  id: string;
  before: Files;
}

/** A compound after it was drawn. */
export interface DrawnCompound {
  id: string;
  /** What lists say of it; a compound that can't be published is set aside instead, and has no pages. */
  listed?: Listed | undefined;
  aside?: SetAside | undefined;
  faults: Fault[];
  /** When it must be drawn again. */
  due: Instant;
  files: Files;
}

/** One committee's compounds to draw. */
export interface Order {
  committee: Committee;
  compounds: readonly Wanted[];
}

/** What was drawn, or why it could not be; `written` counts files. */
export interface Delivery {
  drawn: DrawnCompound[];
  written: number;
}

const NOBODY = { committees: [], drawnCommittees: new Map(), drawnPlaces: new Map() } satisfies Partial<Edition>;

/** Draws the pages of one level from an edition. */
export const drawLevel = async (
  templates: Templates,
  level: Level,
  edition: Partial<Edition> & Occasion,
): Promise<Map<string, Uint8Array>> => {
  const files = new Map<string, Uint8Array>();
  templates.show({ ...NOBODY, ...edition });
  for await (const { file, bytes } of templates.drawPages(level)) files.set(file, bytes);
  return files;
};

const listedOf = ({ id, path, name, kind, initials, pinyin, status }: Compound): Listed => ({
  ...{ id, path, name, kind, initials, pinyin, status },
});

const FOLDERS = ['notices', 'samplings', 'supplies', 'posts'];

/** The files of a compound, fetched from git. */
export const fetchCompound = (source: Source, committee: string, id: string): Promise<Folder> => {
  const at = `${committee}/${id}`;
  return fetchFolders(source, [at, ...FOLDERS.map((name) => `${at}/${name}`)]);
};

/** Reads compounds of a committee and draws all their pages. Nothing of them is kept in memory: a city's would fill two gigabytes. */
export const deliver = async (
  templates: Templates,
  keeper: Keeper,
  source: Source,
  occasion: Occasion,
  { committee, compounds }: Order,
): Promise<Delivery> => {
  const before = keeper.written();
  const drawn: DrawnCompound[] = [];
  const fetched = (wanted: Wanted | undefined) => wanted && fetchCompound(source, committee.id, wanted.id);
  let next = fetched(compounds[0]);
  for (const [at, wanted] of compounds.entries()) {
    const folder = await next;
    // While one is drawn git looks up the other.
    next = fetched(compounds[at + 1]);
    if (folder) drawn.push(await drawCompound(templates, keeper, folder, occasion, committee, wanted));
  }
  return { drawn, written: keeper.written() - before };
};

const drawCompound = async (
  templates: Templates,
  keeper: Keeper,
  folder: Folder,
  occasion: Occasion,
  committee: Committee,
  { id, before }: Wanted,
): Promise<DrawnCompound> => {
  const report: Report = { faults: [] };
  const compound = readCompound(folder, report, committee.id, id);
  const { faults } = report;
  const { clockOffset } = occasion.setting;
  const dueOf = (value: unknown) => dueAfter(occasion.now, value, clockOffset !== 0);
  if ('title' in compound) return { id, aside: compound, faults, due: dueOf(compound), files: {} };
  const due = dueOf([compound, withdrawnIn(compound.withdrawn, clockOffset)]);
  const drawnPlaces = new Map([[`${committee.id}/${id}`, { committee, compound }]]);
  const files = keeper.putFiles(await drawLevel(templates, 'compound', { ...occasion, drawnPlaces }), before);
  return { id, listed: listedOf(compound), faults, due, files };
};
