import { type Context, Hono } from 'hono';
import { EMPTY_FORM, type FormState, faultsOf, treeOf } from '../../../domain/form.ts';
import { kindOf } from '../../../domain/robot.ts';
import { channelInput } from '../../../domain/robot-form.ts';
import { zhCN } from '../../../domain/words/index.ts';
import type { Duty } from '../../duty.ts';
import { field, fieldsIn } from '../../fields.ts';
import type { Host, Portal } from '../../host.ts';
import { addChannel, addressOf, channelAt, channelsIn, dropChannel } from '../../records/channels.ts';
import { enqueue } from '../../records/enqueueing.ts';
import { tryAgain } from '../../records/sent.ts';
import { Refusal } from '../../refusal.ts';
import { notePlace, placesOf } from '../../tidings/looking.ts';
import { sendDue, tryOut } from '../../tidings/sending.ts';
import { channelLines, itemsFor } from './channel-views.ts';
import { show } from './page.ts';
import { bound, param, type Rules } from './rules.ts';
import { scopeIn, scopesWithin } from './scopes.ts';

const { desk } = zhCN;
const { tidings: w } = desk;
const HERE = '/desk/channels';

export const CHANNEL_RULES = {
  'GET /desk/channels': { right: 'channels' },
  'POST /desk/channels': { right: 'channels' },
  'POST /desk/channels/:id/trial': { right: 'channels', of: 'channel' },
  'POST /desk/channels/:id/sendings': { right: 'channels', of: 'channel' },
  'POST /desk/channels/:id/again': { right: 'channels', of: 'channel' },
  'POST /desk/channels/:id/end': { right: 'channels', of: 'channel' },
} as const satisfies Rules;

const showChannels = async (
  host: Host,
  c: Context<Portal>,
  duty: Duty,
  form: FormState = EMPTY_FORM,
  fault?: string,
): Promise<Response> => {
  const [channels, scopes] = await Promise.all([channelsIn(duty).then((all) => channelLines(c.env, duty, all)), scopesWithin(c, duty)]);
  const places = scopes.filter(({ value }) => value.split('/').length < 3);
  const wrong = Object.keys(form.faults).length > 0;
  return show(host, c, duty, 'desk/channels', { channels, places, form }, { status: wrong ? 422 : fault ? 409 : 200, fault });
};

/** What was typed may hold a key: the page that says what is wrong with it does not show it again. */
const withoutKeys = ({ address: _, secret: __, ...values }: FormState['values']): FormState['values'] => values;

/** Where tidings go by themselves. */
export const channelRoutes = (host: Host) => {
  const app = new Hono<Portal>({ strict: false });
  const { on } = bound(app, CHANNEL_RULES);

  on('GET /desk/channels', (c, duty) => showChannels(host, c, duty));

  on('POST /desk/channels', async (c, duty) => {
    const values = await fieldsIn(c);
    const refuse = (faults: FormState['faults']) => showChannels(host, c, duty, { values: withoutKeys(values), faults });
    const parsed = channelInput(zhCN).safeParse(treeOf(values));
    if (!parsed.success) return refuse(faultsOf(parsed.error));
    const { scope: typed, address, urgent, heads, ...rest } = parsed.data;
    const kind = kindOf(address, c.env.CHANNEL_HOSTS);
    if (!kind) return refuse({ address: w.addressUnknown });
    if (kind === 'mail' && !c.env.MAIL) return refuse({ address: w.noMail });
    const scope = await scopeIn(c, duty, 'clerk', typed);
    if ('fault' in scope) return refuse({ scope: scope.fault });
    const place = { committee: scope.committee ?? '', compound: scope.compound ?? '' };
    // Where nobody has looked for a while all is new: it is noted before there is a channel that it could flood.
    for (const one of placesOf(c.env, duty.town, new Set([place.committee]))) await notePlace(duty.store, duty.town, one, duty.now.real);
    await addChannel(duty, { ...rest, ...place, kind, address, urgent: urgent === 'yes', heads: heads === 'yes' });
    return c.redirect(`${HERE}?said=t-added`, 303);
  });

  on('POST /desk/channels/:id/trial', async (c, duty) => {
    const channel = await channelAt(duty, param(c, 'id'));
    const { fault } = await tryOut(c.env, await addressOf(duty.store, channel), channel.name);
    if (fault) return showChannels(host, c, duty, EMPTY_FORM, w.faults[fault]);
    return c.redirect(`${HERE}?said=t-sent`, 303);
  });

  on('POST /desk/channels/:id/sendings', async (c, duty) => {
    const channel = await channelAt(duty, param(c, 'id'));
    const path = field(await fieldsIn(c), 'item');
    const item = (await itemsFor(c.env, duty, channel)).find((one) => one.path === path);
    if (!item) throw new Refusal(409, desk.shell.overtaken);
    const { title, text, urgent, revision } = item;
    // Asked for twice within a minute it is sent once; asked for again later it is sent again.
    const minute = Math.floor(duty.now.real / 60_000).toString(36);
    const once = { subject: path, revision: `${revision}~${minute}`, asOf: duty.now.real, title, text, urgent };
    await enqueue(duty.store, channel, [once], duty.now.real);
    await sendDue(c.env, duty.store, [channel], { subjects: [path] });
    return c.redirect(`${HERE}?said=t-queued`, 303);
  });

  on('POST /desk/channels/:id/again', async (c, duty) => {
    const channel = await channelAt(duty, param(c, 'id'));
    const again = await tryAgain(duty.store, channel.id, field(await fieldsIn(c), 'sending'), duty.now.real);
    if (again === undefined) throw new Refusal(409, desk.shell.overtaken);
    await sendDue(c.env, duty.store, [channel], { subjects: [again] });
    return c.redirect(`${HERE}?said=t-queued`, 303);
  });

  on('POST /desk/channels/:id/end', async (c, duty) => {
    await dropChannel(duty, await channelAt(duty, param(c, 'id')));
    return c.redirect(`${HERE}?said=t-off`, 303);
  });

  return app;
};
