import * as z from 'zod';
import { phonebook } from './phonebook.ts';
import { typedIn } from './typed.ts';
import { zhCN } from './words/index.ts';

const { text, code, count, word, flag, list } = typedIn(zhCN.errors);
const { content: w, errors } = zhCN;

/** The service by which somebody says that a notice or a round passed him by: it leads to the make-up list. */
export const MISSED = 'missed';

const question = z
  .strictObject({
    id: code(w.id, 30).regex(/^[a-z][a-z0-9-]*$/, errors.slug(w.id)),
    label: text(w.question, 40),
    type: word(w.question, w.questionTypes).default('text'),
    required: flag(w.required).default(true),
    options: list(text(w.options, 30)).optional(),
    help: text(w.help, 100).optional(),
    max: count(w.max, 1, 2000).optional(),
    days: word(w.days, w.dayRanges).optional(),
  })
  .refine(({ type, options }) => !['choice', 'choices'].includes(type) || (options && options.length > 1), {
    error: errors.required(w.options),
    path: ['options'],
  });
export type Question = z.infer<typeof question>;

/** Answers that make a request urgent: a number at or under a bound, or one of the named choices. */
const urgent = z.strictObject({
  question: code(w.question, 30).optional(),
  atMost: count(w.atMost, 0, 30).optional(),
  choice: list(text(w.options, 30)).optional(),
  say: text(w.note, 60).optional(),
  phone: phonebook.element.optional(),
});

/** A hospital, and what its pharmacy usually has: a plain name where nobody knows. */
const hospital = z.preprocess(
  (typed) => (typeof typed === 'string' ? { name: typed } : typed),
  z.strictObject({ name: text(w.hospital, 30), drugs: list(text(w.drug, 30)).optional() }, { error: errors.required(w.hospital) }),
);
export type Hospital = z.infer<typeof hospital>;

/** Which drugs are common, which are special, and which have to be kept cold. */
const drugLists = z.strictObject({
  common: list(text(w.drug, 30)),
  special: list(text(w.drug, 30)),
  cold: list(text(w.drug, 30)).optional(),
});

/** `services/<id>.md` of the town or a committee: what is asked, which team answers, in how many working days. */
export const serviceFile = z.strictObject({
  title: text(w.title, 20),
  summary: text(w.note, 60),
  form: word(w.form, w.forms).default('questions'),
  team: word(w.team, w.teams),
  workdays: count(w.workdays, 0, 30),
  order: count(w.order, 1, 999).default(100),
  for: list(word(w.forWhom, w.whom)).optional(),
  health: flag(w.health).default(false),
  bring: list(text(w.bring, 60)).optional(),
  questions: z.array(question).max(20).optional(),
  urgent: urgent.optional(),
  hospitals: list(hospital).optional(),
  drugs: drugLists.optional(),
  phones: phonebook.optional(),
});
export type ServiceFile = z.infer<typeof serviceFile>;

/** `<committee>/services/<id>.md` with the town's id: what this committee adds to it. */
export const serviceAddition = z.strictObject({
  bring: list(text(w.bring, 60)).optional(),
  phones: phonebook.optional(),
  paused: text(w.paused, 100).optional(),
});
export type ServiceAddition = z.infer<typeof serviceAddition>;

export interface Service extends Omit<ServiceFile, 'bring' | 'questions' | 'phones' | 'for' | 'hospitals'> {
  id: string;
  bring: readonly string[];
  questions: readonly Question[];
  phones: z.infer<typeof phonebook>;
  for: readonly (keyof typeof w.whom)[];
  hospitals: readonly Hospital[];
  /** Why it can't be asked for just now; the phone numbers stand all the same. */
  paused?: string | undefined;
  html: string;
}

/** The file of a service. */
export const serviceOf = (id: string, file: ServiceFile, html: string): Service => ({
  ...file,
  id,
  html,
  bring: file.bring ?? [],
  questions: file.questions ?? [],
  phones: file.phones ?? [],
  for: file.for ?? ['self', 'other'],
  hospitals: file.hospitals ?? [],
});

/** The town's service as a committee offers it: its phone numbers first, its own things to bring after the town's. */
export const withAddition = (service: Service, { bring = [], phones = [], paused }: ServiceAddition, html: string): Service => ({
  ...service,
  bring: [...service.bring, ...bring],
  phones: [...phones, ...service.phones],
  paused,
  html: service.html + html,
});

/** Whether these answers make the request urgent by the service's own rule. */
export const isUrgent = ({ urgent: rule }: Pick<Service, 'urgent'>, answers: Readonly<Record<string, unknown>>): boolean => {
  if (!rule?.question) return false;
  const answer = answers[rule.question];
  if (rule.choice) return [answer].flat().some((one) => typeof one === 'string' && rule.choice?.includes(one));
  return rule.atMost !== undefined && answer !== undefined && Number(answer) <= rule.atMost;
};
