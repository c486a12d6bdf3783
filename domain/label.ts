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

// Full-width characters are as wide as they are high; letters and digits, in bold, nearly two thirds of it.
const widthOf = (text: string): number =>
  [...text].reduce((sum, character) => sum + (character === ' ' ? 0.35 : /[!-~]/.test(character) ? 0.65 : 1), 0);

/** In how many lines of so many characters a text stands, broken between its words, and within one that is longer than a line. */
const linesOf = (text: string, line: number): number => {
  let lines = 1;
  let used = 0;
  for (const word of text.split(' ').filter(Boolean)) {
    const width = widthOf(word);
    const room = used === 0 ? line : line - used - 0.35;
    if (width <= room) {
      used = line - room + width;
      continue;
    }
    if (used > 0) lines++;
    const whole = Math.floor(Math.max(0, width - 0.01) / line);
    lines += whole;
    used = width - whole * line;
  }
  return lines;
};

/** Characters to a line, and lines, for each size of type on a label, the largest first; the style sheet has the points. */
const SIZES = {
  name: [
    { line: 7.6, lines: 1 },
    { line: 10.4, lines: 1 },
    { line: 13.4, lines: 2 },
    { line: 16.2, lines: 2 },
  ],
  committee: [
    { line: 14, lines: 1 },
    { line: 17.5, lines: 1 },
    { line: 22.5, lines: 2 },
  ],
  door: [
    { line: 15, lines: 2 },
    { line: 20.5, lines: 3 },
    { line: 27, lines: 4 },
  ],
} as const;
type Part = keyof typeof SIZES;

/** Which size of type each part of a label takes, 0 the largest: whatever a name and a door may be, they stay within 70 × 37 mm. */
export const labelSizes = (parts: Readonly<Record<Part, string>>): Record<Part, number> => {
  const sizeOf = (part: Part): number => {
    const sizes: readonly { line: number; lines: number }[] = SIZES[part];
    const fits = sizes.findIndex(({ line, lines }) => linesOf(parts[part], line) <= lines);
    return fits === -1 ? sizes.length - 1 : fits;
  };
  return { name: sizeOf('name'), committee: sizeOf('committee'), door: sizeOf('door') };
};
