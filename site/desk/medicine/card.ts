import type { Instant } from '../../../domain/clock.ts';
import type { HomeLine } from './home.ts';

export interface CardView {
  holder: string;
  collectedBy: string;
  collectedAt: Instant;
  out: boolean;
  run?: string | undefined;
  returnedBy?: string | undefined;
  returnedAt?: Instant | undefined;
  door?: string | undefined;
}

/** `/desk/medicine/cards`: who has which card. */
export interface CardsPage {
  holders: readonly { name: string; cards: readonly { home: HomeLine; since: Instant; run?: string | undefined }[] }[];
  page: number;
  more: boolean;
}
