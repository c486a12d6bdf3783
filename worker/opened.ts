import type { Context } from 'hono';
import type { ReceiptBody } from '../domain/api/bodies.ts';
import { codeTyped, type ReceiptView, receiptPath } from '../domain/receipt.ts';
import type { Sheet } from '../domain/sheet.ts';
import { zhCN } from '../domain/words/index.ts';
import { wantsJson } from './answers.ts';
import type { Portal } from './host.ts';
import { type Moment, momentOf } from './moment.ts';
import type { Receipt } from './records/receipts.ts';
import { type AnyRecord, recordWith } from './records/record.ts';
import { leftIn } from './records/slots.ts';
import { type Store, storeFor } from './records/store.ts';
import { viewOf } from './records/view.ts';
import { Refusal } from './refusal.ts';
import { sheetOf } from './sheets.ts';

/** A receipt that was found, with all that can be said of it. */
export interface Opened {
  store: Store;
  sheet: Sheet;
  receipt: Receipt;
  code: string;
  record: AnyRecord;
  now: Moment;
}

/** Opens the receipt of a code as typed or scanned. @throws Refusal 404 where there is none, or no more */
export const openReceipt = async (c: Context<Portal>, committee: string, typed: string): Promise<Opened> => {
  const code = codeTyped(typed);
  if (!code) throw new Refusal(404, zhCN.receipt.none);
  const store = await storeFor(c.env);
  const found = await recordWith(store, committee, code);
  if (!found) throw new Refusal(404, zhCN.receipt.none);
  const { receipt, record } = found;
  // A request may have been passed on: the receipt's address stays, and shows where the request is.
  const sheet = await sheetOf(c, record.row.committee, record.row.compound);
  return { store, sheet, receipt, code, record, now: momentOf(sheet, Date.now()) };
};

/** What the receipt shows to whoever holds it. */
export const viewIn = ({ record, receipt, code, sheet, now }: Opened): ReceiptView => viewOf(record, code, sheet, now, receipt.committee);

/** The receipt's full address, for its QR: the town's public one, else the one that was asked. */
export const urlOf = (c: Context<Portal>, { sheet, receipt, code }: Pick<Opened, 'sheet' | 'receipt' | 'code'>): string =>
  new URL(receiptPath(receipt.committee, code), sheet.town.url || c.req.url).href;

/** Places left in the slot that was signed up for. */
export const leftAfter = async ({ store, sheet, record }: Opened): Promise<number | undefined> =>
  record.recordKind === 'signup' ? (await leftIn(store.dbOf(record.row.committee), sheet))[record.row.slotKey] : undefined;

export const receiptBody = (c: Context<Portal>, opened: Opened, left?: number): ReceiptBody => {
  const receipt = viewIn(opened);
  return { receipt, url: urlOf(c, opened), state: receipt.state, ...(left !== undefined && { left }) };
};

/** The answer to a form that was taken in: the way to its receipt, the same one for the same form sent again. */
export const answerTaken = async (
  c: Context<Portal>,
  sheet: Sheet,
  { code, fresh }: { code: string; fresh: boolean },
): Promise<Response> => {
  if (!wantsJson(c)) return c.redirect(`${receiptPath(sheet.committee.id, code)}?new=1`, 303);
  const opened = await openReceipt(c, sheet.committee.id, code);
  return c.json(receiptBody(c, opened, await leftAfter(opened)), fresh ? 201 : 200);
};
