import { isCollection, isScalar, type Node, parseDocument } from 'yaml';
import * as at from './place.ts';
import type { Entries, Field, Fields, Step } from './place.ts';
import type { Said } from './spelling.ts';
import { entry, field, flow, scalar } from './yaml.ts';

/** The settings that nodes were read from, and where in them something is to be done. */
interface Spot {
  source: string;
  parent: Fields | Entries;
  step: Step;
  /** The field that a list stands under, which says how its entries look. */
  name: string;
}

const spliced = (source: string, from: number, to: number, text: string): string => source.slice(0, from) + text + source.slice(to);

// What is still missing on the way to a value is made around it.
const nested = (path: readonly Step[], value: Said): Said =>
  path.reduceRight<Said>((inner, step) => (typeof step === 'number' ? [inner] : { [step]: inner }), value);

const partText = ({ parent, step, name }: Spot, value: Said, columns: number): string => {
  const indent = ' '.repeat(columns);
  if (parent.flow) return at.isFields(parent) ? `${step}: ${flow(value)}` : flow(value);
  return at.isFields(parent) ? field(String(step), value, indent) : entry(name, value, indent);
};

const added = (spot: Spot, value: Said): string => {
  const { source, parent } = spot;
  const last: Field | Node | undefined = parent.items.at(-1);
  if (!last) {
    const whole = at.isFields(parent) ? { [spot.step]: value } : [value];
    return spliced(source, at.startOf(parent), at.endOf(source, parent), flow(whole));
  }
  if (parent.flow) {
    const end = at.partEnd(source, last);
    return spliced(source, end, end, `, ${partText(spot, value, 0)}`);
  }
  // The place of a block is that of its first field or dash.
  const columns = at.columnOf(source, at.startOf(parent));
  const end = at.lineEnd(source, at.endOf(source, parent));
  return spliced(source, end, end, `\n${' '.repeat(columns)}${partText(spot, value, columns)}`);
};

const fitsInPlace = (old: Node, value: Said): boolean =>
  !at.isBlockText(old) && (isCollection(old) ? old.flow === true : typeof value !== 'object');

const replaced = (spot: Spot, value: Said): string => {
  const { source, parent, step } = spot;
  const part: Field | Node | undefined = parent.items[at.indexOf(parent, step)];
  const old = at.nodeAt(parent, step);
  if (!part) return added(spot, value);
  if (old && at.endOf(source, old) > at.startOf(old) && (parent.flow || fitsInPlace(old, value))) {
    const like = isScalar(old) ? old.type : undefined;
    const text = typeof value === 'string' ? scalar(value, parent.flow ? 'flow' : 'block', like) : flow(value);
    return spliced(source, at.startOf(old), at.endOf(source, old), text);
  }
  const [from, to] = [at.partStart(part), at.partEnd(source, part)];
  // The dash before an entry stands.
  const columns = at.columnOf(source, at.isFields(parent) ? from : at.startOf(parent));
  const text = partText(spot, value, columns);
  return spliced(source, from, to, at.isFields(parent) || parent.flow ? text : text.replace(/^- /, ''));
};

const removed = ({ source, parent, step }: Spot): string => {
  const index = at.indexOf(parent, step);
  const parts: readonly (Field | Node)[] = parent.items;
  const [before, part, after] = [parts[index - 1], parts[index], parts[index + 1]];
  if (!part) return source;
  const [from, to] = [at.partStart(part), at.partEnd(source, part)];
  if (parent.flow)
    return before ? spliced(source, at.partEnd(source, before), to, '') : spliced(source, from, after ? at.partStart(after) : to, '');
  const line = from - at.columnOf(source, from);
  // The first field of an entry stands behind its dash, and the dash stays.
  if (at.isFields(parent) && source.slice(line, from).trim() !== '') return spliced(source, from, after ? at.partStart(after) : to, '');
  const end = at.lineEnd(source, to);
  return end < source.length ? spliced(source, line, end + 1, '') : spliced(source, Math.max(0, line - 1), end, '');
};

/** The settings with one value set or taken away, every other byte as it was. @param source with `\n` at the end of its lines */
export const patched = (source: string, path: readonly Step[], value: Said | undefined): string => {
  const top = parseDocument<Node>(source, { schema: 'failsafe', prettyErrors: false }).contents;
  if (!at.isFields(top)) {
    const [first, ...rest] = path;
    return value === undefined ? source : source + field(String(first), nested(rest, value), '');
  }
  let parent: Fields | Entries = top;
  let depth = 0;
  for (; depth < path.length - 1; depth++) {
    const inner = at.nodeAt(parent, path[depth] ?? '');
    if (!at.isFields(inner) && !at.isEntries(inner)) break;
    parent = inner;
  }
  const name = String(path.slice(0, depth).findLast((step) => typeof step === 'string') ?? '');
  const spot = { source, parent, step: path[depth] ?? '', name };
  if (value === undefined) return depth === path.length - 1 ? removed(spot) : source;
  return replaced(spot, nested(path.slice(depth + 1), value));
};
