import { type Context, Hono } from 'hono';
import { type Found as FoundWord, FOUND, findingInput } from '../../../domain/chain.ts';
import { EMPTY_FORM, faultsOf, type Fields, type FormState } from '../../../domain/form.ts';
import { fenTyped, yuanOf } from '../../../domain/money.ts';
import { clean } from '../../../domain/typed.ts';
import { zhCN } from '../../../domain/words/index.ts';
import type { Option } from '../../../site/desk/option.ts';
import type { Duty } from '../../duty.ts';
import { field, fieldsIn } from '../../fields.ts';
import type { Host, Portal } from '../../host.ts';
import { medicineAt, recordsBy } from '../../records/chains.ts';
import { crewFrom, crewIn } from '../../records/crew.ts';
import { type Found, type FindingRow, foundOn, recordFindings } from '../../records/findings.ts';
import { invoicesOn, noteInvoice } from '../../records/invoices.ts';
import { drugsOf, type Item } from '../../records/items.ts';
import { loadOn } from '../../records/loads.ts';
import { lookAtAll } from '../../records/opening.ts';
import { type Run, runAt } from '../../records/runs.ts';
import { settled } from '../../records/work.ts';
import { homesOf } from './homes.ts';
import { pharmacyOf } from './hospitals.ts';
import { pageIn, show } from './page.ts';
import { bound, param, type Rules } from './rules.ts';
import { crewOptions, runLine, runSide } from './runlines.ts';
import { byHome, inPages } from './runviews.ts';

const { medicine: words } = zhCN.desk;

export const OUTCOME_RULES = {
  'GET /desk/medicine/runs/:id/outcomes': { right: 'medicine', of: 'run' },
  'POST /desk/medicine/runs/:id/outcomes': { right: 'medicine', of: 'run' },
} as const satisfies Rules;

// Four fields a drug and two a home: about a hundred, and far from the 16 KB that a form may have.
const MOST_DRUGS = 20;

const latestOf = (found: readonly FindingRow[], itemId: string): FindingRow | undefined => found.findLast((row) => row.itemId === itemId);

const wordOf = (row: FindingRow | undefined): FoundWord | undefined => FOUND.find((one) => one === row?.outcome);

const FIELDS = ['outcome', 'got', 'what', 'agreed'] as const;

/** The fields of one drug, as the schema of a finding reads them; blank ones dropped. */
const fieldsOf = (fields: Fields, itemId: string): Record<string, string> =>
  Object.fromEntries(
    FIELDS.map((name): [string, string] => [name, clean(field(fields, `${name}.${itemId}`))]).filter(([, typed]) => typed !== ''),
  );

