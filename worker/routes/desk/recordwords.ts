import { phoneSpoken } from '../../../domain/phone.ts';
import { questionField } from '../../../domain/request.ts';
import type { Question } from '../../../domain/service.ts';
import type { Sheet } from '../../../domain/sheet.ts';
import { tagOf, tagSpoken } from '../../../domain/tag.ts';
import { zhCN } from '../../../domain/words/index.ts';
import type { RecordPage } from '../../../site/desk/record.ts';
import type { Duty } from '../../duty.ts';
import type { EventRow } from '../../records/events.ts';
import type { KnownItem } from '../../records/items.ts';
import { type Note, textOf } from '../../records/notebook.ts';
import type { Person } from '../../records/people.ts';
import type { Asked, Service } from '../../records/requests.ts';

// What a request holds, in words.

const { dates, status, asking, receipt, desk } = zhCN;
const { requests: w } = desk;

const answerIn = ({ type }: Pick<Question, 'type'>, value: unknown): string => {
  if (Array.isArray(value)) return value.join('、');
  const typed = String(value);
  if (type === 'yesno') return typed === 'yes' ? asking.yes : asking.no;
  if (type === 'day') return `${dates.date(typed)} ${dates.weekday(typed)}`;
  return type === 'phone' ? phoneSpoken(typed) : typed;
};

/** What was answered, under the words that it was asked with; a question that was taken away since goes by its name. */
export const answersOf = ({ input }: Asked, service: Service | undefined): RecordPage['answers'] => {
  const questions = service?.questions ?? [];
  const known = questions.flatMap((question) => {
    const value = input[questionField(question.id)];
    if (value === undefined) return [];
    const phone = question.type === 'phone' ? String(value) : undefined;
    return [{ label: question.label, value: answerIn(question, value), phone }];
  });
  const fields = questions.map(({ id }) => questionField(id));
  const others = Object.entries(input)
    .filter(([name]) => name.startsWith('q-') && !fields.includes(name))
    .map(([name, value]) => ({ label: name.slice(2), value: answerIn({ type: 'text' }, value) }));
  const { card } = input;
  const cards: Readonly<Record<string, string>> = asking.cards;
  return [...known, ...others, ...(typeof card === 'string' ? [{ label: asking.card, value: cards[card] ?? card }] : [])];
};

/** A drug, with what has become of it. */
export const drugIn = ({ row, drug }: KnownItem): RecordPage['drugs'][number] => ({
  words: w.drug(drug),
  queue: status.queue[row.queue],
  state: row.state,
  got: row.got,
});

const deeds: Readonly<Record<string, string>> = { ...receipt.deeds, ...w.deeds };
const states: Readonly<Record<string, string>> = status.request;

/** An event in words. Its detail holds ids and flags; what they name is looked up. */
export const stepOf = (
  { at, actor, by, deed, state, fromState, detail }: EventRow,
  people: ReadonlyMap<string, Person>,
  { committee, compound }: Sheet,
): RecordPage['steps'][number] => {
  const { to, result, fields } = detail;
  const handed = typeof to === 'string' ? w.handedTo(people.get(to)?.name ?? '') : w.handedBack;
  const passed =
    typeof to === 'string' && to === `${committee.id}/${compound.id}` ? receipt.passedTo(`${committee.name} ${compound.name}`) : undefined;
  const called = result === 'reached' || result === 'missed' ? `${deeds[deed]}，${w.called[result]}` : undefined;
  const said = deed === 'handed-on' ? handed : ((deed === 'passed-on' ? passed : called) ?? deeds[deed] ?? deed);
  const reached = state !== fromState && state !== null ? states[state] : undefined;
  return {
    moment: dates.moment(at),
    who: by === null ? (actor === 'resident' ? w.by.resident : w.by.system) : (people.get(by)?.name ?? ''),
    words: [said, Array.isArray(fields) && fields.length > 0 ? `（${w.changed(fields.length)}）` : '', reached && ` → ${reached}`]
      .filter(Boolean)
      .join(''),
  };
};

/** A note, opened. */
export const noteIn = async (duty: Duty, note: Note, people: ReadonlyMap<string, Person>): Promise<RecordPage['notes'][number]> => ({
  moment: dates.moment(note.at),
  who: people.get(note.by)?.name ?? '',
  kind: note.kind,
  result: note.result ?? undefined,
  text: await textOf(duty.store, note),
});

/** Another request, by its tag. */
export const named = (id: string | null) => (id === null ? undefined : { id, tag: tagSpoken(tagOf(id)) });
