/** Whose bag it is, as far as two bags can be mistaken for each other. */
export interface Bag {
  name: string;
  /** Committee, compound and door. */
  home: string;
}

/** How a bag could be mistaken for another one: same name at another door, same home with another name, or both at once. */
export interface Likeness {
  name: boolean;
  home: boolean;
}

const bare = (text: string): string => text.normalize('NFKC').replace(/\s+/g, '');

/** Which bags have a namesake or come from one home, in the order given (seeds/003: one bag a person, with name and committee). */
export const likenesses = (bags: readonly Bag[]): Likeness[] =>
  bags.map((bag, at) => {
    const others = bags.filter((_, other) => other !== at);
    return {
      name: others.some(({ name }) => bare(name) === bare(bag.name)),
      home: others.some(({ home }) => bare(home) === bare(bag.home)),
    };
  });
