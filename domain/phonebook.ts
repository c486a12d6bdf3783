import * as z from 'zod';
import { publicPhone } from './phone.ts';
import { typedIn } from './typed.ts';
import { zhCN } from './words/index.ts';

const { text } = typedIn(zhCN.errors);
const { content: w, errors } = zhCN;

/** A number that is published: whose it is, and when it is answered. */
export const phoneEntry = z.strictObject({
  name: text(w.phoneName, 20),
  phone: publicPhone(errors.required(w.phone), errors.phone),
  hours: text(w.hours, 20).optional(),
});
export const phonebook = z.array(phoneEntry);
export type PhoneEntry = z.infer<typeof phoneEntry>;
