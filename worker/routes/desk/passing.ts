import type { Context } from 'hono';
import { Hono } from 'hono';
import { EMPTY_FORM } from '../../../domain/form.ts';
import { zhCN } from '../../../domain/words/index.ts';
import type { Duty } from '../../duty.ts';
import { field, fieldsIn } from '../../fields.ts';
import type { Host, Portal } from '../../host.ts';
import { passOn } from '../../records/passing.ts';
import { askedOf, type RequestRecord } from '../../records/record.ts';
import { requestAt } from '../../records/work.ts';
import { findSheet } from '../../sheets.ts';
import { doneOrWhy } from './notebook.ts';
import { type Manner, show } from './page.ts';
import { doorIn, sheetFor } from './places.ts';
import { bound, param, type Rules } from './rules.ts';

const { requests: w } = zhCN.desk;

export const PASSING_RULES = {
  'GET /desk/requests/:id/passing-on': { right: 'requests', of: 'request' },
  'POST /desk/requests/:id/passing-on': { right: 'requests', of: 'request' },
} as const satisfies Rules;

const showPassing = async (host: Host, c: Context<Portal>, duty: Duty, { row }: RequestRecord, form = EMPTY_FORM, manner: Manner = {}) => {
  const { id, title } = row;
  const sheet = await sheetFor(c, duty, row);
  // Every place of the town: who got it by mistake may not work there, and has to name it all the same. One committee at
  // a time, for a town has a hundred compounds; its own first, where the wrong one of two neighbours was chosen.
  const there = duty.town.committees
    .map((one) => ({ ...one, compounds: one.compounds.filter((site) => one.id !== row.committee || site.id !== row.compound) }))
    .filter(({ compounds }) => compounds.length > 0);
  const asked = c.req.query('committee') ?? row.committee;
  const committee = there.find((one) => one.id === asked) ?? there[0] ?? { id: '', name: '', compounds: [] };
  const page = {
    ...{ id, title, form, committee, from: `${sheet.committee.name} ${sheet.compound.name}` },
    options: committee.compounds.map((site) => ({ value: `${committee.id}/${site.id}`, label: site.name })),
    committees: there.map((one) => ({
      href: `/desk/requests/${id}/passing-on?committee=${one.id}`,
      title: one.name,
      current: one.id === committee.id,
    })),
  };
  return show(host, c, duty, 'desk/passing', page, manner);
};

/** To pass on what was sent to the wrong compound or committee. */
export const passingRoutes = (host: Host) => {
  const app = new Hono<Portal>({ strict: false });
  const { on } = bound(app, PASSING_RULES);

  on('GET /desk/requests/:id/passing-on', async (c, duty) => showPassing(host, c, duty, await requestAt(duty, param(c, 'id'))));

  on('POST /desk/requests/:id/passing-on', async (c, duty) => {
    const fields = await fieldsIn(c);
    const id = param(c, 'id');
    const record = await requestAt(duty, id);
    const [committee = '', compound = ''] = field(fields, 'place').split('/');
    const target = await findSheet(c, committee, compound);
    const missing = { values: fields, faults: { place: zhCN.errors.choose(w.passTo) } };
    if (!target) return showPassing(host, c, duty, record, missing, { status: 422 });
    const came = await doneOrWhy(
      () => requestAt(duty, id),
      async (newest) => {
        const sheet = await sheetFor(c, duty, newest.row);
        const asked = await askedOf(duty.store, newest);
        const from = [sheet.committee.name, sheet.compound.name, asked && doorIn(sheet, asked.input)].filter(Boolean).join(' ');
        return passOn(duty, newest, target, from);
      },
    );
    // It may be out of one's own reach from now on.
    if (came === 'done') return c.redirect('/desk/requests?said=r-passed', 303);
    return showPassing(host, c, duty, record, { values: fields, faults: {} }, { status: 409, fault: w.refusals[came] });
  });

  return app;
};
