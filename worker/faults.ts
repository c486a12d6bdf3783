const chain = (error: unknown): Error[] => (error instanceof Error ? [error, ...chain(error.cause)] : []);

// D1 prefixes its own errors, the platform's come without. Drizzle wraps those of single statements, but not of batches; its own
// message quotes parameters, which may say anything: only errors that are plain ones count.
const OF_DATABASE = /\bD1_|SQLITE_|\bD1 DB\b|Network connection lost|internal error|overloaded|reset/i;

/** Whether an error says that the database is busy, overloaded or away: the same form may be sent again later. */
export const isAway = (error: unknown): boolean => chain(error).some(({ name, message }) => name === 'Error' && OF_DATABASE.test(message));

/**
 * An error as the log may have it: its names, the database's code words, and where it was thrown.
 * Never its message: drizzle's holds the parameters, a parser's pieces of what was sent.
 */
export const nameOf = (error: unknown): { error: string; codes: readonly string[]; at: readonly string[] } => {
  const errors = chain(error);
  const codes = errors.flatMap(({ message }) => message.match(/\b(D1|SQLITE)_[A-Z_]+\b/g) ?? []);
  const at = (errors[0]?.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    error: errors.map(({ name }) => name).join(' < ') || typeof error,
    codes: [...new Set(codes)],
    at: at.slice(0, 3).map((line) => line.trim()),
  };
};
