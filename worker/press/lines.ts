import type { DiffLine } from '../../site/desk/press.ts';

// Beyond this a table of both has more cells than a Worker has memory or time for.
const CELLS = 1_000_000;

const signed = (sign: DiffLine['sign'], lines: readonly string[]): DiffLine[] => lines.map((text) => ({ sign, text }));

/** Two texts line by line, as few lines gone and new as can be; of very long ones all that differs is gone, then new. */
export const linesBetween = (before: string, after: string): DiffLine[] => {
  const [one, other] = [before.trimEnd().split('\n'), after.trimEnd().split('\n')];
  const shorter = Math.min(one.length, other.length);
  let head = 0;
  while (head < shorter && one[head] === other[head]) head++;
  let tail = 0;
  while (tail < shorter - head && one[one.length - 1 - tail] === other[other.length - 1 - tail]) tail++;
  const [gone, fresh] = [one.slice(head, one.length - tail), other.slice(head, other.length - tail)];
  const middle = gone.length * fresh.length > CELLS ? [...signed('gone', gone), ...signed('new', fresh)] : aligned(gone, fresh);
  return [...signed('same', one.slice(0, head)), ...middle, ...signed('same', one.slice(one.length - tail))];
};

const aligned = (one: readonly string[], other: readonly string[]): DiffLine[] => {
  // How many lines the two have in common from here on: the whole table, for it is bounded.
  const common = Array.from({ length: one.length + 1 }, () => new Array<number>(other.length + 1).fill(0));
  const at = (row: number, column: number): number => common[row]?.[column] ?? 0;
  for (let row = one.length - 1; row >= 0; row--)
    for (let column = other.length - 1; column >= 0; column--) {
      const line = common[row];
      if (line)
        line[column] = one[row] === other[column] ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1));
    }
  const lines: DiffLine[] = [];
  let [row, column] = [0, 0];
  while (row < one.length || column < other.length) {
    const [left, right] = [one[row], other[column]];
    if (left !== undefined && left === right) {
      lines.push({ sign: 'same', text: left });
      row++;
      column++;
    } else if (right === undefined || (left !== undefined && at(row + 1, column) >= at(row, column + 1))) {
      lines.push({ sign: 'gone', text: left ?? '' });
      row++;
    } else {
      lines.push({ sign: 'new', text: right });
      column++;
    }
  }
  return lines;
};
