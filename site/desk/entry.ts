import type { FormState } from '../../domain/form.ts';
import type { Sheet } from '../../domain/sheet.ts';
import type { OfferHead } from './offer.ts';
import type { Option } from './option.ts';

/** `…/entry`: signing somebody up who called or came. */
export interface SignupEntryPage extends OfferHead {
  sheet: Sheet;
  form: FormState;
  slots: readonly Option[];
  overrule: boolean;
}
