import * as z from 'zod';
import { idsTyped } from './compound.ts';
import { opensFile } from './opens.ts';
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
    /** When sign-up opens for those batches that have places. */
    opens: opensFile.optional(),
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
