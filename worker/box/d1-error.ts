import * as z from 'zod';

const sqlite = z.object({ code: z.literal('ERR_SQLITE_ERROR'), errcode: z.number(), message: z.string() });

// https://sqlite.org/rescode.html: the primary codes that a portal can meet. The upper bits only tell more about them.
const PRIMARY = 0xff;
const NAMES: Readonly<Record<number, string>> = {
  1: 'SQLITE_ERROR',
  5: 'SQLITE_BUSY',
  6: 'SQLITE_LOCKED',
  7: 'SQLITE_NOMEM',
  8: 'SQLITE_READONLY',
  10: 'SQLITE_IOERR',
  11: 'SQLITE_CORRUPT',
  13: 'SQLITE_FULL',
  14: 'SQLITE_CANTOPEN',
  17: 'SQLITE_SCHEMA',
  19: 'SQLITE_CONSTRAINT',
  26: 'SQLITE_NOTADB',
};

/** What SQLite complains of, in the words in which D1 says it: `D1_ERROR: … : SQLITE_FULL`. Anything else stays as it is. */
export const d1Error = (error: unknown): unknown => {
  const { success, data } = sqlite.safeParse(error);
  if (!success) return error;
  return new Error(`D1_ERROR: ${data.message}: ${NAMES[data.errcode & PRIMARY] ?? 'SQLITE_ERROR'}`, { cause: error });
};
