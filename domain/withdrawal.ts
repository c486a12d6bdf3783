import { DAY, type Instant } from './clock.ts';
import type { Notice } from './notice.ts';

/** How many days a withdrawn notice's page says so, and how many the lists do. */
export const WITHDRAWN_KEPT = 30;
const WITHDRAWN_LISTED = 3;

/** A notice that was taken back: its page says that, and when, and nothing of what it had said. */
export interface Withdrawal extends Pick<Notice, 'id' | 'title' | 'level' | 'issuedAt' | 'validUntil'> {
  /** Real time at which it was taken back; the town's clock may be another. */
  removedAt: Instant;
}

/** A withdrawal in town time. */
export type Withdrawn<Each extends Withdrawal> = Each & { withdrawnAt: Instant; listedUntil: Instant; keptUntil: Instant };

/**
 * The withdrawals in town time, the latest first: only of notices that still held, for what had expired misled nobody.
 * @param clockOffset town time minus real time, ms
 */
export const withdrawnIn = <Each extends Withdrawal>(withdrawals: readonly Each[], clockOffset: number): Withdrawn<Each>[] =>
  withdrawals
    .map((one) => {
      const withdrawnAt = one.removedAt + clockOffset;
      const [listedUntil, keptUntil] = [withdrawnAt + WITHDRAWN_LISTED * DAY, withdrawnAt + WITHDRAWN_KEPT * DAY];
      return { ...one, withdrawnAt, listedUntil, keptUntil };
    })
    .filter(({ withdrawnAt, validUntil }) => withdrawnAt < validUntil)
    .sort((one, other) => other.withdrawnAt - one.withdrawnAt || (one.id < other.id ? -1 : 1));
