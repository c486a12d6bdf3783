import type { RunState } from '../../../domain/chain.ts';
import type { Day } from '../../../domain/clock.ts';
import type { FormState } from '../../../domain/form.ts';
import type { Queue } from '../../../domain/status.ts';
import type { Option } from '../option.ts';
import type { HomeLine } from './home.ts';

export interface RunLine {
  id: string;
  day: Day;
  hospital: string;
  state: RunState;
  /** Names; empty where nobody is named yet. */
  people: readonly string[];
  homes: number;
}

/** `/desk/medicine/runs` */
export interface RunsPage {
  days: readonly { day: Day; runs: readonly RunLine[] }[];
  earlier: boolean;
  hospitals: readonly Option[];
  dayChoices: readonly Option[];
  crew: readonly Option[];
  form: FormState;
}

export interface LoadView {
  home: HomeLine;
  /** Drugs of this home on the run; those not fetched yet. */
  drugs: number;
  rest: number;
}

/** The common or the special drugs of a home, that a run could bring. */
export interface CandidateView {
  home: HomeLine;
  queue: Queue;
  drugs: number;
  suggested: boolean;
  missed: boolean;
}

/** `/desk/medicine/runs/<id>` */
export interface RunPage {
  run: RunLine;
  crew: readonly Option[];
  first: string;
  second: string;
  load: readonly LoadView[];
  candidates: readonly CandidateView[];
  left: number;
  sumYuan: string;
}
