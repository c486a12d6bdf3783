import type { SlotKind } from '../../domain/slot.ts';

/** Something that can be signed up for. */
export interface Offer {
  href: string;
  kind: SlotKind;
  title: string;
  when: string;
  /** All who did not cancel; who has one building sees his own. */
  signedUp: number;
  ticked: number;
  late: number;
  /** Absent for who has one building: they are the compound's. */
  places?: number | undefined;
  over: boolean;
}

/** What all pages of one distribution, round or post say of it. */
export interface OfferHead {
  title: string;
  compound: string;
  /** The address of its list; those of its other pages begin with it. */
  base: string;
}
