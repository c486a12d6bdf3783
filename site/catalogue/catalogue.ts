import { type CommitteeFile, committeeFile, type TownFile, townFile } from '../../domain/town.ts';
import type { Service } from '../../domain/service.ts';
import { zhCN } from '../../domain/words/index.ts';
import { type Compound, type Listed, readCompound } from './compound.ts';
import { type Report, readEntry, type SetAside } from './entry.ts';
import type { Fault } from './file.ts';
import { type Folder, openFolder } from './folder.ts';
import { initialsOf } from './initials.ts';
import { type PublishedNotice, readNotices } from './notices.ts';
import { readCommitteeServices, readTownServices } from './services.ts';

export interface Committee extends Omit<CommitteeFile, 'pinyin'> {
  id: string;
  /** `/mingdu/` */
  path: string;
  initials: string;
  stale: boolean;
  html: string;
  notices: readonly PublishedNotice[];
  services: readonly Service[];
  compounds: readonly Listed[];
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

const readTown = (folder: Folder, report: Report): Town => {
  const entry = readEntry(folder, report, 'town.md', townFile);
  const { entries: notices, setAside } = readNotices(folder, report, '');
  const { services, setAside: badServices } = readTownServices(folder, report);
  const shared = { notices, services, setAside: [...setAside, ...badServices] };
  // Without its town file the town has no name and no clock, but its compounds stay up.
  if (!('value' in entry))
    return { ...shared, name: entry.title, phones: [], html: '', keep: KEEP, calendar: { holidays: [], worked: [] } };
  const { keep = KEEP, holidays = [], worked = [], ...file } = entry.value;
  return { ...file, ...shared, html: entry.html, keep, calendar: { holidays, worked } };
};

const readCommittee = (folder: Folder, report: Report, id: string, town: Town): WholeCommittee | SetAside => {
  const own = readEntry(folder, report, `${id}/committee.md`, committeeFile);
  if (!('value' in own)) return own;
  const { pinyin, ...file } = own.value;
  const notices = readNotices(folder, report, id);
  const services = readCommitteeServices(folder, report, id, town.services);
  const compounds: Compound[] = [];
  const setAside = [...notices.setAside, ...services.setAside];
  for (const name of folder.folders(id)) {
    if (name === 'notices' || name === 'services') continue;
    if (!SLUG.test(name)) {
      report.faults.push({ file: `${id}/${name}`, line: 1, field: '', message: zhCN.errors.slug(zhCN.content.id) });
      continue;
    }
    const compound = readCompound(folder, report, id, name);
    if ('title' in compound) setAside.push(compound);
    else compounds.push(compound);
  }
  return {
    ...file,
    id,
    path: `/${id}/`,
    initials: pinyin ?? initialsOf(file.name),
    html: own.html,
    stale: own.stale,
    notices: notices.entries,
    services: services.services,
    compounds,
    setAside,
  };
};

/** Markdown files in places where nothing is read, so that a notice in a wrong folder is not silently lost. */
const misplaced = (folder: Folder): Fault[] => {
  const KNOWN = [
    /^town\.md$/,
    /^(notices|services)\/[^/]+\.md$/,
    /^[^/]+\/committee\.md$/,
    /^[^/]+\/(notices|services)\/[^/]+\.md$/,
    /^[^/]+\/[^/]+\/compound\.md$/,
    /^[^/]+\/[^/]+\/(notices|samplings|supplies|posts)\/[^/]+\.md$/,
  ];
  const walk = (path: string): string[] => [
    ...folder.files(path),
    ...folder.folders(path).flatMap((name) => walk(path ? `${path}/${name}` : name)),
  ];
  return walk('')
    .filter((file) => !KNOWN.some((known) => known.test(file)))
    .map((file) => ({ file, line: 1, field: '', message: zhCN.errors.misplaced }));
};

/** Reads a content folder once: checked, typed, with the list of what was set aside. @param root the folder */
export const readCatalogue = (root: string): Catalogue => {
  const folder = openFolder(root);
  const report: Report = { faults: [] };
  const town = readTown(folder, report);
  const committees: WholeCommittee[] = [];
  const setAside = [...town.setAside];
  for (const name of folder.folders('')) {
    if (name === 'notices' || name === 'services') continue;
    if (RESERVED.includes(name) || !SLUG.test(name)) {
      const message = RESERVED.includes(name) ? zhCN.errors.reserved(name) : zhCN.errors.slug(zhCN.content.id);
      report.faults.push({ file: name, line: 1, field: '', message });
      continue;
    }
    const committee = readCommittee(folder, report, name, town);
    if ('title' in committee) setAside.push(committee);
    else committees.push(committee);
  }
  return { town: { ...town, setAside }, committees, faults: [...report.faults, ...misplaced(folder)] };
};
