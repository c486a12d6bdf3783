import { resolve } from 'node:path';
import { clockOffset, type Instant } from '../domain/clock.ts';
import { zhCN } from '../domain/words/index.ts';
import { readCatalogue } from './catalogue/catalogue.ts';
import { said } from './catalogue/said.ts';
import type { Edition } from './portal.ts';

/** What a build is told by its environment. */
type Told = Readonly<Record<string, string | undefined>>;

/** What the pages are told of the machine: its public address, the town's clock. @param started the real moment at which that clock began */
export const settingOf = ({ SITE_URL = '', PORTAL_CLOCK }: Told, clock: string | undefined, started: Instant) => ({
  url: SITE_URL.replace(/\/+$/, ''),
  clockOffset: clockOffset(PORTAL_CLOCK ?? clock, started),
});

/**
 * The edition of a whole build: all of the content folder, for the moment at which the build began.
 * `PORTAL_MOMENT` (real time, ms) says another moment, for a build that is to be compared.
 * @throws Error where there is no committee: an empty town would take every page away
 */
export const editionOf = (told: Told): Edition => {
  const root = resolve(told['CONTENT_DIR'] ?? 'content');
  const started = told['PORTAL_MOMENT'] ? Number(told['PORTAL_MOMENT']) : Date.now();
  const { town, committees, faults } = readCatalogue(root);
  if (committees.length === 0) throw new Error(zhCN.errors.noTown(root));
  for (const fault of faults) console.warn(said(fault));
  const setting = settingOf(told, town.clock, started);
  return {
    town,
    committees,
    drawnCommittees: new Map(committees.map((committee) => [committee.id, committee])),
    drawnPlaces: new Map(
      committees.flatMap((committee) =>
        committee.compounds.map((compound) => [`${committee.id}/${compound.id}`, { committee, compound }] as const),
      ),
    ),
    setting,
    now: started + setting.clockOffset,
  };
};
