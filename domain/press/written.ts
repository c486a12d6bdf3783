import type { NoticeFile } from '../notice.ts';
import type { PostFile } from '../post.ts';
import type { RoundFile } from '../round-file.ts';
import type { SupplyFile } from '../supply.ts';
import { zhCN } from '../words/index.ts';
import type { PressKind } from './kind.ts';

/** A file's settings as a person writes them: ranges, lists with a Chinese comma, nothing that goes without saying. */
export type Written = Readonly<Record<string, unknown>>;

const { content: w } = zhCN;
const listed = (entries: readonly string[] | undefined): string | undefined => entries?.join('、');

/** `1`, `2`, `3`, `7` → `1-3、7`; every one once. */
export const ranges = (ids: readonly string[]): string => {
  const runs: [string, string][] = [];
  for (const id of new Set(ids)) {
    const run = runs.at(-1);
    if (run && /^\d{1,4}$/.test(id) && /^\d{1,4}$/.test(run[1]) && Number(id) === Number(run[1]) + 1) run[1] = id;
    else runs.push([id, id]);
  }
  return runs.map(([first, last]) => (first === last ? first : `${first}-${last}`)).join('、');
};

const rangesIf = (ids: readonly string[] | undefined): string | undefined => ids && ranges(ids);

const plan = (one: RoundFile['fine']) =>
  one && {
    note: one.note,
    batches: one.batches.map(({ id, point, from, to, buildings, floors, group, state, late, capacity, home }) => ({
      ...{ id, point, from, to, buildings: rangesIf(buildings), floors, group },
      ...{ state: state === 'planned' ? undefined : state, late, capacity, home: home || undefined },
    })),
  };

const WRITTEN = {
  notice: ({ title, level, day, at, until, untilAt, channels, corrections }: NoticeFile): Written => ({
    ...{ title, level: level === 'normal' ? undefined : w.levels[level], day, at, until, untilAt },
    ...{ channels: listed(channels?.map((channel) => w.channelNames[channel])), corrections },
  }),
  round: ({ title, day, plan: chosen, bring, fine, rainy, changed }: RoundFile): Written => ({
    ...{ title, day, plan: chosen === 'fine' && !rainy ? undefined : chosen, bring: listed(bring), changed },
    ...{ fine: plan(fine), rainy: plan(rainy) },
  }),
  supply: ({ title, day, items, source, proxy, bring, opens, slots, changed }: SupplyFile): Written => ({
    ...{ title, day, items, source, proxy, bring: listed(bring), opens },
    slots: slots.map(({ buildings, ...slot }) => ({ ...slot, buildings: rangesIf(buildings) })),
    changed,
  }),
  post: ({ title, team, place, needs, shifts, changed }: PostFile): Written => ({
    ...{ title, team, place, needs: listed(needs), shifts, changed },
  }),
};

interface Files {
  notice: NoticeFile;
  round: RoundFile;
  supply: SupplyFile;
  post: PostFile;
}

/** The settings of a file that passed its schema, as a person writes them. */
export const written = <Kind extends PressKind>(kind: Kind, file: Files[Kind]): Written => WRITTEN[kind](file as never);
