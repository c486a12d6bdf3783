import type { FormState } from '../../domain/form.ts';
import type { Fault, RobotKind, SendingState } from '../../domain/robot.ts';
import type { Medium } from '../../domain/tidings.ts';
import type { Option } from './option.ts';

/** One message of a channel, and what came of it. */
export interface SendingLine {
  id: string;
  title: string;
  moment: string;
  state: SendingState;
  tries: number;
  next?: string | undefined;
  fault?: Fault | undefined;
  answer?: string | undefined;
  repeat: boolean;
}

/** A channel as a lead sees it: never its address. */
export interface ChannelLine {
  id: string;
  name: string;
  kind: RobotKind;
  tail: string;
  place: string;
  takes: readonly string[];
  by: string;
  sendings: readonly SendingLine[];
  /** What is live and could be sent once. */
  items: readonly { path: string; title: string }[];
}

export interface ChannelsPage {
  channels: readonly ChannelLine[];
  places: readonly Option[];
  form: FormState;
}

/** How far the doors of a compound have been told of an item. */
export interface ToldLine {
  href: string;
  title: string;
  urgent: boolean;
  changed: string;
  told: number;
  all: number;
  /** How many are not told though half an hour has passed. */
  late: number;
}

export interface ToldPage {
  committees: readonly { href: string; title: string; current: boolean }[];
  compounds: readonly { name: string; items: readonly ToldLine[] }[];
}

/** A building, and whether its doors are told. */
export interface BuildingTold {
  id: string;
  name: string;
  /** Who told, and when; of the version before where `old`. */
  told?: string | undefined;
  old?: boolean | undefined;
  head?: string | undefined;
  phone?: string | undefined;
}

export interface ToldItemPage {
  compound: string;
  base: string;
  item: { path: string; revision: string; title: string; changed: string; url: string };
  /** Half an hour has passed. */
  late: boolean;
  missing: readonly BuildingTold[];
  told: readonly BuildingTold[];
  /** For whoever has one building. */
  own: boolean;
  media: readonly { medium: Medium; meant: boolean; done?: string | undefined }[];
  robots: readonly { name: string; state: SendingState; moment: string }[];
  /** Channels that the heads' links can be sent to. */
  channels: readonly { id: string; name: string }[];
}

/** A head's link, shown once. */
export interface HeadLinkPage {
  building: string;
  text: string;
  url: string;
  up: { href: string; name: string };
}

export interface TidingsPages {
  'desk/channels': ChannelsPage;
  'desk/told': ToldPage;
  'desk/told-item': ToldItemPage;
  'desk/head-link': HeadLinkPage;
}
