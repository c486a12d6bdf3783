import * as z from 'zod';
import type { Fault } from '../../domain/robot.ts';
import type { Answered } from './post.ts';
import type { Outcome } from './message.ts';

const answerShape = z.object({
  errcode: z.number().optional(),
  errmsg: z.string().optional(),
  code: z.number().optional(),
  msg: z.string().optional(),
  StatusCode: z.number().optional(),
});

const parsed = (body: string) => {
  try {
    return answerShape.safeParse(JSON.parse(body)).data;
  } catch {
    // A proxy's page of HTML: it says nothing about the message.
    return undefined;
  }
};

/**
 * What a robot answered. Its HTTP status proves nothing, all three answer 200 to a wrong key: the code in the body counts.
 * @param faults what its codes mean
 * @param byWords for a code that stands for several things: which, by what it says
 */
export const outcomeOf = (
  { status, body }: Answered,
  faults: Readonly<Record<number, Fault>>,
  byWords: readonly (readonly [RegExp, Fault])[] = [],
): Outcome => {
  const said = parsed(body);
  const code = said?.errcode ?? said?.code ?? said?.StatusCode;
  if (code === 0) return {};
  if (code === undefined) {
    if (status === 429) return { fault: 'busy', answer: '429' };
    // Refused by something before the robot: nothing arrived. A 200 that says nothing may mean that it did.
    return { fault: status >= 500 ? 'away' : status >= 400 ? 'other' : 'unsure', answer: String(status) };
  }
  const words = said?.errmsg ?? said?.msg ?? '';
  return { fault: byWords.find(([pattern]) => pattern.test(words))?.[1] ?? faults[code] ?? 'other', answer: String(code) };
};
