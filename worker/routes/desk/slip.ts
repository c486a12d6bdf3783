import { Hono } from 'hono';
import { receiptPath } from '../../../domain/receipt.ts';
import { requestTold } from '../../../domain/told.ts';
import { zhCN } from '../../../domain/words/index.ts';
import { may } from '../../duty.ts';
import type { Host, Portal } from '../../host.ts';
import { logLook } from '../../records/opening.ts';
import { codeIn, receiptsOf } from '../../records/receipts.ts';
import { drugsIn } from '../../records/view.ts';
import { requestAt } from '../../records/work.ts';
import { Refusal } from '../../refusal.ts';
import { show } from './page.ts';
import { sheetFor } from './places.ts';
import { bound, param, type Rules } from './rules.ts';

const { dates, receipt: words, desk } = zhCN;

export const SLIP_RULES = { 'GET /desk/requests/:id/slip': { right: 'enter', of: 'request' } } as const satisfies Rules;

/** The paper slip that somebody gets who has no phone to look at. */
export const slipRoutes = (host: Host) => {
  const app = new Hono<Portal>({ strict: false });
  const { on } = bound(app, SLIP_RULES);

  on('GET /desk/requests/:id/slip', async (c, duty) => {
    const record = await requestAt(duty, param(c, 'id'));
    const { row } = record;
    const [sheet, receipts] = await Promise.all([sheetFor(c, duty, row), receiptsOf(duty.store.db, record)]);
    const receipt = receipts.find(({ id }) => id === c.req.query('receipt')) ?? receipts[0];
    const code = receipt && (await codeIn(duty.store, receipt));
    if (!receipt || !code) throw new Refusal(404, desk.shell.none);
    await logLook(duty, record, 'code-shown');
    const service = sheet.services.find(({ id }) => id === row.service);
    const others = receipts.filter(({ id }) => id !== receipt.id);
    const open = row.endedAt === null;
    const told = requestTold({ state: row.state, outcome: row.outcome ?? undefined, drugs: drugsIn(record) }, zhCN);
    return show(host, c, duty, 'desk/slip', {
      id: row.id,
      title: row.title,
      place: `${sheet.committee.name} ${sheet.compound.name}`,
      asked: dates.moment(receipt.madeAt),
      state: told.state,
      next: told.next,
      due: open ? words.due(dates.untilDay(row.dueAt)) : undefined,
      code,
      url: new URL(receiptPath(receipt.committee, code), sheet.town.url || c.req.url).href,
      call: [...(row.urgent && service?.urgent?.phone ? [service.urgent.phone] : []), ...(service?.phones ?? []), ...sheet.phones]
        .filter(({ phone }, at, all) => all.findIndex((one) => one.phone === phone) === at)
        .slice(0, 2),
      others: others.map(({ id }, at) => ({ href: `/desk/requests/${row.id}/slip?receipt=${id}`, code: String(at + 1) })),
      record: may(duty, 'requests'),
    });
  });

  return app;
};
