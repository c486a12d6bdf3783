import type { Instant } from '../../domain/clock.ts';
import type { PhoneEntry } from '../../domain/phonebook.ts';
import type { Right } from '../../domain/role.ts';

/** What stands around every page of the desk. */
export interface Shell {
  townName: string;
  phones: readonly PhoneEntry[];
  now: Instant;
  /** Town time minus real time, ms. */
  clockOffset: number;
  /** Who works here, as what, and where; nothing on the pages before the door. */
  who?: string | undefined;
  rights: readonly Right[];
  /** Requests past their due date, and urgent ones that nobody has taken. */
  overdue: number;
  urgent: number;
  /** When the newest of these came in, real time; 0 where there is none. */
  newestUrgent: number;
  /** Sentences that every lead sees. */
  alerts: readonly string[];
  /** What was just done, and what was refused. */
  said?: string | undefined;
  fault?: string | undefined;
}
