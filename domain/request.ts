import * as z from 'zod';
import type { Day } from './clock.ts';
import { addressShape, type Site, unitFault } from './address.ts';
import { drugsInput } from './medicine.ts';
import { personalPhone } from './phone.ts';
import { isUrgent, type Question, type Service } from './service.ts';
import { addressIn, personName } from './signup.ts';
import type { Queue } from './status.ts';
import { typedIn } from './typed.ts';
import type { Words } from './words/index.ts';

/** The item that a request is about, `samplings/0416`: where somebody says on its page that it passed him by. */
export const ABOUT = /^(notices|samplings)\/[a-z0-9][a-z0-9-]{0,60}$/;

/** How the fields of a service's own questions are named in the form: `q-destination`. */
export const questionField = (id: string): string => `q-${id}`;

const ticked = (needed: string) => z.enum(['yes'], { error: needed });

// A form sends one ticked box as a text, several as a list, none as nothing.
const oneOrMore = (ticked: unknown): unknown => (ticked === undefined ? [] : typeof ticked === 'string' ? [ticked] : ticked);

const answerTo = ({ label, type, required, options = [], max, days }: Question, words: Words, today: Day | undefined): z.ZodType => {
  const { text, day, time, count } = typedIn(words.errors);
  const choice = z.string({ error: words.errors.choose(label) }).refine((typed) => options.includes(typed), words.errors.choose(label));
  const types = {
    text: () => text(label, max ?? 100),
    longtext: () => text(label, max ?? 500),
    number: () => count(label, 0, max ?? 999),
    choice: () => choice,
    choices: () => z.preprocess(oneOrMore, z.array(choice).min(1, words.errors.choose(label)).max(options.length)),
    yesno: () => z.enum(['yes', 'no'], { error: words.errors.choose(label) }),
    day: () =>
      day(label)
        .refine((typed) => days !== 'ahead' || !today || typed >= today, words.errors.dayPast(label))
        .refine((typed) => days !== 'past' || !today || typed <= today, words.errors.dayAhead(label)),
    time: () => time(label),
    phone: () => personalPhone(words.errors.required(label), words.errors.phone),
  } satisfies Record<Question['type'], () => z.ZodType>;
  const answer = types[type]();
  return required ? answer : answer.optional();
};

type Asked = Pick<Service, 'form' | 'questions' | 'for' | 'health' | 'drugs'>;

/**
 * What a resident sends to ask for a service, for himself or for somebody else. Field names are the form's.
 * @param today the town's day, for questions about a day that is past or ahead; without it any day will do
 */
export const requestInput = (site: Site, service: Asked, words: Words, today?: Day) => {
  const { asking, errors } = words;
  const answers: z.ZodRawShape = Object.fromEntries(
    service.questions.map((question) => [questionField(question.id), answerTo(question, words, today)]),
  );
  const { text } = typedIn(errors);
  return z
    .object({
      for: z.enum(service.for as ['self' | 'other', ...('self' | 'other')[]], { error: errors.choose(asking.forWhom) }),
      relation: text(asking.relation, 20).optional(),
      agreed: z.enum(['yes']).optional(),
      about: z.string().regex(ABOUT).optional().catch(undefined),
      name: personName(asking.personName, words),
      phone: personalPhone(errors.required(asking.phone), errors.phone),
      ...addressShape(site, words),
      ...answers,
      ...(service.form === 'medicine' && {
        drugs: drugsInput(words),
        card: z.enum(['ready', 'handed', 'none'], { error: errors.choose(asking.card) }),
      }),
      ...(service.health && { health: ticked(asking.healthNeeded) }),
    })
    .superRefine((input, { addIssue }) => {
      const fault = unitFault(site, addressIn(input), words);
      if (fault) addIssue({ code: 'custom', path: ['unit'], message: fault });
      if (input.for !== 'other') return;
      if (!input.relation) addIssue({ code: 'custom', path: ['relation'], message: errors.required(asking.relation) });
      if (!input.agreed) addIssue({ code: 'custom', path: ['agreed'], message: asking.otherAgreesNeeded });
    });
};

/** What a request comes to by the service's rules. */
export interface Judgement {
  urgent: boolean;
  /** The fewest days any drug lasts; absent where days are not asked. */
  daysLeft?: number | undefined;
  /** Both where some drugs are common and some special. */
  queues: readonly Queue[];
}

/** Whether the answers are urgent by the service's rule. Medicine is judged by {@link judgeDrugs}. */
export const judgeAnswers = (service: Pick<Service, 'urgent'>, input: Readonly<Record<string, unknown>>): Judgement => ({
  queues: [],
  urgent: isUrgent(service, Object.fromEntries(Object.entries(input).map(([field, answer]) => [field.replace(/^q-/, ''), answer]))),
});
