import { type Context, Hono } from 'hono';
import { fieldsOf } from '../../domain/form.ts';
import { codeTyped, receiptPath } from '../../domain/receipt.ts';
import { zhCN } from '../../domain/words/index.ts';
import { wantsJson } from '../answers.ts';
import type { Host, Portal } from '../host.ts';
import { leftAfter, type Opened, openReceipt, receiptBody, urlOf, viewIn } from '../opened.ts';
import { cancel } from '../records/cancellations.ts';
import { erase } from '../records/erasures.ts';
import { askedOf, formDataOf } from '../records/record.ts';
import { Refusal } from '../refusal.ts';
import { isSlug } from '../sheets.ts';
import { correctionForm, saveCorrection } from './correction.ts';
import { deskPathOf } from './desk/scanned.ts';
import { type DeedName, isDeedName, refuseDeed, saidAfter, settle, withFour } from './deeds.ts';

const { receipt: words } = zhCN;

const show = async (host: Host, c: Context<Portal>, opened: Opened): Promise<Response> => {
  const fresh = c.req.query('new') !== undefined;
  const left = fresh ? await leftAfter(opened) : undefined;
  if (wantsJson(c)) return c.json(receiptBody(c, opened, left));
  const receipt = viewIn(opened);
  const done = saidAfter(c.req.query('done') ?? '', receipt);
  return host.render(c, 'answers/receipt', { sheet: opened.sheet, receipt, url: urlOf(c, opened), left, fresh, done }, 200);
};

/** After a deed the receipt itself answers, so that a reload repeats nothing. */
const showAfter = async (c: Context<Portal>, opened: Opened, deed: DeedName): Promise<Response> => {
  const { receipt, code } = opened;
  if (!wantsJson(c)) return c.redirect(`${receiptPath(receipt.committee, code)}?done=${deed}`, 303);
  return c.json(receiptBody(c, await openReceipt(c, receipt.committee, code)));
};

/** Receipts: anybody with the code sees the state; whoever has the phone's last four digits too may change it. */
export const receipts = (host: Host) => {
  const app = new Hono<Portal>({ strict: false });

  app.get('/:committee', (c) => {
    const code = codeTyped(c.req.query('code') ?? '');
    const { committee } = c.req.param();
    if (!code || !isSlug(committee)) throw new Refusal(404, words.none);
    return c.redirect(receiptPath(committee, code), 303);
  });

  app.get('/:committee/:code', async (c) => {
    const opened = await openReceipt(c, c.req.param('committee'), c.req.param('code'));
    const worked = await deskPathOf(c, opened);
    return worked ? c.redirect(worked, 303) : show(host, c, opened);
  });

  // WeChat reloads the page that a form was sent to.
  app.get('/:committee/:code/:deed', (c) => {
    const { committee, deed } = c.req.param();
    const code = codeTyped(c.req.param('code'));
    if (!code || !isSlug(committee) || !isDeedName(deed)) throw new Refusal(404, words.none);
    return c.redirect(receiptPath(committee, code), 303);
  });

  app.post('/:committee/:code/cancellation', (c) =>
    withFour(host, c, async (opened) => {
      const { store, sheet, now } = opened;
      const done = await settle(opened, (record) => cancel(store, sheet, record, now));
      return done ? showAfter(c, opened, 'cancellation') : refuseDeed(host, c, opened);
    }),
  );

  app.post('/:committee/:code/erasure', (c) =>
    withFour(host, c, async (opened) => {
      const { store, sheet, now } = opened;
      const done = await settle(opened, (record) => erase(store, sheet, record, now));
      return done ? showAfter(c, opened, 'erasure') : refuseDeed(host, c, opened);
    }),
  );

  app.post('/:committee/:code/data', (c) =>
    withFour(host, c, async (opened) => {
      const { store, record, code } = opened;
      const consents = record.recordKind === 'request' ? (await askedOf(store, record))?.consents : undefined;
      const own = { receipt: viewIn(opened), data: await formDataOf(store, record), consents };
      return c.json(own, 200, { 'Content-Disposition': `attachment; filename="${code}.json"` });
    }),
  );

  app.post('/:committee/:code/correction-form', (c) =>
    withFour(host, c, async (opened, _, four) => {
      const data = await formDataOf(opened.store, opened.record);
      if (!data || !viewIn(opened).can.correct) return refuseDeed(host, c, opened);
      const values = fieldsOf(data);
      return wantsJson(c) ? c.json({ values }) : correctionForm(host, c, opened, four, { values, faults: {} }, 200);
    }),
  );

  app.post('/:committee/:code/correction', (c) =>
    withFour(host, c, async (opened, fields, four) => {
      const refused = await saveCorrection(host, c, opened, fields, four);
      return refused ?? showAfter(c, opened, 'correction');
    }),
  );

  return app;
};
