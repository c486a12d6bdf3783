import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Fields } from '../../domain/form.ts';
import type { ReceiptView } from '../../domain/receipt.ts';
import { isEnded } from '../../domain/status.ts';
import { plain } from '../../domain/typed.ts';
import { zhCN } from '../../domain/words/index.ts';
import type { ErrorBody } from '../../domain/api/bodies.ts';
import { wantsJson } from '../answers.ts';
import { field, fieldsIn } from '../fields.ts';
import type { Host, Portal } from '../host.ts';
import { type Opened, openReceipt, urlOf, viewIn } from '../opened.ts';
import type { Deal } from '../records/cancellations.ts';
import { isClosing } from '../records/custody.ts';
import { isProvenBy, proveFour } from '../records/receipts.ts';
import { type AnyRecord, askedOf, recordOf } from '../records/record.ts';
import { Refusal } from '../refusal.ts';

const { asking, receipt: words } = zhCN;

const DEEDS = ['cancellation', 'erasure', 'data', 'correction-form', 'correction'] as const;
export type DeedName = (typeof DEEDS)[number];
export const isDeedName = (name: string): name is DeedName => DEEDS.some((deed) => deed === name);

/** What the receipt says after a deed, and only if it is so: the address alone proves nothing. */
export const saidAfter = (deed: string, { state, kind, late, steps, erased, closing }: ReceiptView): string | undefined => {
  if (deed === 'erasure' && erased) return words.erased;
  if (deed === 'erasure' && closing) return words.closing;
  if (deed === 'correction' && steps.at(-1)?.deed === 'corrected') return words.corrected;
  if (deed !== 'cancellation' || state !== 'cancelled') return undefined;
  if (kind === 'request') return words.withdrawn;
  return late ? words.cancelledLate : words.cancelled;
};

/** Why a record can't be changed by its resident any more. */
const whyRefused = ({ record, now }: Opened): string => {
  if (record.row.erasedAt !== null) return words.erased;
  if (record.recordKind === 'request' && isClosing(record.row)) return words.closing;
  if (record.recordKind === 'signup') return record.row.state === 'booked' && record.row.slotEnds <= now.town ? words.over : words.ended;
  return isEnded(record.row.state) ? words.ended : words.tooLate;
};

/** Refuses a deed: the receipt, with the sentence that says why. */
export const refuseDeed = (
  host: Host,
  c: Context<Portal>,
  opened: Opened,
  fault: string = whyRefused(opened),
  status: ContentfulStatusCode = 409,
): Promise<Response> | Response => {
  const { sheet } = opened;
  if (wantsJson(c)) return c.json({ error: { message: fault, phones: sheet.phones } } satisfies ErrorBody, status);
  return host.render(c, 'answers/receipt', { sheet, receipt: viewIn(opened), url: urlOf(c, opened), fault }, status);
};

// Two calls about one thing are one request with two receipts. Both say how it stands; what it holds is only for the phone that it
// was asked with, for the other caller may be a neighbour.
const isOwn = async ({ store, record, receipt }: Opened): Promise<boolean> => {
  if (record.recordKind === 'signup') return true;
  const asked = await askedOf(store, record);
  return !asked || isProvenBy(store, receipt, asked.input.phone);
};

/** Opens the receipt and does the deed if the last four digits of the phone are right. */
export const withFour = async (
  host: Host,
  c: Context<Portal>,
  deed: (opened: Opened, fields: Fields, four: string) => Promise<Response>,
): Promise<Response> => {
  const { committee = '', code = '' } = c.req.param() as Partial<Record<string, string>>;
  const fields = await fieldsIn(c);
  const opened = await openReceipt(c, committee, code);
  if (opened.record.row.erasedAt !== null) return refuseDeed(host, c, opened);
  const four = plain(field(fields, 'four'));
  // What can't be right costs no try.
  if (!/^\d{4}$/.test(four)) return refuseDeed(host, c, opened, words.fourNeeded, 422);
  const proof = await proveFour(opened.store, opened.receipt, four, opened.now.real);
  if (proof === 'locked') return refuseDeed(host, c, opened, words.locked, 423);
  if (proof !== 'right') return refuseDeed(host, c, opened, words.fourWrong(proof.left), 403);
  if (!(await isOwn(opened))) return refuseDeed(host, c, opened, words.joinedOther);
  return deed(opened, fields, four);
};

const ATTEMPTS = 3;

/**
 * Does what a verb does to a record; again from its newest state if somebody else was faster.
 * @returns whether it was done
 * @throws Refusal 503 if somebody else is faster each time
 */
export const settle = async ({ store, receipt, record }: Opened, verb: (record: AnyRecord) => Promise<Deal>): Promise<boolean> => {
  let newest: AnyRecord | undefined = record;
  for (let attempt = 0; attempt < ATTEMPTS && newest; attempt++) {
    const deal = await verb(newest);
    if (deal !== 'overtaken') return deal === 'done';
    newest = await recordOf(store, receipt);
  }
  throw new Refusal(503, asking.away);
};
