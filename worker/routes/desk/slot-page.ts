import type { Context } from 'hono';
import { EMPTY_FORM, type FormState } from '../../../domain/form.ts';
import { hasMoved, type Slot } from '../../../domain/slot.ts';
import { zhCN } from '../../../domain/words/index.ts';
import type { SlotPage } from '../../../site/desk/slot.ts';
import type { Duty } from '../../duty.ts';
import type { Host, Portal } from '../../host.ts';
import { adjustmentsOf, takenOf } from '../../records/adjustments.ts';
import type { Line } from '../../records/lines.ts';
import { MOST_AT_ONCE } from '../../records/many.ts';
import { peopleBy } from '../../records/people.ts';
import { Refusal } from '../../refusal.ts';
import { inSlot } from './in-slot.ts';
import { lineView, slotSaid } from './line-views.ts';
import { headOf, type Offered, slotsPath } from './offered.ts';
import { type Manner, show } from './page.ts';
import { param } from './rules.ts';

const { shell, signups: words } = zhCN.desk;

/** The slot in the address: git's, or the key under which people are still signed up. */
export const slotIn = (c: Context<Portal>, { kind, of, slots }: Offered): { key: string; slot: Slot | undefined } => {
  const key = `${kind}/${of}/${param(c, 'slot')}`;
  return { key, slot: slots.find((one) => one.key === key) };
};

const changeOf = async (duty: Duty, offered: Offered, slot: Slot, form: FormState | undefined): Promise<SlotPage['change']> => {
  const changes = await adjustmentsOf(duty.store, offered.sheet);
  const change = changes.get(slot.key);
  const { closed, places } = change ?? { closed: false, places: 0 };
  const who = change && (await peopleBy(duty.store, [change.actor])).get(change.actor)?.name;
  const total = String(Math.max(0, (slot.capacity ?? 0) + places));
  return {
    form: form ?? { ...EMPTY_FORM, values: { places: total, note: change?.note ?? '' } },
    published: slot.capacity ?? 0,
    total,
    closed,
    was: `${closed ? 1 : 0}:${places}`,
    note: change?.note ?? undefined,
    by: change && words.changedBy(who ?? words.someone, zhCN.dates.moment(change.at)),
  };
};

const strandedOf = (duty: Duty, offered: Offered, lines: readonly Line[], total: number, form: FormState): SlotPage['stranded'] => ({
  lines: lines.map(lineView),
  total,
  targets: offered.slots.filter(({ endsAt }) => endsAt > duty.now.town).map((slot) => ({ value: slot.id, label: slotSaid(slot) })),
  form,
});

/** One slot: how it stands, who has to be told, who has to be moved. */
export const showSlot = async (
  host: Host,
  c: Context<Portal>,
  duty: Duty,
  offered: Offered,
  { change, moving }: { change?: FormState; moving?: FormState } = {},
  manner: Manner = {},
): Promise<Response> => {
  const { key, slot } = slotIn(c, offered);
  const { lines, total } = await inSlot(duty, offered, key);
  if (!slot && total === 0) throw new Refusal(404, shell.none);
  const untold = slot ? lines.filter(({ row }) => hasMoved(row.slotWords, slot)) : [];
  const here = `${slotsPath(offered.sheet, offered)}/${param(c, 'slot')}`;
  const taken = await takenOf(duty.store, offered.sheet, key);
  const changed = slot && (await changeOf(duty, offered, slot, change));
  const [first] = lines;
  const said = slot ?? first?.row.slotWords;
  return show(
    host,
    c,
    duty,
    'desk/slot',
    {
      ...headOf(offered),
      here,
      slots: slotsPath(offered.sheet, offered),
      slot: said ? slotSaid(said) : '',
      room: changed && words.room(taken, Number(changed.total)),
      change: changed,
      untoldTotal: untold.length,
      untold: slot ? untold.slice(0, MOST_AT_ONCE).map((line) => ({ ...lineView(line), now: slotSaid(slot) })) : [],
      calls: untold.length > 0 || !slot ? `${here}/calls` : undefined,
      stranded: slot ? undefined : strandedOf(duty, offered, lines.slice(0, MOST_AT_ONCE), total, moving ?? EMPTY_FORM),
    },
    manner,
  );
};
