import { Hono } from 'hono';
import type { Tap } from '../../../../domain/press/intent.ts';
import { itemAt } from '../../../../domain/press/kind.ts';
import { lateTyped } from '../../../../domain/press/rows.ts';
import { zhCN } from '../../../../domain/words/index.ts';
import { field, fieldsIn, keyIn } from '../../../fields.ts';
import type { Host, Portal } from '../../../host.ts';
import { groundAt } from '../../../press/ground.ts';
import { publish } from '../../../press/publish.ts';
import { repositoryFor } from '../../../press/repository.ts';
import { Refusal } from '../../../refusal.ts';
import { bound, type Rules } from '../rules.ts';

export const TAP_RULES = {
  'POST /desk/press/taps': { right: 'press' },
} as const satisfies Rules;

const { press: words } = zhCN.desk;

/** `plan:rainy`, `late:b2:15`, `done:b2` */
const tapTyped = (typed: string): Tap | undefined => {
  const [deed, what = '', typedMinutes = ''] = typed.split(':');
  if (deed === 'plan' && (what === 'fine' || what === 'rainy')) return { deed, plan: what };
  if (what === '' || what.length > 40) return undefined;
  if (deed === 'done') return { deed, batch: what };
  const minutes = lateTyped(typedMinutes);
  return deed === 'late' && minutes ? { deed, batch: what, minutes } : undefined;
};

/** One tap on a round that is published: the other plan, a batch that is late or done. */
export const tapRoutes = (_: Host) => {
  const app = new Hono<Portal>({ strict: false });
  const { on } = bound(app, TAP_RULES);

  on('POST /desk/press/taps', async (c, duty) => {
    const fields = await fieldsIn(c);
    const path = field(fields, 'path');
    const [item, tap] = [itemAt(path), tapTyped(field(fields, 'tap'))];
    if (item?.kind !== 'round' || !tap) throw new Refusal(400, zhCN.asking.unreadable);
    const { place, name, sheet } = await groundAt(c, duty, item);
    const round = sheet?.rounds.find(({ id }) => id === item.id);
    const title = round?.title ?? item.id;
    const batch = (id: string) => round?.batches.find((one) => one.id === id)?.title ?? id;
    const message = {
      plan: () => words.messages.plan(name, title, tap.deed === 'plan' ? zhCN.content.plans[tap.plan] : ''),
      late: () => words.messages.late(name, title, tap.deed === 'late' ? batch(tap.batch) : '', tap.deed === 'late' ? tap.minutes : 0),
      done: () => words.messages.done(name, title, tap.deed === 'done' ? batch(tap.batch) : ''),
    }[tap.deed]();
    const idem = `${duty.person.id}:${path}:${field(fields, 'tap')}:${keyIn(fields) ?? duty.now.real}`;
    const intended = { ...place, kind: item.kind, path, title, message, intent: tap, urgent: false, draftId: null, idem };
    const publication = await publish(duty, repositoryFor(c, duty), intended);
    return c.redirect(`/desk/press/publications/${publication.id}`, 303);
  });

  return app;
};
