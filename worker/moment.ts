import type { Instant } from '../domain/clock.ts';
import type { Sheet } from '../domain/sheet.ts';

/** Now, on both clocks: the town's for what the town does, the real one for locks, limits and the purge. */
export interface Moment {
  town: Instant;
  real: Instant;
}

/** The moment `real` on both clocks. @param clockOffset town time minus real time, ms */
export const momentIn = (clockOffset: number, real: Instant): Moment => ({ real, town: real + clockOffset });

export const momentOf = ({ town: { clockOffset } }: Sheet, real: Instant): Moment => momentIn(clockOffset, real);
