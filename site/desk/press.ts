import type { Instant } from '../../domain/clock.ts';
import type { FormState } from '../../domain/form.ts';
import type { Item, Voice } from '../../domain/channel/item.ts';
import type { Poster } from '../../domain/channel/poster.ts';
import type { PressState, PressTrouble } from '../../domain/press/intent.ts';
import type { PressKind } from '../../domain/press/kind.ts';
import type { Ground } from '../../domain/press/start.ts';
import type { Site } from '../../domain/address.ts';
import type { Option } from './option.ts';

/** A batch with what can be said of it by one tap. */
export interface BatchLine {
  id: string;
  title: string;
  state: 'planned' | 'late' | 'done';
  late: number;
  ended: boolean;
}

/** Something on the public pages, with what can be done to it from here. */
export interface LiveLine {
  kind: PressKind;
  path: string;
  title: string;
  /** The public page. */
  href: string;
  urgent: boolean;
  /** Of a round that could be read: which plan holds, and which there are. */
  plan?: { chosen: 'fine' | 'rainy' | 'undecided'; there: readonly ('fine' | 'rainy')[] } | undefined;
  batches: readonly BatchLine[];
}

/** `/desk/press` */
export interface PressPage {
  committees: readonly { href: string; title: string; current: boolean }[];
  live: readonly { name: string; lines: readonly LiveLine[] }[];
  /** Why the repository can't be read now. */
  away: PressTrouble | undefined;
  drafts: readonly { id: string; kind: PressKind; title: string; place: string; by: string; at: Instant }[];
  recent: readonly { id: string; message: string; state: PressState; at: Instant }[];
  /** Where something new may be published: `mingdu/xibu-xincun`. */
  places: readonly Option[];
  form: FormState;
  /** Each button a key of its own: the same tap sent twice is one. */
  key: string;
}

/** `/desk/press/drafts/<id>` */
export interface DraftPage {
  id: string;
  /** When it was changed last: what a colleague changes after that is not written over. */
  seen: Instant;
  kind: PressKind;
  /** Where it is for, in words. */
  place: string;
  /** A file that is there already. */
  old: boolean;
  form: FormState;
  site: Site & Ground;
  bring: string;
  key: string;
  preview: Preview | undefined;
}

/** What will be read, drawn before anybody can read it. */
export interface Preview {
  item: Item;
  voice: Voice;
  now: Instant;
  text: string;
  length: number;
  posters: readonly Poster[];
  url: string;
}

/** `/desk/press/drafts/<id>/preview` */
export interface PreviewPage {
  id: string;
  seen: Instant;
  /** A colleague changed the draft meanwhile: what was typed is one of its own now. */
  apart: boolean;
  preview: Preview | undefined;
  faults: FormState['faults'];
}

/** A line of two texts laid side by side: in both, in the first only, in the second only. */
export interface DiffLine {
  sign: 'same' | 'gone' | 'new';
  text: string;
}

/** `/desk/press/publications/<id>` */
export interface PublicationPage {
  id: string;
  title: string;
  message: string;
  state: PressState;
  trouble?: PressTrouble | undefined;
  /** Seconds from the tap until it was live, or until now: `3.2`. */
  seconds: string;
  /** It takes longer than it should. */
  slow: boolean;
  urgent: boolean;
  /** Whoever looks wrote it. */
  mine: boolean;
  by: string;
  second?: string | undefined;
  words: string;
  /** Until when a second person may say yes, in words; nothing once it is over. */
  until?: string | undefined;
  /** The full address of this page, to paste. */
  link: string;
  /** The public page, and what it is spread by. */
  href: string;
  group?: string | undefined;
  draft?: string | undefined;
  path: string;
  isNew: boolean;
  /** Why the file can't be compared with what is public now: nothing is chosen or confirmed meanwhile. */
  unread?: PressTrouble | undefined;
  diff: readonly DiffLine[];
  /** What everybody will read, for whoever has to say yes. */
  preview: Preview | undefined;
  /** Of a conflict: what somebody else wrote, and its blob. */
  theirs?: { text: string | undefined; blob: string | undefined } | undefined;
  /** Both were new: each can have a page of its own. */
  bothNew: boolean;
  form: FormState;
}

/** `/desk/press/correction` */
export interface CorrectionPage {
  path: string;
  title: string;
  body: string;
  urgent: boolean;
  form: FormState;
  key: string;
}

export interface PressPages {
  'desk/press/home': PressPage;
  'desk/press/draft': DraftPage;
  'desk/press/preview': PreviewPage;
  'desk/press/publication': PublicationPage;
  'desk/press/correction': CorrectionPage;
}
