import type { Instant } from '../../../domain/clock.ts';
import type { Queue, RequestState } from '../../../domain/status.ts';

/** One home in a list: no drug stands here. */
export interface HomeLine {
  id: string;
  tag: string;
  name: string;
  place: string;
  door: string;
  state: RequestState;
  urgent: boolean;
  overdue: boolean;
  closing: boolean;
  dueAt: Instant;
  /** How long the first of its drugs lasts; nothing once all are in hand. */
  daysLeft: number | null;
  /** How many of its drugs are still to be fetched. */
  drugs: Record<Queue, number>;
  /** Who has its card. */
  holder?: string | undefined;
}

export type QueueName = Queue | 'bags';

/** One of the team's lists: how many homes, and the first of them. */
export interface HomeList {
  name: QueueName;
  count: number;
  lines: readonly HomeLine[];
}

/** `/desk/medicine/lists/<name>`: one list, page by page. */
export interface HomeListPage {
  list: HomeList;
  page: number;
  more: boolean;
}
