import { noticeFile } from '../notice.ts';
import { postFile } from '../post.ts';
import { roundFile } from '../round-file.ts';
import { supplyFile } from '../supply.ts';

/** What the desk publishes. */
export const PRESS_KINDS = ['notice', 'round', 'supply', 'post'] as const;
export type PressKind = (typeof PRESS_KINDS)[number];

/** The folder of each kind. */
export const FOLDERS = { notice: 'notices', round: 'samplings', supply: 'supplies', post: 'posts' } as const satisfies Record<
  PressKind,
  string
>;

/** What a file of each kind must be: the catalogue reads with the same ones. */
export const SCHEMAS = { notice: noticeFile, round: roundFile, supply: supplyFile, post: postFile } as const;

/** The lists of rows in each kind's form. */
export const ROWS = { notice: [], round: ['fine', 'rainy'], supply: ['items', 'slots'], post: ['shifts'] } as const satisfies Record<
  PressKind,
  readonly string[]
>;
export type RowList = (typeof ROWS)[PressKind][number];

/** Where something is published: a compound, a committee without one, or the town with neither. */
export interface PressPlace {
  committee: string;
  compound: string;
}

/** A file that the desk may publish. */
export interface PressItem extends PressPlace {
  kind: PressKind;
  id: string;
}

/** `mingdu/xibu-xincun/samplings/0416.md` */
export const pathOf = ({ committee, compound, kind, id }: PressItem): string =>
  [committee, compound, FOLDERS[kind], `${id}.md`].filter(Boolean).join('/');

const PATH =
  /^(?:([a-z0-9][a-z0-9-]{0,60})\/(?:([a-z0-9][a-z0-9-]{0,60})\/)?)?(notices|samplings|supplies|posts)\/([a-z0-9][a-z0-9-]{0,60})\.md$/;

/** What a path names; nothing where it is none that the desk publishes. Only notices stand above a compound. */
export const itemAt = (path: string): PressItem | undefined => {
  const [, committee = '', compound = '', folder, id] = PATH.exec(path) ?? [];
  const kind = PRESS_KINDS.find((one) => FOLDERS[one] === folder);
  if (!kind || !id || (kind !== 'notice' && compound === '')) return undefined;
  return { committee, compound, kind, id };
};

/** The public address of what a path names: `/mingdu/xibu-xincun/samplings/0416/`. */
export const addressOf = ({ committee, compound, kind, id }: PressItem): string =>
  `/${[committee, compound, FOLDERS[kind], id].filter(Boolean).join('/')}/`;
