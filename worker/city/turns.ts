/** So many at a time, whoever asks; the others wait, in the order in which they came. */
export const inTurn = (most: number) => {
  let free = most;
  const waiting: (() => void)[] = [];
  return async <Result>(deed: () => Promise<Result>): Promise<Result> => {
    if (free > 0) free--;
    else await new Promise<void>((go) => waiting.push(go));
    try {
      return await deed();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free++;
    }
  };
};
