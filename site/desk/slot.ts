import type { FormState } from '../../domain/form.ts';
import type { LineView } from './line.ts';
import type { OfferHead } from './offer.ts';
import type { Option } from './option.ts';
import type { Way } from './way.ts';

/** A slot that people are in and that is not what it was: gone, or moved. */
export interface SlotAlarm {
  href?: string | undefined;
  title: string;
  count: number;
}

/** `/desk/slots/…`: the slots of a distribution, round or post. */
export interface SlotsPage extends OfferHead {
  slots: readonly (Way & { room: string; closed: boolean })[];
  gone: readonly SlotAlarm[];
}

/** `/desk/slots/…/:slot`: one of them. */
export interface SlotPage extends OfferHead {
  slot: string;
  here: string;
  /** All slots of the same. */
  slots: string;
  room?: string | undefined;
  /** How it may be changed; absent where git knows it no more. */
  change?:
    | {
        form: FormState;
        published: number;
        total: string;
        closed: boolean;
        was: string;
        note?: string | undefined;
        by?: string | undefined;
      }
    | undefined;
  /** Those who were signed up for another time or place and have to be told. */
  untold: readonly (LineView & { now: string })[];
  untoldTotal: number;
  calls?: string | undefined;
  /** Those who have no slot any more, and where they can go. */
  stranded?: { lines: readonly LineView[]; total: number; targets: readonly Option[]; form: FormState } | undefined;
}
