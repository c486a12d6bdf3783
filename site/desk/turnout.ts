import type { FormState } from '../../domain/form.ts';
import type { Paging } from './paging.ts';
import type { PaperSheet, PaperView } from './paper.ts';
import type { Way } from './way.ts';

export interface TurnoutRow {
  building: string;
  name: string;
  expected: string;
  came: string;
}

/** A household that said itself that a round passed it by. */
export interface MissedDoor {
  href: string;
  door: string;
  people: string;
  done: boolean;
}

/** `/desk/turnout/…`: how many came. */
export interface TurnoutPage {
  title: string;
  compound: string;
  base: string;
  batches: readonly (Way & { said: string })[];
  total: string;
  missing: readonly { name: string; missing: number; expected: number; came: number }[];
  missingTotal: number;
  /** Households that said so themselves. */
  doors: readonly MissedDoor[];
  batch?: { id: string; title: string; rows: readonly TurnoutRow[]; form: FormState; paging: Paging; page: number } | undefined;
}

/** `/desk/turnout/…/missing`: the make-up list on paper. */
export type MissingPage = PaperView<{ name: string; expected: number; came: number; missing: number }> & {
  doors: readonly PaperSheet<MissedDoor>[];
};
