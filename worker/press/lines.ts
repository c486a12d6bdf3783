import type { DiffLine } from '../../site/desk/press.ts';

/** Two texts line by line, as few lines gone and new as can be. */
export const linesBetween = (before: string, after: string): DiffLine[] => {
  const [one, other] = [before.trimEnd().split('\n'), after.trimEnd().split('\n')];
  // How many lines the two have in common from here on: files are short, so the whole table is.
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
