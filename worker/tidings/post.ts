import * as z from 'zod';
import type { Outcome } from './message.ts';

// Longer than any of them takes on a bad day, shorter than a claim holds.
const PATIENCE = 10_000;
const MOST = 16 * 1024;

// How Node says that nobody was reached at all.
const unreached = z.object({ cause: z.object({ code: z.enum(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']) }) });

/** What was answered to a message. */
export interface Answered {
  status: number;
  body: string;
}

const readSome = async (answer: Response): Promise<string> => {
  const reader = answer.body?.getReader();
  if (!reader) return '';
  const pieces: Uint8Array[] = [];
  for (let read = 0; read < MOST; ) {
    const { done, value } = await reader.read();
    if (done) break;
    pieces.push(value);
    read += value.length;
  }
  // An answer without end must not keep the line.
  await reader.cancel();
  return Buffer.concat(pieces).toString('utf8', 0, MOST);
};

/**
 * Sends a message, once and to this very host: a redirect could lead anywhere, the portal's own machine included.
 * @returns the beginning of the answer, or why there is none
 */
export const post = async (
  address: string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
  patience = PATIENCE,
): Promise<Answered | Outcome> => {
  try {
    const answer = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(patience),
    });
    if (answer.status >= 300 && answer.status < 400) return { fault: 'redirect', answer: String(answer.status) };
    return { status: answer.status, body: await readSome(answer) };
  } catch (error) {
    const { data } = unreached.safeParse(error);
    // Whether it arrived before the line broke, nobody knows; where there was no line, nothing did.
    return data ? { fault: 'away', answer: data.cause.code } : { fault: 'unsure' };
  }
};

export const isAnswered = (one: Answered | Outcome): one is Answered => 'status' in one;
