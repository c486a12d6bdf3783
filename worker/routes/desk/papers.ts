import { Hono } from 'hono';
import { likenesses } from '../../../domain/label.ts';
import { isCold } from '../../../domain/medicine.ts';
import { lastFour } from '../../../domain/phone.ts';
import { tagOf, tagPath, tagSpoken } from '../../../domain/tag.ts';
import type { LabelView } from '../../../site/desk/medicine/label.ts';
import type { SheetHome } from '../../../site/desk/medicine/sheet.ts';
import type { Duty } from '../../duty.ts';
import type { Host, Portal } from '../../host.ts';
import { logDeed } from '../../records/deeds.ts';
import { cardsOutOf } from '../../records/homes.ts';
import { drugsOf } from '../../records/items.ts';
import { ofRun, type Run, runAt } from '../../records/runs.ts';
import { addressDoor } from './doors.ts';
import { pharmacyOf } from './hospitals.ts';
import { pageIn, show } from './page.ts';
import { bound, param, type Rules } from './rules.ts';
import { inPages, type Load, loadedRun } from './runviews.ts';

export const PAPER_RULES = {
  'GET /desk/medicine/runs/:id/sheet': { right: 'medicine', of: 'run' },
  'GET /desk/medicine/runs/:id/labels': { right: 'medicine', of: 'run' },
} as const satisfies Rules;

// A page of the sheet holds so many lines; a home has one of its own and one for each drug.
const LINES = 24;
const LABELS = 24;
// What is printed at once stays under 150 KB however long the portal's address is: it lies in each code.
const AT_ONCE = 2 * LABELS;

/** The run sheet and the labels: each printing that shows drugs is said in the run's chain. */
export const paperRoutes = (host: Host) => {
  const app = new Hono<Portal>({ strict: false });
  const { on } = bound(app, PAPER_RULES);

  /** What has still to be fetched with this run, home by home. */
  const toFetch = (run: Run, load: readonly Load[]) =>
    load
      .map(({ request, items }) => ({ request, items: items.filter(({ runId }) => runId === run.id) }))
      .filter(({ items }) => items.length > 0);

  const printed = (duty: Duty, run: Run, detail: { list: 'sheet' | 'labels'; homes: number }) =>
    logDeed(duty.store.db, ofRun(duty, run, 'printed', detail));

  on('GET /desk/medicine/runs/:id/sheet', async (c, duty) => {
    const run = await runAt(duty, param(c, 'id'));
    const [{ line, load: all }, { drugs: lists }] = await Promise.all([loadedRun(duty, run), pharmacyOf(c, duty)]);
    const load = toFetch(run, all);
    const out = await cardsOutOf(
      duty,
      load.map(({ request }) => request.id),
    );
    const homes = await Promise.all(
      load.map(async ({ request, items }): Promise<SheetHome> => {
        const [{ name, place, door }, drugs] = await Promise.all([addressDoor(c, duty, request), drugsOf(duty.store, items)]);
        return {
          ...{
            tag: tagSpoken(tagOf(request.id)),
            name,
            place: `${place} ${door}`,
            cardOut: out.some((card) => card.request === request.id),
          },
          drugs: drugs.map(({ name, strength, amount }) => ({ name, strength, asked: amount, cold: isCold(name, lists) })),
        };
      }),
    );
    await printed(duty, run, { list: 'sheet', homes: homes.length });
    const boxes = homes.flatMap(({ drugs }) => drugs).reduce((sum, { asked }) => sum + asked, 0);
    const newest = new URL(`/desk/medicine/runs/${run.id}/sheet`, duty.town.url || c.req.url).href;
    return show(host, c, duty, 'desk/medicine/sheet', {
      run: line,
      pages: inPages(homes, LINES, ({ drugs }) => Math.max(2, drugs.length + 1)),
      homes: homes.length,
      boxes,
      newest,
    });
  });

  on('GET /desk/medicine/runs/:id/labels', async (c, duty) => {
    const run = await runAt(duty, param(c, 'id'));
    const [{ line, load: all }, { drugs: lists }] = await Promise.all([loadedRun(duty, run), pharmacyOf(c, duty)]);
    const load = toFetch(run, all);
    const bags = await Promise.all(
      load.map(async ({ request, items }) => {
        const [{ name, phone, committee, compound, door }, drugs] = await Promise.all([
          addressDoor(c, duty, request),
          drugsOf(duty.store, items),
        ]);
        const cold = drugs.some((drug) => isCold(drug.name, lists));
        const home = `${request.committee}/${request.compound}/${request.door ?? request.id}`;
        return { request, name, committee, door: `${compound} ${door}`, four: lastFour(phone), cold, home };
      }),
    );
    const like = likenesses(bags);
    const labels = bags.map(({ request, home: _, ...bag }, at): LabelView => {
      const tag = tagOf(request.id);
      const url = new URL(tagPath(tag), duty.town.url || c.req.url).href;
      return { ...bag, tag: tagSpoken(tag), url, like: like[at] ?? { name: false, home: false } };
    });
    const page = pageIn(c);
    const now = labels.slice((page - 1) * AT_ONCE, page * AT_ONCE);
    await printed(duty, run, { list: 'labels', homes: now.length });
    const pages = Array.from({ length: Math.ceil(now.length / LABELS) }, (_, at) => now.slice(at * LABELS, (at + 1) * LABELS));
    return show(host, c, duty, 'desk/medicine/labels', { run: line, pages, page, more: labels.length > page * AT_ONCE });
  });

  return app;
};
