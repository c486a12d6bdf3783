/** Lets so many deeds go on at once; the others wait for their turn. */
export const lanes = (most: number) => {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async <Result>(deed: () => Promise<Result>): Promise<Result> => {
    if (running < most) running++;
    else await new Promise<void>((go) => waiting.push(go));
    try {
      return await deed();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  };
};
