type Step = string | number;

interface Difference {
  path: readonly Step[];
  value: unknown;
}

const isFields = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/**
 * What has to be set so that `before` says what `after` says, as near to the leaves as can be: a file is changed only where
 * somebody changed it.
 */
export const differences = (before: unknown, after: unknown, path: readonly Step[] = []): Difference[] => {
  if (isSame(before, after)) return [];
  if (isFields(before) && isFields(after))
    return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((name) =>
      differences(before[name], after[name], [...path, name]),
    );
  const bothRows = Array.isArray(before) && Array.isArray(after) && before.length === after.length && after.every(isFields);
  if (bothRows) return before.flatMap((row: unknown, at) => differences(row, after[at], [...path, at]));
  return [{ path, value: after }];
};
