import type { Instant } from '../../../domain/clock.ts';
import type { ItemState, Queue } from '../../../domain/status.ts';

/** What was found out about a drug at one place. */
export interface FindingView {
  at: Instant;
  by: string;
  outcome: ItemState;
  got: number;
  run?: string | undefined;
  substitute?: { what: string; agreed: string } | undefined;
}

export interface DrugView {
  id: string;
  name: string;
  strength?: string | undefined;
  asked: number;
  got: number;
  days: number;
  queue: Queue;
  cold: boolean;
  state: ItemState;
  /** The run that is to bring it, in words; another team's is only said to be one. */
  run?: { id?: string | undefined; label: string } | undefined;
  findings: readonly FindingView[];
}
