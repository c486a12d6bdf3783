import { Hono } from 'hono';
import { clean } from '../../../domain/typed.ts';
import { zhCN } from '../../../domain/words/index.ts';
import type { Duty } from '../../duty.ts';
import { field, fieldsIn } from '../../fields.ts';
import type { Host, Portal } from '../../host.ts';
import { cardOutOf, collectCard, handCard, returnCard } from '../../records/cards.ts';
import { medicineAt } from '../../records/chains.ts';
import { personById } from '../../records/people.ts';
import { backTo, done, memberIn, refuse, runIn, saidBack } from './casepage.ts';
import { keepingOf } from './hospitals.ts';
import { bound, param, type Rules } from './rules.ts';

const { medicine: words } = zhCN.desk;

export const CASE_CARD_RULES = {
  'POST /desk/medicine/requests/:id/card': { right: 'medicine', of: 'request' },
  'POST /desk/medicine/requests/:id/card/holder': { right: 'medicine', of: 'request' },
  'POST /desk/medicine/requests/:id/card/return': { right: 'medicine', of: 'request' },
} as const satisfies Rules;

const heldBy = async ({ store }: Duty, id: string): Promise<string> => {
  const card = await cardOutOf(store, id);
  return card ? words.refused.card((await personById(store, card.holder))?.name ?? '') : words.refused.ended;
};

/** The card of one request: from hand to hand, and back to its door. */
export const caseCardRoutes = (host: Host) => {
  const app = new Hono<Portal>({ strict: false });
  const { on } = bound(app, CASE_CARD_RULES);

  on('POST /desk/medicine/requests/:id/card', async (c, duty) => {
    const fields = await fieldsIn(c);
    const id = param(c, 'id');
    const { row } = await medicineAt(duty, id);
    const holder = await memberIn(duty, row, field(fields, 'holder') || duty.person.id);
    const form = { values: fields, faults: { holder: words.refused.person } };
    if (!holder) return refuse(host, c, duty, id, words.refused.person, { of: 'card', form });
    const runId = await runIn(duty, fields);
    if (await done(duty, id, (record) => collectCard(duty, record, { holder, runId }))) return c.redirect(backTo(id, 'mCard'), 303);
    return refuse(host, c, duty, id, await heldBy(duty, id));
  });

  on('POST /desk/medicine/requests/:id/card/holder', async (c, duty) => {
    const fields = await fieldsIn(c);
    const id = param(c, 'id');
    const { row } = await medicineAt(duty, id);
    const holder = await memberIn(duty, row, field(fields, 'holder'));
    const form = { values: fields, faults: { holder: words.refused.person } };
    if (!holder) return refuse(host, c, duty, id, words.refused.person, { of: 'card', form });
    const runId = await runIn(duty, fields);
    if (await done(duty, id, (record) => handCard(duty, record, { holder, runId }))) return c.redirect(backTo(id, 'mHand'), 303);
    return refuse(host, c, duty, id, words.refused.cardHome);
  });

  on('POST /desk/medicine/requests/:id/card/return', async (c, duty) => {
    const fields = await fieldsIn(c);
    const id = param(c, 'id');
    const { row } = await medicineAt(duty, id);
    const keeping = await keepingOf(c, row);
    const door = clean(field(fields, 'door')).slice(0, 60) || undefined;
    if (await done(duty, id, (record) => returnCard(duty, keeping, record, door)))
      return c.redirect(backTo(id, await saidBack(duty, id, 'mBack')), 303);
    return refuse(host, c, duty, id, words.refused.cardHome);
  });

  return app;
};
