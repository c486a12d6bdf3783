import type { Instant } from '../domain/clock.ts';
import type { Committee, ListedCommittee, Town } from './catalogue/catalogue.ts';
import type { Compound } from './catalogue/compound.ts';
import type { Setting } from './catalogue/sheet.ts';
import { editionOf } from './edition.ts';

/** A compound and the committee it belongs to: what most pages are about. */
export interface Place {
  committee: Committee;
  compound: Compound;
}

/** What pages are drawn from: the whole town as lists show it, and in full what is to be drawn. */
export interface Edition {
  town: Town;
  /** All of them, with what lists say of their compounds. */
  committees: readonly ListedCommittee[];
  /** By id: the committees whose pages are drawn. */
  drawnCommittees: ReadonlyMap<string, Committee>;
  /** By `committee/compound`: the compounds whose pages are drawn. */
  drawnPlaces: ReadonlyMap<string, Place>;
  setting: Setting;
  /** The moment, in town time, that the pages are drawn for. */
  now: Instant;
}

// A build draws one edition; a machine that publishes draws one after the other with the same templates.
export let town: Town;
export let committees: Edition['committees'];
export let drawnCommittees: Edition['drawnCommittees'];
export let drawnPlaces: Edition['drawnPlaces'];
export let setting: Setting;
export let now: Instant;

/** From here on pages are drawn from `edition`. */
export const show = (edition: Edition): void => {
  ({ town, committees, drawnCommittees, drawnPlaces, setting, now } = edition);
};

// Templates are compiled without a town. Pages drawn on demand may not import this: the Worker has no files.
if (!import.meta.env.TEMPLATES) show(editionOf(process.env));
