import type { Instant } from '../../domain/clock.ts';
import type { ListedCommittee } from '../catalogue/catalogue.ts';
import type { Listed } from '../catalogue/compound.ts';
import type { SetAside } from '../catalogue/entry.ts';
import type { Fault } from '../catalogue/file.ts';
import type { Removals } from '../catalogue/removals.ts';
import { currentName, type Entry, type Hash, readJson, readRelease } from './release.ts';

/** What is remembered of a compound between two publications: what lists say, and when it must be drawn again. */
export interface CompoundMemory {
  listed?: Listed | undefined;
  aside?: SetAside | undefined;
  faults: Fault[];
  due: Instant;
  /** The list of its pages. */
  pages: Hash;
  /** Its file for the worker, where it has one. */
  sheet?: Entry | undefined;
}

/** What is remembered of a committee. */
export interface CommitteeMemory {
  /** When its own pages must be drawn again; `due` is when its compounds must, too. */
  ownDue: Instant;
  /** What lists say of it; one that can't be published is set aside instead. */
  listed?: Omit<ListedCommittee, 'compounds'> | undefined;
  aside?: SetAside | undefined;
  faults: Fault[];
  due: Instant;
  /** Its own pages, by their path under its folder. */
  files: Readonly<Record<string, Entry>>;
  compounds: Record<string, CompoundMemory>;
}

/** What a release was drawn from: whether another one differs is told by comparing. */
export interface Grounds {
  commit: string;
  /** The compiled templates. */
  templates: string;
  url: string;
  clockOffset: number;
  /** The moment, in town time, that it was drawn for. */
  now: Instant;
}

/** Where a committee's part of a release lies. */
export interface CommitteePages {
  memory: Hash;
  /** The list of its pages. */
  listing: Hash;
  /** The list of what the worker reads of its compounds. */
  sheets: Hash;
}

/** What is remembered of the town; a committee's part is kept by its content, for most of them stay as they are. */
export interface TownMemory extends Grounds {
  /** When everything must be drawn again. */
  due: Instant;
  /** When the town's own pages must. */
  ownDue: Instant;
  files: Readonly<Record<string, Entry>>;
  /** Nothing in the memory of an older publisher. */
  removals?: Removals;
  committees: Record<string, CommitteePages>;
}

/** A release, as far as the next one is drawn from it. */
export interface Last {
  name: string;
  town: TownMemory;
  committees: ReadonlyMap<string, CommitteeMemory>;
}

/** What is remembered of the release that is live; nothing before the first one. */
export const lastRelease = (store: string): Last | undefined => {
  const name = currentName(store);
  if (name === undefined) return undefined;
  const town: TownMemory = readJson(store, readRelease(store, name).memory);
  const committees = Object.entries(town.committees).map(([id, { memory }]): [string, CommitteeMemory] => [id, readJson(store, memory)]);
  return { name, town, committees: new Map(committees) };
};
