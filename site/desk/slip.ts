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
