import type { Site } from '../address.ts';
import type { Stops } from '../naming.ts';
import type { Notice } from '../notice.ts';
import type { PhoneEntry } from '../phonebook.ts';
import type { Post } from '../post.ts';
import type { Round } from '../round.ts';
import type { Supply } from '../supply.ts';

/** Who speaks: a compound with its buildings and points; a committee or the town has neither. */
export interface Voice extends Site, Stops {
  name: string;
  /** Whom to call. */
  phone?: PhoneEntry | undefined;
}

/** The voice of a committee or of the town, which have no buildings of their own. */
export const voiceOf = (name: string, phone?: PhoneEntry): Voice => ({
  ...{ name, phone },
  ...{ kind: 'compound', buildings: [], points: [], gates: [] },
});

/** What is told, published or still a draft. */
export type Item =
  | { kind: 'notice'; of: Notice }
  | { kind: 'sampling'; of: Round }
  | { kind: 'supply'; of: Supply }
  | { kind: 'post'; of: Post };

export const ITEM_KINDS = ['notice', 'sampling', 'supply', 'post'] as const satisfies readonly Item['kind'][];
