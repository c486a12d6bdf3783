import type { NightWord } from '../../../domain/chain.ts';
import type { Day, Instant } from '../../../domain/clock.ts';
import type { Option } from '../option.ts';
import type { HomeLine } from './home.ts';
import type { RunLine } from './run.ts';

export interface NightState {
  id: string;
  day: Day;
  blank: number;
  lines: number;
  closed: boolean;
}

export interface NightLineView {
  id: string;
  kind: 'request' | 'card';
  home: HomeLine;
  late: boolean;
  over: boolean;
  word?: NightWord | undefined;
  /** The whole word: `明天去 4月17日 区中心医院`. */
  said?: string | undefined;
  delivered: boolean;
  /** The run that tomorrow most likely means. */
  likely: string;
}

/** `/desk/medicine/night` and `/desk/medicine/nights/<id>` */
export interface NightPage {
  night?: (NightState & { openedBy: string; openedAt: Instant; closedBy?: string | undefined; closedAt?: Instant | undefined }) | undefined;
  day: Day;
  lines: readonly NightLineView[];
  page: number;
  more: boolean;
  /** Tomorrow's runs, and hospitals to which a new one can be made. */
  runs: readonly Option[];
  sheets: readonly RunLine[];
  unclosed: readonly { id: string; day: Day }[];
}

/** `/desk/medicine/nights/<id>/sheet` */
export interface NightSheetPage {
  night: NightState & { openedBy: string; openedAt: Instant; closedBy?: string | undefined; closedAt?: Instant | undefined };
  pages: readonly (readonly NightLineView[])[];
  /** The part of the list that is printed at once, and whether there is another one. */
  page: number;
  more: boolean;
  newest: string;
}
