import { Hono } from 'hono';
import { dayOf } from '../../domain/clock.ts';
import { faultsOf, treeOf } from '../../domain/form.ts';
import { requestInput } from '../../domain/request.ts';
import { zhCN } from '../../domain/words/index.ts';
import { type FormRefusal, refuseForm } from '../answers.ts';
import { isAway } from '../faults.ts';
import { fieldsIn, keyIn } from '../fields.ts';
import type { Host, Portal } from '../host.ts';
import { logError } from '../log.ts';
import { momentOf } from '../moment.ts';
import { answerTaken } from '../opened.ts';
import { askFor } from '../records/requests.ts';
import { storeFor } from '../records/store.ts';
import { Refusal } from '../refusal.ts';
import { isSlug, sheetOf } from '../sheets.ts';

const { asking } = zhCN;

/** Requests for a service: medicine, a ride, a pass, whatever the town describes. */
export const requests = (host: Host) => {
  const app = new Hono<Portal>({ strict: false });

  // WeChat reloads the page that a form was sent to.
  app.get('/:committee/:compound/:service', (c) => {
    const { committee, compound, service } = c.req.param();
    if (![committee, compound, service].every(isSlug)) throw new Refusal(404, asking.noSuchPlace);
    return c.redirect(`/${committee}/${compound}/services/${service}/`, 303);
  });

  app.post('/:committee/:compound/:service', async (c) => {
    const { committee, compound } = c.req.param();
    const sheet = await sheetOf(c, committee, compound);
    const service = sheet.services.find(({ id }) => id === c.req.param('service'));
    if (!service) throw new Refusal(404, asking.noSuchPlace);
    const fields = await fieldsIn(c);

    const refuse = (refusal: FormRefusal) =>
      refuseForm(c, fields, sheet.phones, refusal, (form) =>
        host.render(c, 'answers/request', { sheet, service: service.id, form }, refusal.status),
      );

    if (service.paused) return refuse({ status: 409, message: asking.paused(service.paused) });
    const now = momentOf(sheet, Date.now());
    const parsed = requestInput(sheet, service, zhCN, dayOf(now.town)).safeParse(treeOf(fields));
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
