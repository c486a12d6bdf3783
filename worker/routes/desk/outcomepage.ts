import type { Context } from 'hono';
import { type Found as FoundWord, FOUND } from '../../../domain/chain.ts';
import { EMPTY_FORM, type FormState } from '../../../domain/form.ts';
import { yuanOf } from '../../../domain/money.ts';
import type { Duty } from '../../duty.ts';
import type { Host, Portal } from '../../host.ts';
import { crewFrom, crewIn } from '../../records/crew.ts';
import { type FindingRow, foundOn, latestOf } from '../../records/findings.ts';
import { invoicesOn } from '../../records/invoices.ts';
import { drugsOf } from '../../records/items.ts';
import { loadOn } from '../../records/loads.ts';
import type { Run } from '../../records/runs.ts';
import { homesOf } from './homes.ts';
import { pageIn, show } from './page.ts';
import { crewOptions, runLine, runSide } from './runlines.ts';
import { byHome, inPages } from './runviews.ts';

// Four fields a drug and two a home: about a hundred, and far from the 16 KB that a form may have.
const MOST_DRUGS = 20;

const wordOf = (row: FindingRow | undefined): FoundWord | undefined => FOUND.find((one) => one === row?.outcome);

/** The homes on one page of a run that may still be written about, with what was found and paid; a home is never torn apart. */
export const outcomesOn = async (c: Context<Portal>, duty: Duty, run: Run) => {
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
type Outcomes = Awaited<ReturnType<typeof outcomesOn>>;

/** The form; 422 where something was typed wrong. */
export const drawOutcomes = async (
  host: Host,
  c: Context<Portal>,
  duty: Duty,
  { at, homes, found, invoices }: Outcomes,
  form: FormState = EMPTY_FORM,
) => {
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
