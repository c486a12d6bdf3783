import { dayOf } from '../clock.ts';
import { phoneSpoken } from '../phone.ts';
import { type Batch, openPlans, type Round } from '../round.ts';
import type { Slot } from '../slot.ts';
import { isForGroup } from '../turn.ts';
import { zhCN } from '../words/index.ts';
import { byDay, correctionsOf, isAtHome, toldBatches, whereOf } from './facts.ts';
import type { Item, Voice } from './item.ts';
import { linesOf, sentencesOf } from './plain.ts';
import { buildingsSaid, daySaid, saidAloud, spanSaid, weekdaySaid } from './spoken.ts';

const { channel, content, reading } = zhCN;
const w = channel.say;

const whoSaid = (voice: Voice, batch: Batch): string =>
  [
    batch.buildings && buildingsSaid(voice, batch.buildings),
    batch.floors && saidAloud(reading.floors(batch.floors)),
    isForGroup(batch) && batch.group && content.groups[batch.group],
  ]
    .filter(Boolean)
    .join('，') || w.everybody;

const batchSaid = (voice: Voice, batch: Batch): string[] => {
  const span = spanSaid(batch.startsAt, batch.endsAt);
  const who = whoSaid(voice, batch);
  return [
    batch.home ? w.atHome(who, span) : w.comeTo(who, span, saidAloud(whereOf(voice, batch))),
    ...(batch.late > 0 ? [saidAloud(w.late(batch.late))] : []),
  ];
};

const roundSaid = (voice: Voice, round: Round): string[] => [
  w.onDay(daySaid(round.day), weekdaySaid(round.day)),
  ...(round.plan === 'fine' ? [] : [w.weather[round.plan]]),
  ...openPlans(round).flatMap(([weather, { batches, note }]) => [
    ...(round.plan === 'undecided' ? [w.planIf[weather]] : []),
    ...(note ? sentencesOf(saidAloud(note)) : []),
    ...toldBatches(batches).flatMap((batch) => batchSaid(voice, batch)),
  ]),
  ...(round.bring.length > 0 ? [isAtHome(round) ? w.prepare(round.bring) : w.bring(round.bring)] : []),
];

const slotsSaid = (voice: Voice, slots: readonly Slot[]): string[] =>
  byDay(slots, dayOf).flatMap(([day, ofDay]) => [
    w.onDay(daySaid(day), weekdaySaid(day)),
    ...ofDay.map((slot) =>
      w.comeTo(slot.buildings ? buildingsSaid(voice, slot.buildings) : '', spanSaid(slot.startsAt, slot.endsAt), saidAloud(slot.place)),
    ),
  ]);

const itemSaid = (voice: Voice, item: Item): string[] => {
  switch (item.kind) {
    case 'notice':
      return correctionsOf(item.of).map(({ was, now }) => saidAloud(w.corrected(was, now)));
    case 'sampling':
      return roundSaid(voice, item.of);
    case 'supply': {
      const { items, slots, bring, proxy } = item.of;
      return [
        saidAloud(w.each(items.map(({ name, amount }) => `${name}${amount}`))),
        ...slotsSaid(voice, slots),
        ...(slots.some(({ capacity }) => capacity !== undefined) ? [w.signUp] : []),
        ...(bring.length > 0 ? [w.bring(bring)] : []),
        ...(proxy ? [saidAloud(w.proxy(proxy))] : []),
      ];
    }
    case 'post': {
      const { title, shifts, needs } = item.of;
      return [
        saidAloud(w.wanted(title)),
        ...shifts.map(({ startsAt, endsAt, place, capacity = 0 }) =>
          saidAloud(w.shift(daySaid(dayOf(startsAt)), spanSaid(startsAt, endsAt), place, capacity)),
        ),
        ...(needs.length > 0 ? [saidAloud(w.needs(needs))] : []),
      ];
    }
  }
};

/**
 * What is read out over the loudspeaker, or by the browser: short sentences, times spelt out.
 * @returns one sentence each, in order
 */
export const loudspeakerScript = (voice: Voice, item: Item): string[] => [
  w.attention(voice.name),
  ...(item.kind === 'notice' && item.of.level === 'urgent' ? [w.urgent] : []),
  ...(item.kind === 'post' ? [] : [`${saidAloud(item.of.title)}。`]),
  ...itemSaid(voice, item),
  ...linesOf(item.of.html).flatMap((line) => sentencesOf(saidAloud(line)).map((sentence) => sentence.trim())),
  ...(voice.phone ? [w.call(voice.phone.name, saidAloud(phoneSpoken(voice.phone.phone)))] : []),
];
