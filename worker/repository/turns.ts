/** Lets deeds in one after the other: what one of them throws stops none of the next. */
export const turns = () => {
  let last: Promise<unknown> = Promise.resolve();
  return <Result>(deed: () => Promise<Result>): Promise<Result> => {
    const turn = last.then(deed);
    last = turn.catch(() => undefined);
    return turn;
  };
};
