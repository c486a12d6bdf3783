import { type Fields, fieldsOf, treeOf } from '../form.ts';
import { zhCN } from '../words/index.ts';
import { type PressKind, ROWS } from './kind.ts';
import type { Written } from './written.ts';

// The form is flatter than the file: a round's fine plan is `fine.0.point` … and `finenote`.

type Row = Readonly<Record<string, unknown>>;
type Tree = Readonly<Record<string, unknown>>;

/** When something was last changed, as every file but a notice says. */
export interface Stamp {
  day: string;
  at: string;
}

const rowsIn = (tree: Tree, name: string): readonly Row[] => {
  const rows = tree[name];
  return Array.isArray(rows) ? rows.filter((row): row is Row => typeof row === 'object' && row !== null) : [];
};

const pick = (row: Row, names: readonly string[]): Row => Object.fromEntries(names.map((name) => [name, row[name]]));

// What is typed counts, and what is ticked is added to it.
const buildingsIn = ({ buildings, ticks }: Row): string | undefined => {
  const named = [buildings, ticks].flat().filter((one): one is string => typeof one === 'string' && one.trim() !== '');
  return named.length > 0 ? named.join('、') : undefined;
};

const placed = (row: Row, names: readonly string[]): Row => ({ ...pick(row, names), buildings: buildingsIn(row) });

const BATCH = ['id', 'point', 'from', 'to', 'floors', 'group', 'state', 'late', 'capacity', 'home'];
const SLOT = ['id', 'day', 'from', 'to', 'place', 'capacity'];

const planIn = (tree: Tree, weather: 'fine' | 'rainy') => {
  const batches = rowsIn(tree, weather).map((row) => placed(row, BATCH));
  return batches.length > 0 ? { batches, note: tree[`${weather}note`] } : undefined;
};

const FILES: Record<PressKind, (tree: Tree, stamp: Stamp) => Row> = {
  notice: (tree, stamp) => ({
    // A notice that was issued stays issued when it was; a correction is what says that it was changed.
    ...(tree['day'] && tree['at'] ? pick(tree, ['day', 'at']) : stamp),
    ...pick(tree, ['title', 'level', 'until', 'channels']),
    untilAt: tree['untilat'],
  }),
  round: (tree, changed) => ({
    ...pick(tree, ['title', 'day', 'plan', 'bring']),
    ...{ fine: planIn(tree, 'fine'), rainy: planIn(tree, 'rainy'), changed },
  }),
  supply: (tree, changed) => ({
    ...pick(tree, ['title', 'day', 'source', 'proxy', 'bring']),
    items: rowsIn(tree, 'items').map((row) => pick(row, ['name', 'amount'])),
    opens: tree['opensday'] || tree['opensat'] ? { day: tree['opensday'], at: tree['opensat'] } : undefined,
    slots: rowsIn(tree, 'slots').map((row) => placed(row, SLOT)),
    changed,
  }),
  post: (tree, changed) => ({
    ...pick(tree, ['title', 'team', 'place', 'needs']),
    shifts: rowsIn(tree, 'shifts').map((row) => pick(row, ['id', 'day', 'from', 'to', 'places'])),
    changed,
  }),
};

/** A form as typed → what the file's schema reads, and the text below it. */
export const fileIn = (kind: PressKind, fields: Fields, stamp: Stamp): { file: Row; body: string } => {
  const tree: Tree = treeOf(fields);
  return { file: FILES[kind](tree, stamp), body: typeof tree['body'] === 'string' ? tree['body'].replace(/\r\n?/g, '\n').trim() : '' };
};

/** The fields with empty rows closed up, as {@link fileIn} counts them. */
export const closedUp = (fields: Fields): Fields => ({ ...fieldsOf(treeOf(fields)) });

const recordIn = (value: unknown): Row => (typeof value === 'object' && value !== null ? { ...value } : {});

const { levels, channelNames } = zhCN.content;
const codeOf = (names: Readonly<Record<string, string>>, name: unknown): string | undefined =>
  Object.keys(names).find((code) => names[code] === name);

/** A notice's level and channels as a form's choices name them. */
const coded = ({ level, channels }: Row) => ({
  level: codeOf(levels, level) ?? 'normal',
  channels: typeof channels === 'string' ? channels.split('、').flatMap((one) => codeOf(channelNames, one) ?? []) : undefined,
});

/** A file's settings and text → the form that would be typed for it; what no form has (corrections) stays in the file. */
export const fieldsFrom = (
  kind: PressKind,
  { fine, rainy, opens, untilAt, changed: _, corrections: __, ...rest }: Written,
  body: string,
) => {
  const { day: opensday, at: opensat } = recordIn(opens);
  const plans = Object.entries({ fine, rainy }).flatMap(([weather, plan]) => {
    const { batches, note } = recordIn(plan);
    return [
      [weather, batches],
      [`${weather}note`, note],
    ];
  });
  const own = kind === 'notice' ? { ...rest, ...coded(rest) } : rest;
  return fieldsOf({ ...own, ...Object.fromEntries(plans), opensday, opensat, untilat: untilAt, body });
};

/** The form's field that a fault in the file belongs to: `fine.batches.0.buildings.2` → `fine.0.buildings`. */
export const fieldAt = (kind: PressKind, path: readonly PropertyKey[]): string => {
  const [first = '', second, ...rest] = path.map(String);
  if (first === 'opens') return second === 'at' ? 'opensat' : 'opensday';
  if (first === 'untilAt') return 'untilat';
  if (second === 'note') return `${first}note`;
  const steps = second === 'batches' ? rest : second === undefined ? [] : [second, ...rest];
  return (ROWS[kind] as readonly string[]).includes(first) ? [first, ...steps.slice(0, 2)].join('.') : first;
};
