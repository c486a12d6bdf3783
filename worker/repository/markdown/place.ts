import { isCollection, isMap, isScalar, isSeq, type Node, type Pair, Scalar, type YAMLMap, type YAMLSeq } from 'yaml';

/** A step from the top: a field's name, or the number of an entry. */
export type Step = string | number;

export type Fields = YAMLMap<Node, Node | null>;
export type Field = Pair<Node, Node | null>;
export type Entries = YAMLSeq<Node>;

export const isFields = (node: unknown): node is Fields => isMap(node);
export const isEntries = (node: unknown): node is Entries => isSeq(node);
/** Whether the text of a node takes lines of its own, by YAML's `|` or `>`. */
export const isBlockText = (node: Node): boolean =>
  isScalar(node) && (node.type === Scalar.BLOCK_FOLDED || node.type === Scalar.BLOCK_LITERAL);

const rangeOf = ({ range }: Node): readonly [number, number, number] => range ?? [0, 0, 0];
export const startOf = (node: Node): number => rangeOf(node)[0];

/** Where a node ends, without the space and the remarks after it. */
export const endOf = (source: string, node: Node): number => {
  const [start, end] = rangeOf(node);
  if (isBlockText(node)) return start + source.slice(start, end).trimEnd().length;
  if (!isCollection(node) || node.flow || node.items.length === 0) return end;
  return partEnd(source, node.items.at(-1) as Field | Node);
};

/** Whether there is anything to be seen of a field's value. */
const hasValue = ({ value }: Field): boolean => value !== null && (isCollection(value) || rangeOf(value)[1] > rangeOf(value)[0]);

const isField = (part: Field | Node): part is Field => 'key' in part;

/** Where a field of a map or an entry of a list begins, without its dash. */
export const partStart = (part: Field | Node): number => startOf(isField(part) ? part.key : part);

/** Where it ends: at its value, or at the colon where it has none. */
export const partEnd = (source: string, part: Field | Node): number => {
  if (!isField(part)) return endOf(source, part);
  return hasValue(part) && part.value ? endOf(source, part.value) : source.indexOf(':', rangeOf(part.key)[1]) + 1;
};

/** How far in its line a place is. */
export const columnOf = (source: string, place: number): number => place - (source.lastIndexOf('\n', place - 1) + 1);

/** Where the line of a place ends. */
export const lineEnd = (source: string, place: number): number => {
  const end = source.indexOf('\n', place);
  return end < 0 ? source.length : end;
};

/** Which of its parts a step leads to; -1 where there is none. */
export const indexOf = (parent: Fields | Entries, step: Step): number => {
  if (isFields(parent)) return parent.items.findIndex(({ key }) => isScalar(key) && String(key.value) === String(step));
  return Number(step) < parent.items.length ? Number(step) : -1;
};

/** What stands at a step. */
export const nodeAt = (parent: Fields | Entries, step: Step): Node | undefined => {
  const part = parent.items[indexOf(parent, step)];
  return (part && isField(part) ? part.value : part) ?? undefined;
};
