import type { FormState } from '../../domain/form.ts';
import type { Option } from './option.ts';

/** A tab, and how many stand behind it. */
export interface Tab {
  href: string;
  label: string;
  count?: number | undefined;
  current: boolean;
}

/** A request in a list. Its drugs are not here: they show when it is opened. */
export interface RequestLine {
  id: string;
  tag: string;
  title: string;
  urgent: boolean;
  overdue: boolean;
  open: boolean;
  /** The place and the door, in words. */
  door: string;
  name: string;
  daysLeft?: number | undefined;
  due: string;
  state: string;
  owner?: string | undefined;
  mine: boolean;
  follow?: string | undefined;
}

/** `/desk/requests` */
export interface QueuePage {
  tabs: readonly Tab[];
  ended: boolean;
  lines: readonly RequestLine[];
  total?: number | undefined;
  /** What narrows the list. The page is drawn anew each minute: it has links, and nothing to type or choose. */
  chips: readonly Tab[];
  /** Where the rest is chosen. */
  narrowing: string;
  /** The tab alone, where a filter is on. */
  plain?: string | undefined;
  before?: string | undefined;
  more?: string | undefined;
}

/** What a list can be narrowed to. */
export interface QueueFilters {
  places: readonly { committee: string; options: readonly Option[] }[];
  buildings: readonly Option[];
  services: readonly Option[];
  states: readonly Option[];
  owners: readonly Option[];
}

/** `/desk/requests/narrowing` */
export interface NarrowingPage {
  ended: boolean;
  filters: QueueFilters;
  form: FormState;
  back: string;
  plain: string;
}
