import type { Site } from './address.ts';
import type { Stops } from './naming.ts';
import type { PhoneEntry } from './phonebook.ts';
import type { Service } from './service.ts';
import type { RoundOutline } from './round-outline.ts';
import type { Slot } from './slot.ts';
import type { Calendar } from './workday.ts';

/** Where something belongs: on every row and in every address. */
export interface Whereabouts {
  town: string;
  committee: string;
  compound: string;
}

/**
 * What the worker knows of a compound: one JSON file that the build writes beside the pages
 * (`/catalogue/<committee>/<compound>.json`), so that Markdown and worker can't disagree.
 */
export interface Sheet extends Site, Stops {
  town: {
    name: string /** The portal's public address, `SITE_URL`, without a slash at its end; empty where the build was not told. */;
    url: string;
    keep: { signups: number; requests: number };
    calendar: Calendar /** Town time minus real time, ms. */;
    clockOffset: number;
  };
  committee: { id: string; name: string };
  compound: { id: string; name: string };
  phones: readonly PhoneEntry[];
  /** What a round asks for where it says nothing itself. */
  bring: readonly string[];
  slots: readonly Slot[];
  /** Every round with its batches, also those that nobody signs up for: what the turnout is counted by. */
  rounds: readonly RoundOutline[];
  /** Services without the text of their page. */
  services: readonly Omit<Service, 'html'>[];
}

/** Where everything that a compound's people send belongs. */
export const whereaboutsOf = ({ town, committee, compound }: Sheet): Whereabouts => ({
  town: town.name,
  committee: committee.id,
  compound: compound.id,
});
