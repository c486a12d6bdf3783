import * as z from 'zod';
import { idsTyped } from './compound.ts';
import { type Instant, instant, MINUTE } from './clock.ts';
import { type Slot, slotKey } from './slot.ts';
import { typedIn } from './typed.ts';
import { zhCN } from './words/index.ts';

const { text, code, day, time, count, word, flag, list } = typedIn(zhCN.errors);
const { content: w, errors } = zhCN;

const batchFile = z
  .strictObject({
    id: code(w.id, 30).optional(),
    point: code(w.point, 30),
    from: time(w.from),
    to: time(w.to),
    buildings: z.preprocess(idsTyped, z.array(code(w.building, 40))).optional(),
    floors: text(w.floors, 20).optional(),
    group: word(w.group, w.groups).optional(),
    state: word(w.state, w.batchState).default('planned'),
    late: count(w.minutesLate, 5, 600).optional(),
    capacity: count(w.capacity, 1, 5000).optional(),
    home: flag(w.home).default(false),
  })
  .refine(({ from, to }) => to > from, { error: errors.endsBeforeStart, path: ['to'] })
  .refine(({ buildings, group }) => buildings ?? group, { error: errors.noSuchBatchTarget, path: ['buildings'] });

/** A batch without an id is called by its point and start, `plaza-0800`. */
export const batchId = ({ id, point, from }: { id?: string | undefined; point: string; from: string }): string =>
  id ?? `${point}-${from.replace(':', '')}`;

const plan = z.strictObject({ note: text(w.note, 200).optional(), batches: z.array(batchFile).min(1, errors.required(w.point)) });

/** `samplings/<id>.md`: a round is points × batches, with a plan for fine weather and one for rain (seeds/001). */
export const roundFile = z
  .strictObject({
    title: text(w.title, 40),
    day: day(w.day),
    plan: word(w.plan, w.plans).default('fine'),
    bring: list(text(w.bring, 40)).optional(),
    changed: z.strictObject({ day: day(w.day), at: time(w.at) }),
    fine: plan.optional(),
    rainy: plan.optional(),
  })
  .refine(({ fine, rainy }) => fine ?? rainy, { error: errors.noPlan, path: ['fine'] })
  .refine(({ plan, fine, rainy }) => (plan === 'undecided' ? fine && rainy : plan === 'fine' ? fine : rainy), {
    error: errors.noSuchPlan,
    path: ['plan'],
  });
export type RoundFile = z.infer<typeof roundFile>;

export interface Batch {
  id: string;
  point: string;
  buildings?: readonly string[] | undefined;
  floors?: string | undefined;
  group?: keyof typeof w.groups | undefined;
  state: keyof typeof w.batchState;
  /** The doctors come to the door: nobody goes down, and `point` is only where they set out from. */
  home: boolean;
  /** Minutes behind its time, 0 when on time. */
  late: number;
  /** With the delay counted in. */
  startsAt: Instant;
  endsAt: Instant;
  capacity?: number | undefined;
}

export interface Plan {
  batches: readonly Batch[];
  note?: string | undefined;
}

export interface Round {
  id: string;
  title: string;
  day: string;
  /** `undecided`: both plans are shown until one is chosen. */
  plan: keyof typeof w.plans;
  fine?: Plan | undefined;
  rainy?: Plan | undefined;
  bring: readonly string[];
  changedAt: Instant;
  html: string;
}

const planOf = (date: string, file: z.infer<typeof plan> | undefined): Plan | undefined =>
  file && {
    note: file.note,
    batches: file.batches.map((batch) => {
      const { id: _, from, to, late, state, ...rest } = batch;
      const delay = state === 'late' ? (late ?? 0) : 0;
      return {
        ...rest,
        state,
        late: delay,
        id: batchId(batch),
        startsAt: instant(date, from) + delay * MINUTE,
        endsAt: instant(date, to) + delay * MINUTE,
      };
    }),
  };

/** The file of a round, with its moments worked out. @param bring what the compound always asks for, where the round says nothing */
export const roundOf = (id: string, { fine, rainy, changed, ...file }: RoundFile, html: string, bring: readonly string[]): Round => ({
  ...file,
  id,
  html,
  bring: file.bring ?? bring,
  changedAt: instant(changed.day, changed.at),
  fine: planOf(file.day, fine),
  rainy: planOf(file.day, rainy),
});

/** The plans that still count: the chosen one, or both while none is chosen. */
export const openPlans = ({ plan, fine, rainy }: Round): readonly ['fine' | 'rainy', Plan][] => {
  const both = [
    ['fine', fine],
    ['rainy', rainy],
  ] as const;
  return both.flatMap(([weather, one]) => (one && (plan === weather || plan === 'undecided') ? [[weather, one] as const] : [])) as [
    'fine' | 'rainy',
    Plan,
  ][];
};

/** Whether nothing of the round is still to come at `now`. */
export const roundIsOver = (round: Round, now: Instant): boolean =>
  openPlans(round).every(([, { batches }]) => batches.every(({ state, endsAt }) => state === 'done' || endsAt <= now));

/** A batch as the desk counts it. */
export interface BatchOutline {
  id: string;
  /** Its place and whom it is for, in words. */
  title: string;
  startsAt: Instant;
  endsAt: Instant;
  /** Whose people are expected; absent where the batch is for a group, or for everybody. */
  buildings?: readonly string[] | undefined;
}

/** A round as the desk counts it. */
export interface RoundOutline {
  id: string;
  title: string;
  day: string;
  batches: readonly BatchOutline[];
}

/**
 * What the desk knows of a round: its batches under the plans that still count, each once.
 * @param describe a batch's place and people, in words
 */
export const outlineOf = (round: Round, describe: (batch: Batch) => string): RoundOutline => {
  const batches = openPlans(round)
    .flatMap(([, plan]) => plan.batches)
    .filter(({ id }, at, all) => all.findIndex((other) => other.id === id) === at);
  return {
    ...{ id: round.id, title: round.title, day: round.day },
    batches: batches.map((batch) => ({
      ...{ id: batch.id, title: describe(batch), startsAt: batch.startsAt, endsAt: batch.endsAt },
      // A group comes from every building, and is counted as one.
      ...(batch.buildings && (batch.group === undefined || batch.group === 'everyone') && { buildings: batch.buildings }),
    })),
  };
};

/** The batches of a round that want a sign-up, as slots. */
export const roundSlots = (round: Round, place: (point: string) => string, describe: (batch: Batch) => string): Slot[] =>
  openPlans(round).flatMap(([weather, { batches }]) =>
    batches.flatMap((batch) =>
      batch.capacity === undefined
        ? []
        : [
            {
              key: slotKey('sampling', round.id, batch.id),
              kind: 'sampling' as const,
              of: round.id,
              id: batch.id,
              title: `${round.title} ${describe(batch)}`,
              startsAt: batch.startsAt,
              endsAt: batch.endsAt,
              place: place(batch.point),
              capacity: batch.capacity,
              buildings: batch.buildings,
              plan: weather,
            },
          ],
    ),
  );
