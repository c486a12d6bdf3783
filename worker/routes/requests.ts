import { Hono } from 'hono';
import { dayOf } from '../../domain/clock.ts';
import { EMPTY_FORM, faultsOf, treeOf } from '../../domain/form.ts';
import { questionField } from '../../domain/request.ts';
import { zhCN } from '../../domain/words/index.ts';
import { aboutIn } from '../about.ts';
import { type FormRefusal, refuseForm } from '../answers.ts';
import { isAway } from '../faults.ts';
import { fieldsIn, keyIn } from '../fields.ts';
import { requestForm } from '../forms.ts';
import type { Host, Portal } from '../host.ts';
import { logError } from '../log.ts';
import { momentOf } from '../moment.ts';
import { answerTaken } from '../opened.ts';
import { askFor } from '../records/asking.ts';
import { storeFor } from '../records/store.ts';
import { Refusal } from '../refusal.ts';
import { findSheet, isSlug, sheetOf } from '../sheets.ts';

const { asking } = zhCN;

/** Requests for a service: medicine, a ride, a pass, whatever the town describes. */
export const requests = (host: Host) => {
  const app = new Hono<Portal>({ strict: false });

  // WeChat reloads the page that a form was sent to. What it is about is asked with it, where a page of an item leads here.
  app.get('/:committee/:compound/:service', async (c) => {
    const { committee, compound, service } = c.req.param();
    if (![committee, compound, service].every(isSlug)) throw new Refusal(404, asking.noSuchPlace);
    const typed = c.req.query('about');
    const sheet = typed === undefined ? undefined : await findSheet(c, committee, compound);
    const about = sheet?.services.some(({ id }) => id === service) ? await aboutIn(c, sheet, typed) : undefined;
    if (!sheet || !about) return c.redirect(`/${committee}/${compound}/services/${service}/`, 303);
    const values = { about: about.id, ...(about.day && { [questionField('day')]: about.day }) };
    return host.render(c, 'answers/request', { sheet, service, form: { ...EMPTY_FORM, values }, about: about.title }, 200);
  });

  app.post('/:committee/:compound/:service', async (c) => {
    const { committee, compound } = c.req.param();
    const sheet = await sheetOf(c, committee, compound);
    const service = sheet.services.find(({ id }) => id === c.req.param('service'));
    if (!service) throw new Refusal(404, asking.noSuchPlace);
    const fields = await fieldsIn(c);

    const refuse = (refusal: FormRefusal) =>
      refuseForm(c, fields, sheet.phones, refusal, async (form) => {
        const about = await aboutIn(c, sheet, fields['about']);
        return host.render(c, 'answers/request', { sheet, service: service.id, form, about: about?.title }, refusal.status);
      });

    if (service.paused) return refuse({ status: 409, message: asking.paused(service.paused) });
    const now = momentOf(sheet, Date.now());
    const parsed = requestForm(sheet, service, dayOf(now.town)).safeParse(treeOf(fields));
    if (!parsed.success) return refuse({ status: 422, faults: faultsOf(parsed.error) });
    try {
      const store = await storeFor(c.env);
      return await answerTaken(c, sheet, await askFor(store, sheet, service, parsed.data, keyIn(fields), now));
    } catch (error) {
      if (!isAway(error)) throw error;
      logError(error);
      return refuse({ status: 503, message: asking.busy });
    }
  });

  return app;
};