/** Everything of one run in one form: what was found, and what was paid. */
export const outcomeRoutes = (host: Host) => {
  const app = new Hono<Portal>({ strict: false });
  const { on } = bound(app, OUTCOME_RULES);

  const pageOf = async (c: Context<Portal>, duty: Duty, run: Run) => {
    const { store } = duty;
    const [requests, items, crew, found, invoices, ...side] = await store.db.batch([
      ...loadOn(duty, run.id),
      crewIn(duty, duty.scope),
      foundOn(store, run.id),
      invoicesOn(store, run.id),
      ...runSide(duty, [run]),
    ]);
    const open = byHome(requests, items).filter(({ request }) => request.endedAt === null && request.eraseAt === null);
    const pages = inPages(open, MOST_DRUGS, (home) => home.items.length);
    const page = Math.min(pageIn(c), pages.length);
    const at = {
      run: await runLine(duty, run, ...side),
      page,
      pages: pages.length,
      crew: crewOptions(await crewFrom(store, duty.scope, crew)),
    };
    return { at, homes: pages[page - 1] ?? [], found, invoices };
  };
  type Page = Awaited<ReturnType<typeof pageOf>>;

  const draw = async (c: Context<Portal>, duty: Duty, { at, homes, found, invoices }: Page, form: FormState = EMPTY_FORM) => {
    const lines = await homesOf(
      c,
      duty,
      homes.map(({ request }) => request),
    );
    const views = await Promise.all(
      homes.map(async ({ request, items }) => {
        const home = lines.get(request.id);
        const drugs = await Promise.all(
          items.map(async (item) => {
            const [drug] = await drugsOf(duty.store, [item]);
            const outcome = wordOf(latestOf(found, item.id));
            return { id: item.id, name: drug?.name ?? '', strength: drug?.strength, asked: drug?.amount ?? 0, got: item.got, outcome };
          }),
        );
        const paid = invoices.filter(({ requestId }) => requestId === request.id).map(({ fen }) => yuanOf(fen));
        return home ? [{ id: request.id, home, drugs, paid: paid.join('、') }] : [];
      }),
    );
    const status = Object.keys(form.faults).length > 0 ? 422 : 200;
    return show(host, c, duty, 'desk/medicine/outcomes', { ...at, homes: views.flat(), form }, { status });
  };

  on('GET /desk/medicine/runs/:id/outcomes', async (c, duty) => {
    const run = await runAt(duty, param(c, 'id'));
    const page = await pageOf(c, duty, run);
    const records = await recordsBy(
      duty,
      page.homes.map(({ request }) => request.id),
    );
    await lookAtAll(duty, records.values());
    return draw(c, duty, page);
  });

  /** What was typed for one home, as far as it is new: the same form sent twice finds nothing new. */
  const foundIn = async (duty: Duty, fields: Fields, items: readonly Item[], before: readonly FindingRow[]) => {
    const faults: Record<string, string> = {};
    const found: Found[] = [];
    for (const item of items) {
      const typed = fieldsOf(fields, item.id);
      if (!typed['outcome']) continue;
      const [drug] = await drugsOf(duty.store, [item]);
      const parsed = findingInput(drug?.amount ?? 1, zhCN).safeParse(typed);
      if (!parsed.success) {
        for (const [name, fault] of Object.entries(faultsOf(parsed.error))) faults[`${name}.${item.id}`] = fault;
        continue;
      }
      const last = latestOf(before, item.id);
      const isSame = last?.outcome === parsed.data.outcome && last.got === parsed.data.got;
      if (!isSame) found.push({ itemId: item.id, finding: parsed.data });
    }
    return { faults, found };
  };

  const paidIn = (fields: Fields, id: string, crew: readonly Option[]) => {
    const typed = clean(field(fields, `yuan.${id}`));
    if (typed === '') return { faults: {} };
    const fen = fenTyped(typed);
    const advancedBy = crew.find(({ value }) => value === field(fields, `advanced.${id}`))?.value;
    const faults = {
      ...(fen === undefined && { [`yuan.${id}`]: words.invoice.yuanWrong }),
      ...(!advancedBy && { [`advanced.${id}`]: words.invoice.advancedNeeded }),
    };
    return fen !== undefined && advancedBy ? { advance: { fen, advancedBy }, faults } : { faults };
  };

  on('POST /desk/medicine/runs/:id/outcomes', async (c, duty) => {
    const fields = await fieldsIn(c);
    const run = await runAt(duty, param(c, 'id'));
    const read = await pageOf(c, duty, run);
    const { homes, at } = read;
    const typed = await Promise.all(
      homes.map(async ({ request, items }) => {
        const { faults, found } = await foundIn(duty, fields, items, read.found);
        const paid = paidIn(fields, request.id, at.crew);
        return { id: request.id, found, advance: paid.advance, faults: { ...faults, ...paid.faults } };
      }),
    );
    const faults: Record<string, string> = Object.assign({}, ...typed.map((one) => one.faults));
    // All of a page or nothing: half of it would be typed again.
    if (Object.keys(faults).length > 0) return draw(c, duty, read, { values: fields, faults });
    const rule = await pharmacyOf(c, duty);
    for (const { id, found, advance } of typed) {
      const find = () => medicineAt(duty, id);
      if (found.length > 0) await settled(find, (record) => recordFindings(duty, rule, record, run.id, found));
      if (advance) await settled(find, (record) => noteInvoice(duty, record, run.id, advance));
    }
    return c.redirect(`/desk/medicine/runs/${run.id}/outcomes?page=${at.page}&said=mFound`, 303);
  });

  return app;
};
