import { type CommitteeFile, committeeFile, type TownFile, townFile } from '../../domain/town.ts';
import type { Service } from '../../domain/service.ts';
import { zhCN } from '../../domain/words/index.ts';
import { type Compound, type Listed, readCompound } from './compound.ts';
import { type Report, readEntry, type SetAside } from './entry.ts';
import type { Fault } from './file.ts';
import { filesUnder, type Folder, openFolder } from './folder.ts';
import { initialsOf } from './initials.ts';
import { misplaced } from './misplaced.ts';
import { type PublishedNotice, readNotices, type WithdrawnNotice } from './notices.ts';
import { readCommitteeServices, readTownServices } from './services.ts';

/** What lists say of a committee, and of its compounds. */
export interface ListedCommittee {
  id: string;
  /** `/mingdu/` */
  path: string;
  name: string;
  initials: string;
  compounds: readonly Listed[];
}

export interface Committee extends ListedCommittee, Omit<CommitteeFile, 'pinyin' | 'name'> {
  stale: boolean;
  html: string;
  notices: readonly PublishedNotice[];
  withdrawn: readonly WithdrawnNotice[];
  services: readonly Service[];
  setAside: readonly SetAside[];
}

/** A committee with its compounds in full. */
export interface WholeCommittee extends Committee {
  compounds: readonly Compound[];
}

export interface Town extends Omit<TownFile, 'keep' | 'holidays' | 'worked'> {
  html: string;
  keep: { signups: number; requests: number };
  calendar: { holidays: readonly string[]; worked: readonly string[] };
  notices: readonly PublishedNotice[];
  withdrawn: readonly WithdrawnNotice[];
  services: readonly Service[];
  setAside: readonly SetAside[];
}

/** Everything that is published, and what was set aside. */
export interface Catalogue {
  town: Town;
  committees: readonly WholeCommittee[];
  faults: readonly Fault[];
}

/** First path segments that the portal itself uses. */
export const RESERVED = [
  'notices',
  'services',
  'signups',
  'requests',
  'r',
  'api',
  'desk',
  'answers',
  'catalogue',
  'privacy',
  'en',
  '_astro',
  '404',
];

const SLUG = /^[a-z0-9][a-z0-9-]{0,40}$/;
const KEEP = { signups: 7, requests: 30 };

/** Reads what is for the whole town. */
export const readTown = (folder: Folder, report: Report): Town => {
  const entry = readEntry(folder, report, 'town.md', townFile);
  const { entries: notices, setAside, withdrawn } = readNotices(folder, report, '');
  const { services, setAside: badServices } = readTownServices(folder, report);
  const shared = { notices, withdrawn, services, setAside: [...setAside, ...badServices] };
  // Without its town file the town has no name and no clock, but its compounds stay up.
  if (!('value' in entry))
    return { ...shared, name: entry.title, phones: [], html: '', keep: KEEP, calendar: { holidays: [], worked: [] } };
  const { keep = KEEP, holidays = [], worked = [], ...file } = entry.value;
  return { ...file, ...shared, html: entry.html, keep, calendar: { holidays, worked } };
};

/** The folders under the town's or a committee's that hold what their names say: those that can't are reported. */
export const foldersOf = (folder: Folder, report: Report, at: string): string[] =>
  folder.folders(at).filter((name) => {
    if (name === 'notices' || name === 'services') return false;
    const reserved = at === '' && RESERVED.includes(name);
    if (!reserved && SLUG.test(name)) return true;
    const message = reserved ? zhCN.errors.reserved(name) : zhCN.errors.slug(zhCN.content.id);
    report.faults.push({ file: at ? `${at}/${name}` : name, line: 1, field: '', message });
    return false;
  });

/** Reads what is a committee's own, without its compounds; one whose file is beyond repair is set aside whole. */
export const readCommittee = (folder: Folder, report: Report, id: string, town: Town): Committee | SetAside => {
  const own = readEntry(folder, report, `${id}/committee.md`, committeeFile);
  if (!('value' in own)) return own;
  const { pinyin, ...file } = own.value;
  const notices = readNotices(folder, report, id);
  const services = readCommitteeServices(folder, report, id, town.services);
  return {
    ...file,
    id,
    path: `/${id}/`,
    initials: pinyin ?? initialsOf(file.name),
    html: own.html,
    stale: own.stale,
    notices: notices.entries,
    withdrawn: notices.withdrawn,
    services: services.services,
    compounds: [],
    setAside: [...notices.setAside, ...services.setAside],
  };
};

const readWhole = (folder: Folder, report: Report, id: string, town: Town): WholeCommittee | SetAside => {
  const committee = readCommittee(folder, report, id, town);
  if ('title' in committee) return committee;
  const compounds = foldersOf(folder, report, id).map((name) => readCompound(folder, report, id, name));
  return {
    ...committee,
    compounds: compounds.filter((one) => 'rounds' in one),
    setAside: [...committee.setAside, ...compounds.filter((one) => 'title' in one)],
  };
};

/** Reads a content folder once: checked, typed, with the list of what was set aside. @param root the folder */
export const readCatalogue = (root: string): Catalogue => {
  const folder = openFolder(root);
  const report: Report = { faults: [] };
  const town = readTown(folder, report);
  const all = foldersOf(folder, report, '').map((name) => readWhole(folder, report, name, town));
  return {
    town: { ...town, setAside: [...town.setAside, ...all.filter((one) => 'title' in one)] },
    committees: all.filter((one) => 'compounds' in one),
    faults: [...report.faults, ...misplaced(filesUnder(folder))],
  };
};
