import type { Context } from 'hono';
import { Hono } from 'hono';
import { dayOf } from '../../../domain/clock.ts';
import { type FormState, faultsOf, fieldsOf, treeOf } from '../../../domain/form.ts';
import { requestInput } from '../../../domain/request.ts';
import { zhCN } from '../../../domain/words/index.ts';
import type { Duty } from '../../duty.ts';
import { field, fieldsIn } from '../../fields.ts';
import type { Host, Portal } from '../../host.ts';
import { askFor } from '../../records/asking.ts';
import { correctRequest } from '../../records/corrections.ts';
import { drugsOf } from '../../records/items.ts';
import { joinInto } from '../../records/joining.ts';
import type { Done } from '../../records/notebook.ts';
import { logAgain, logLook } from '../../records/opening.ts';
import { isProvenBy, receiptsOf } from '../../records/receipts.ts';
import { askedOf, type RequestRecord } from '../../records/record.ts';
import { requestAt } from '../../records/work.ts';
import { doneOrWhy, keyOf } from './notebook.ts';
import { type Manner, show } from './page.ts';
import { sheetFor } from './places.ts';
import { isHealth, showRecord } from './recordpage.ts';
import { bound, param, type Rules } from './rules.ts';

const { requests: w } = zhCN.desk;
const work = { right: 'requests', of: 'request' } as const;

export const CHANGE_RULES = {
  'GET /desk/requests/:id/correction': work,
  'POST /desk/requests/:id/correction': work,
  'POST /desk/requests/:id/repetition': work,
  'POST /desk/requests/:id/joining': work,
} as const satisfies Rules;

/** What was asked for, as the form takes it; the drugs that are still wanted. Nothing once it was erased. */
export const typedIn = async ({ store }: Duty, record: RequestRecord) => {
  const asked = await askedOf(store, record);
  const drugs = await drugsOf(
    store,
    record.items.filter(({ state }) => state !== 'cancelled' || record.row.endedAt !== null),
  );
  return asked && { ...asked.input, ...(drugs.length > 0 && { drugs }) };
};

const serviceOf = async (c: Context<Portal>, duty: Duty, { row }: RequestRecord) => {
  const sheet = await sheetFor(c, duty, row);
  return { sheet, service: sheet.services.find(({ id }) => id === row.service) };
};

const refuse = (host: Host, c: Context<Portal>, duty: Duty, record: RequestRecord, why: keyof typeof w.refusals) =>
  showRecord(host, c, duty, record, {}, { status: 409, fault: w.refusals[why] });

const showCorrection = async (host: Host, c: Context<Portal>, duty: Duty, record: RequestRecord, form?: FormState, manner: Manner = {}) => {
  const { sheet, service } = await serviceOf(c, duty, record);
  const values = await typedIn(duty, record);
  if (!values) return refuse(host, c, duty, record, 'erased');
  if (record.row.endedAt !== null) return refuse(host, c, duty, record, 'ended');
  if (!service) return refuse(host, c, duty, record, 'gone');
  if (isHealth(record, service)) await logLook(duty, record, 'opened');
  const page = {
    id: record.row.id,
    title: record.row.title,
    sheet,
    service: service.id,
    form: form ?? { values: fieldsOf(values), faults: {} },
  };
  return show(host, c, duty, 'desk/correction', page, manner);
};

/** What changes a request as a whole: correct, repeat, join. */
export const changeRoutes = (host: Host) => {
  const app = new Hono<Portal>({ strict: false });
  const { on } = bound(app, CHANGE_RULES);

  on('GET /desk/requests/:id/correction', async (c, duty) => showCorrection(host, c, duty, await requestAt(duty, param(c, 'id'))));

  on('POST /desk/requests/:id/correction', async (c, duty) => {
    const fields = await fieldsIn(c);
    const id = param(c, 'id');
    const record = await requestAt(duty, id);
    const { sheet, service } = await serviceOf(c, duty, record);
    if (!service) return refuse(host, c, duty, record, 'gone');
    const parsed = requestInput(sheet, service, zhCN, dayOf(record.row.askedAt)).safeParse(treeOf(fields));
    if (!parsed.success) return showCorrection(host, c, duty, record, { values: fields, faults: faultsOf(parsed.error) }, { status: 422 });
    const input = parsed.data;
    const came = await doneOrWhy(
      () => requestAt(duty, id),
      async (newest): Promise<Done> => {
        const before = await askedOf(duty.store, newest);
        if (!before) return 'erased';
        // Receipts that the old phone proved go with the resident to the new one; those of others stay with theirs.
        const receipts = await receiptsOf(duty.store.db, newest);
        const proven = await Promise.all(receipts.map((receipt) => isProvenBy(duty.store, receipt, before.input.phone)));
        const theirs = receipts.filter((_, at) => proven[at]);
        const deal = await correctRequest(duty.store, sheet, service, newest, theirs, input, duty.now, duty.hand);
        return deal === 'refused' ? 'ended' : deal;
      },
    );
    if (came === 'done') return c.redirect(`/desk/requests/${id}?said=r-corrected`, 303);
    return refuse(host, c, duty, await requestAt(duty, id), came);
  });

  on('POST /desk/requests/:id/repetition', async (c, duty) => {
    const fields = await fieldsIn(c);
    const record = await requestAt(duty, param(c, 'id'));
    const { row } = record;
    const { sheet, service } = await serviceOf(c, duty, record);
    const values = await typedIn(duty, record);
    if (row.endedAt === null) return refuse(host, c, duty, record, 'open');
    if (!values) return refuse(host, c, duty, record, 'erased');
    if (!service) return refuse(host, c, duty, record, 'gone');
    if (service.paused) return showRecord(host, c, duty, record, {}, { status: 409, fault: zhCN.asking.paused(service.paused) });
    const days = field(fields, 'days').trim();
    const again = fieldsOf(values);
    const known = Object.entries(again).map(([name, value]) => [name, days && /^drugs\.\d+\.days$/.test(name) ? days : value]);
    const parsed = requestInput(sheet, service, zhCN, dayOf(duty.now.town)).safeParse(treeOf(Object.fromEntries(known)));
    // A day that is past by now, a door that is no more: it is asked anew, in the form that has all the rest.
    if (!parsed.success) return c.redirect(`/desk/entry/${row.committee}/${row.compound}/${row.service}?from=${row.id}`, 303);
    const entry = { hand: duty.hand, source: 'phone', repeats: row.id, apart: true } as const;
    const { id, fresh } = await askFor(duty.store, sheet, service, parsed.data, keyOf(fields), duty.now, entry);
    if (fresh) await logAgain(duty, record, id);
    return c.redirect(`/desk/requests/${id}?said=r-repeated`, 303);
  });

  on('POST /desk/requests/:id/joining', async (c, duty) => {
    const fields = await fieldsIn(c);
    const id = param(c, 'id');
    const into = field(fields, 'into');
    const gone = await requestAt(duty, id);
    if (!into) return showRecord(host, c, duty, gone, {}, { status: 422, fault: zhCN.errors.choose(w.joinTo) });
    const kept = await requestAt(duty, into);
    const sheet = await sheetFor(c, duty, kept.row);
    const join = async (record: RequestRecord) => joinInto(duty, sheet, record, await requestAt(duty, into));
    const came = await doneOrWhy(() => requestAt(duty, id), join);
    if (came === 'done') return c.redirect(`/desk/requests/${into}?said=r-joined`, 303);
    return refuse(host, c, duty, await requestAt(duty, id), came);
  });

  return app;
};
