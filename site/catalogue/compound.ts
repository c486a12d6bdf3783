import type { Building, Kind } from '../../domain/address.ts';
import { type CompoundFile, compoundFile, type Place, type Status } from '../../domain/compound.ts';
import { byUrgencyAndAge } from '../../domain/notice.ts';
import type { PhoneEntry } from '../../domain/phonebook.ts';
import { type Post, postFile, postOf } from '../../domain/post.ts';
import { roundFile } from '../../domain/round-file.ts';
import { type Round, roundOf } from '../../domain/round.ts';
import { type Supply, supplyFile, supplyOf } from '../../domain/supply.ts';
import { zhCN } from '../../domain/words/index.ts';
import { type Entry, type Report, readEntries, readEntry, type SetAside } from './entry.ts';
import type { Folder } from './folder.ts';
import { initialsOf, pinyinOf } from './initials.ts';
import { type PublishedNotice, readNotices, type WithdrawnNotice } from './notices.ts';
import { compoundRule, postRule, roundRule, supplyRule } from './rules.ts';

/** Where a published entry comes from: its file under the content folder, and git's name of the bytes that are shown. */
export interface Origin {
  file: string;
  blob: string;
}

/** `stale`: the newest text of it was set aside, an earlier one stands. */
export type Published<Value> = Value & Origin & { stale: boolean; path: string };

/** What lists say of a compound. */
export interface Listed {
  id: string;
  /** `/mingdu/xibu-mingdu-huayuan/` */
  path: string;
  name: string;
  kind: Kind;
  initials: string;
  pinyin: string;
  status: Status;
}

/** A compound with everything that is published for it. */
export interface Compound extends Listed {
  address?: string | undefined;
  households?: number | undefined;
  residents?: number | undefined;
  stale: boolean;
  phones: readonly PhoneEntry[];
  buildings: readonly Building[];
  points: readonly Place[];
  gates: readonly Place[];
  route: readonly string[];
  /** What a round asks for where it says nothing itself. */
  bring: readonly string[];
  html: string;
  notices: readonly PublishedNotice[];
  withdrawn: readonly WithdrawnNotice[];
  rounds: readonly Published<Round>[];
  supplies: readonly Published<Supply>[];
  posts: readonly Published<Post>[];
  setAside: readonly SetAside[];
}

const between = ([x1, y1]: readonly [number, number], [x2, y2]: readonly [number, number], part: number): [number, number] => [
  Math.round(x1 + (x2 - x1) * part),
  Math.round(y1 + (y2 - y1) * part),
];

/** One building for each id of a group; those of a row stand evenly between its two ends. */
const buildingsOf = (kind: Kind, groups: CompoundFile['buildings']): Building[] =>
  groups.flatMap(({ ids, name, position, row, ...each }) =>
    ids.map((id, at) => {
      const [start, end] = row ?? [];
      const inRow = start && end ? between(start, end, ids.length > 1 ? at / (ids.length - 1) : 0.5) : undefined;
      return { ...each, id, name: name && ids.length === 1 ? name : zhCN.places.named[kind](id), position: position ?? inRow };
    }),
  );

const publishedAt = <Value extends { id: string }>(
  value: Value,
  { stale, file, blob }: Entry<unknown>,
  base: string,
): Published<Value> => ({
  ...value,
  ...{ stale, file, blob },
  path: `${base}${value.id}/`,
});

/** Reads a compound's folder; a compound whose own file is beyond repair is set aside whole. */
export const readCompound = (folder: Folder, report: Report, committee: string, id: string): Compound | SetAside => {
  const at = `${committee}/${id}`;
  const own = readEntry(folder, report, `${at}/compound.md`, compoundFile, compoundRule);
  if (!('value' in own)) return own;
  const { buildings: groups, points = [], gates = [], route = [], bring = [], phones = [], pinyin, ...file } = own.value;
  const path = `/${at}/`;
  const site = { kind: file.kind, buildings: buildingsOf(file.kind, groups) };
  const notices = readNotices(folder, report, at);
  const rounds = readEntries(
    folder,
    report,
    `${at}/samplings`,
    roundFile,
    roundRule(
      site,
      [...points, ...gates].map((stop) => stop.id),
    ),
  );
  const supplies = readEntries(folder, report, `${at}/supplies`, supplyFile, supplyRule(site));
  const posts = readEntries(folder, report, `${at}/posts`, postFile, postRule);
  return {
    ...file,
    ...site,
    id,
    path,
    points,
    gates,
    route,
    bring,
    phones,
    initials: pinyin ?? initialsOf(file.name),
    pinyin: pinyinOf(file.name),
    html: own.html,
    stale: own.stale,
    notices: [...notices.entries].sort(byUrgencyAndAge),
    withdrawn: notices.withdrawn,
    rounds: rounds.entries.map((entry) => publishedAt(roundOf(entry.id, entry.value, entry.html, bring), entry, `${path}samplings/`)),
    supplies: supplies.entries.map((entry) => publishedAt(supplyOf(entry.id, entry.value, entry.html), entry, `${path}supplies/`)),
    posts: posts.entries.map((entry) => publishedAt(postOf(entry.id, entry.value, entry.html), entry, `${path}posts/`)),
    setAside: [...notices.setAside, ...rounds.setAside, ...supplies.setAside, ...posts.setAside],
  };
};
