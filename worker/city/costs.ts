/** What one question to a database costs: how many statements at once, and the rows that the bill counts. */
export interface Trip {
  statements: number;
  rowsRead: number;
  rowsWritten: number;
}

/**
 * What one deed asks of a database, trip by trip: counted in the code that does it, and `test/routes/costs.test.ts` counts again.
 * A row is written once for its table and once for each of its indexes.
 */
export const COSTS = {
  signUp: [{ statements: 3, rowsRead: 5, rowsWritten: 21 }],
  /** The receipt right after, with the places left. */
  receipt: [
    { statements: 3, rowsRead: 5, rowsWritten: 0 },
    { statements: 1, rowsRead: 1, rowsWritten: 0 },
  ],
  /** Places left on a form: from a replica where the town has one. */
  places: [{ statements: 1, rowsRead: 1, rowsWritten: 0 }],
  request: [{ statements: 4, rowsRead: 3, rowsWritten: 24 }],
} as const satisfies Record<string, readonly Trip[]>;

/** The rows that one deed writes or reads. */
export const rowsOf = (deed: keyof typeof COSTS, what: 'rowsRead' | 'rowsWritten'): number =>
  COSTS[deed].reduce((sum, trip) => sum + trip[what], 0);
