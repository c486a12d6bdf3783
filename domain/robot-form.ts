import * as z from 'zod';
import { ITEM_KINDS } from './channel/item.ts';
import { plain, typedIn } from './typed.ts';
import type { Words } from './words/index.ts';

// One tick is sent as a text, several as a list, none as nothing.
const ticks = (typed: unknown): unknown => (typed === undefined ? [] : typeof typed === 'string' ? [typed] : typed);

/** What a lead fills in for a new channel. Whether the address may be sent to is the worker's to say, who knows the list. */
export const channelInput = ({ errors, desk: { tidings: w } }: Words) => {
  const { text } = typedIn(errors);
  return z.object({
    address: z
      .string({ error: errors.required(w.address) })
      .trim()
      .min(1, errors.required(w.address))
      .max(600, w.addressUnknown),
    // As it was given: a secret is no text that may be tidied up.
    secret: z.string().trim().max(200).optional(),
    keyword: text(w.keyword, 20).optional(),
    name: text(w.name, 30),
    scope: z
      .string({ error: w.placeUnknown })
      .overwrite(plain)
      .regex(/^(\*|[^/]{1,60}(\/[^/]{1,60})?)$/, w.placeUnknown),
    kinds: z.preprocess(ticks, z.array(z.enum(ITEM_KINDS))),
    urgent: z.enum(['yes']).optional(),
    heads: z.enum(['yes']).optional(),
  });
};
