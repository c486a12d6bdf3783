/** A function whose answers are kept, of the last `most` questions or fewer. */
export const remembered = <Key, Value>(most: number, workOut: (key: Key) => Value): ((key: Key) => Value) => {
  const known = new Map<Key, Value>();
  return (key) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const value = workOut(key);
    if (known.size >= most) known.clear();
    known.set(key, value);
    return value;
  };
};
