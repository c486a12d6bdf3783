import type { PaperSheet } from '../../../site/desk/paper.ts';

/** Rows cut into sheets of so many; without any there is one empty sheet. @param about what stands at the top of each */
export const paperSheets = <Row>(rows: readonly Row[], size: number, about: string): PaperSheet<Row>[] =>
  Array.from({ length: Math.max(1, Math.ceil(rows.length / size)) }, (_, page) => ({
    about,
    rows: rows.slice(page * size, (page + 1) * size),
  }));
