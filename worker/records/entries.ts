import type { Source } from '../../domain/status.ts';
import { type Hand, RESIDENT } from './events.ts';

/** How a record comes in: who enters it, and what it reached us by. */
export interface Entry {
  hand: Hand;
  source: Source;
  /** The finished request that it repeats. */
  repeats?: string | undefined;
  /** It was said to be no other, however alike: only the same form sent again is the same. */
  apart?: boolean | undefined;
}

/** What a resident sends himself, on the portal's pages. */
export const FROM_WEB: Entry = { hand: RESIDENT, source: 'web' };
