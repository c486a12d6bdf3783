import { HOUR, type Instant } from './clock.ts';

/** What a place can be signed up for: a distribution's slot, a post's shift, a round's batch. */
export const SLOT_KINDS = ['supply', 'post', 'sampling'] as const;
export type SlotKind = (typeof SLOT_KINDS)[number];

/** One time and place with room for so many. `capacity` is absent where nobody has to sign up. */
export interface Slot {
  /** `supply/rice-0416/s1`: unique within its compound, and the key of its counter. */
  key: string;
  kind: SlotKind;
  /** The file that announces it: the distribution, post or round. */
  of: string;
  id: string;
  title: string;
  startsAt: Instant;
  endsAt: Instant;
  place: string;
  capacity?: number | undefined;
  /** From when it can be signed up for; absent where it always could. */
  opensAt?: Instant | undefined;
  /** Whose turn it is; absent where everybody may come. */
  buildings?: readonly string[] | undefined;
  /** The round's weather plan that a batch belongs to; absent for the others. */
  plan?: 'fine' | 'rainy' | undefined;
}

export const slotKey = (kind: SlotKind, of: string, id: string): string => `${kind}/${of}/${id}`;

/** Whether it is too early to sign up for a slot. @param now town time */
export const isEarly = ({ opensAt = 0 }: Pick<Slot, 'opensAt'>, now: Instant): boolean => now < opensAt;

/** Whether a slot is another time or place than it was when somebody signed up for it. */
export const hasMoved = (
  was: Pick<Slot, 'startsAt' | 'endsAt' | 'place'>,
  { startsAt, endsAt, place }: Pick<Slot, 'startsAt' | 'endsAt' | 'place'>,
): boolean => was.startsAt !== startsAt || was.endsAt !== endsAt || was.place !== place;

/** What the desk changed since the file was published. */
export interface Adjustment {
  closed: boolean;
  /** Places added to, or taken from, what the file says. */
  places: number;
}

/** Places left, never below zero. A closed slot has none. */
export const placesLeft = (capacity: number, taken: number, adjustment?: Adjustment): number =>
  adjustment?.closed ? 0 : Math.max(0, capacity + (adjustment?.places ?? 0) - taken);

/** Cancelling within two hours of the start is marked late: somebody else can hardly take the place. */
export const LATE_CANCEL = 2 * HOUR;
export const isLateCancel = (startsAt: Instant, now: Instant): boolean => now > startsAt - LATE_CANCEL;
