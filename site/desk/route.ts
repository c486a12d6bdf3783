import type { Paging } from './paging.ts';
import type { PaperView } from './paper.ts';

export interface Stop {
  door: string;
  name: string;
  phone: string;
  urgent: boolean;
  due: string;
  tag: string;
  answers: readonly { label: string; text: string }[];
}

/** `/desk/routes/…`: whom a team visits, door after door. */
export interface RoutePage extends PaperView<Stop> {
  paging: Paging;
}
