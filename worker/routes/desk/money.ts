import { type Context, Hono } from 'hono';
import { yuanOf } from '../../../domain/money.ts';
import { zhCN } from '../../../domain/words/index.ts';
import type { MoneyPage, MoneyRow } from '../../../site/desk/medicine/money.ts';
import type { Duty } from '../../duty.ts';
import { field, fieldsIn } from '../../fields.ts';
import type { Host, Portal } from '../../host.ts';
import { medicineAt } from '../../records/chains.ts';
import { requestsIn } from '../../records/homes.ts';
import { invoiceAt, moneyOf, owedTo, repayInvoice } from '../../records/invoices.ts';
import { peopleBy, personById } from '../../records/people.ts';
import { settled } from '../../records/work.ts';
import { runWords } from './case.ts';
import { homesOf } from './homes.ts';
import { show } from './page.ts';
import { bound, type Rules } from './rules.ts';

const { moneyPage: words } = zhCN.desk.medicine;

export const MONEY_RULES = {
  'GET /desk/medicine/money': { right: 'medicine' },
  'POST /desk/medicine/money': { right: 'medicine' },
} as const satisfies Rules;

const A_PAGE = 40;

interface Sums {
  advanced: number;
  repaid: number;
  count: number;
}

const rowOf = (id: string, label: string, { advanced, repaid, count }: Sums): MoneyRow => ({
  ...{ id, label, count },
  advanced: yuanOf(advanced),
  repaid: yuanOf(repaid),
  owed: yuanOf(advanced - repaid),
});

/** What was advanced, what was repaid, and what is still owed to whom. */
export const moneyRoutes = (host: Host) => {
  const app = new Hono<Portal>({ strict: false });
  const { on } = bound(app, MONEY_RULES);

  const owedOf = async (c: Context<Portal>, duty: Duty, member: string): Promise<MoneyPage['owed']> => {
    const invoices = await owedTo(duty, member, A_PAGE);
    if (invoices.length === 0) return undefined;
    const rows = await requestsIn(
      duty,
      invoices.map(({ requestId }) => requestId),
    );
    const homes = await homesOf(c, duty, rows);
    return {
      member,
      name: (await personById(duty.store, member))?.name ?? '',
      invoices: invoices.flatMap(({ id, fen, at, requestId }) => {
        const home = homes.get(requestId);
        return home ? [{ id, yuan: yuanOf(fen), at, home }] : [];
      }),
    };
  };

  on('GET /desk/medicine/money', async (c, duty) => {
    const [byMember, byRun] = await moneyOf(duty);
    const names = await peopleBy(
      duty.store,
      byMember.map(({ member }) => member),
    );
    const whole = byMember.reduce(
      (sum, one) => ({ advanced: sum.advanced + one.advanced, repaid: sum.repaid + one.repaid, count: sum.count + one.count }),
      { advanced: 0, repaid: 0, count: 0 },
    );
    const member = c.req.query('member') ?? '';
    const page: MoneyPage = {
      members: byMember.map(({ member, ...sums }) => rowOf(member, names.get(member)?.name ?? '', sums)),
      runs: byRun.map(({ run, ...sums }) => rowOf(run.id, runWords(run), sums)),
      whole: rowOf('', words.whole, whole),
      owed: byMember.some((one) => one.member === member) ? await owedOf(c, duty, member) : undefined,
    };
    return show(host, c, duty, 'desk/medicine/money', page);
  });

  on('POST /desk/medicine/money', async (c, duty) => {
    const fields = await fieldsIn(c);
    const ticked = [fields['invoice'] ?? []].flat().filter(Boolean).slice(0, A_PAGE);
    for (const id of ticked) {
      const { requestId } = await invoiceAt(duty, id);
      await settled(
        () => medicineAt(duty, requestId),
        async (record) => repayInvoice(duty, record, await invoiceAt(duty, id)),
      );
    }
    const member = field(fields, 'member');
    return c.redirect(`/desk/medicine/money?said=mRepaid${/^[\w-]{1,40}$/.test(member) ? `&member=${member}` : ''}`, 303);
  });

  return app;
};
