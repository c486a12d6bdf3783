import * as z from 'zod';
import { type Instant, instant } from './clock.ts';
import { typedIn } from './typed.ts';
import { zhCN } from './words/index.ts';

const { day, time } = typedIn(zhCN.errors);
const { content: w } = zhCN;

/** When the sign-up of a file's slots opens. */
export const opensFile = z.strictObject({ day: day(w.opens), at: time(w.opens) });
export type Opens = z.infer<typeof opensFile>;

/** The moment from which its slots can be signed up for; nothing where they always could. */
export const opensAt = (opens: Opens | undefined): Instant | undefined => opens && instant(opens.day, opens.at);
