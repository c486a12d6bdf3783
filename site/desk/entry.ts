import type { FormState } from '../../domain/form.ts';
import type { Sheet } from '../../domain/sheet.ts';
import type { OfferHead } from './offer.ts';
import type { Option } from './option.ts';
import type { TwinLine } from './twin.ts';

/** `…/entry`: signing somebody up who called or came. */
export interface SignupEntryPage extends OfferHead {
  sheet: Sheet;
  form: FormState;
  slots: readonly Option[];
  overrule: boolean;
}

/** `/desk/entry`: where, then what for. */
export interface EntryStartPage {
  /** The place that was chosen; nothing while there is a choice. */
  place?: { name: string; services: readonly { href: string; title: string; paused?: string | undefined }[] } | undefined;
  places: readonly { committee: string; options: readonly { href: string; label: string }[] }[];
  several: boolean;
}

/** `/desk/entry/:committee/:compound/:service` */
export interface RequestEntryPage {
  sheet: Sheet;
  service: string;
  form: FormState;
  twins: readonly TwinLine[];
  /** Whether a twin can be opened from here. */
  records: boolean;
}
