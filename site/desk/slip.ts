import type { PhoneEntry } from '../../domain/phonebook.ts';
import type { Sheet } from '../../domain/sheet.ts';

/** `/desk/signups/:id/slip` */
export interface SignupSlipPage {
  id: string;
  title: string;
  door: string;
  slot: string;
  place: string;
  code: string;
  url: string;
  phones: Sheet['phones'];
}

/** `/desk/requests/:id/slip` */
export interface RequestSlipPage {
  id: string;
  title: string;
  place: string;
  asked: string;
  state: string;
  next: string;
  due?: string | undefined;
  code: string;
  url: string;
  call: readonly PhoneEntry[];
  others: readonly { href: string; code: string }[];
  /** The record can be opened; a building head has only its slip. */
  record: boolean;
}
