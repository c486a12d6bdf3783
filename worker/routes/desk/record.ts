import type { Context } from 'hono';
import { Hono } from 'hono';
import { EMPTY_FORM } from '../../../domain/form.ts';
import { phoneSpoken } from '../../../domain/phone.ts';
import { questionField } from '../../../domain/request.ts';
import type { Question } from '../../../domain/service.ts';
import type { Sheet } from '../../../domain/sheet.ts';
import { tagOf, tagSpoken } from '../../../domain/tag.ts';
import { zhCN } from '../../../domain/words/index.ts';
import type { Forms, RecordPage } from '../../../site/desk/requests.ts';
import { type Duty, may } from '../../duty.ts';
import type { Host, Portal } from '../../host.ts';
import { colleaguesFor } from '../../records/colleagues.ts';
import { whyNotReopened } from '../../records/ending.ts';
import type { EventRow } from '../../records/events.ts';
import { drugsOf, type KnownItem, knownItems } from '../../records/items.ts';
import { type Note, notesOf, textOf } from '../../records/notebook.ts';
import { logLook } from '../../records/opening.ts';
import { type Person, peopleBy } from '../../records/people.ts';
import { receiptsOf } from '../../records/receipts.ts';
import { askedOf, type RequestRecord } from '../../records/record.ts';
import type { Asked, Service } from '../../records/requests.ts';
import { likelyTwins } from '../../records/twins.ts';
import { requestAt } from '../../records/work.ts';
import { soon, twinLines } from './lines.ts';
import { type Manner, show } from './page.ts';
import { doorIn, sheetFor } from './places.ts';
import { bound, param, type Rules } from './rules.ts';

const { dates, status, asking, content, receipt, desk } = zhCN;
const { requests: w, shell } = desk;

export const RECORD_RULES = { 'GET /desk/requests/:id': { right: 'requests', of: 'request' } } as const satisfies Rules;

/** Whether a request tells about somebody's health: then looking at it is written down. */
export const isHealth = ({ row, items }: RequestRecord, service: Service | undefined): boolean =>
  service === undefined || service.health || service.form === 'medicine' || items.length > 0 || row.team === 'medicine';

const answerIn = ({ type }: Pick<Question, 'type'>, value: unknown): string => {
  if (Array.isArray(value)) return value.join('、');
  const typed = String(value);
  if (type === 'yesno') return typed === 'yes' ? asking.yes : asking.no;
  if (type === 'day') return `${dates.date(typed)} ${dates.weekday(typed)}`;
  return type === 'phone' ? phoneSpoken(typed) : typed;
};

/** What was answered, under the words that it was asked with; a question that was taken away since goes by its name. */
const answersOf = ({ input }: Asked, service: Service | undefined): RecordPage['answers'] => {
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

const drugIn = ({ row, drug }: KnownItem): RecordPage['drugs'][number] => ({
  words: w.drug(drug),
  queue: status.queue[row.queue],
  state: row.state,
  got: row.got,
});

const deeds: Readonly<Record<string, string>> = { ...receipt.deeds, ...w.deeds };
const states: Readonly<Record<string, string>> = status.request;

/** An event in words. Its detail holds ids and flags; what they name is looked up. */
const stepOf = (
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

const noteIn = async (duty: Duty, note: Note, people: ReadonlyMap<string, Person>): Promise<RecordPage['notes'][number]> => ({
  moment: dates.moment(note.at),
  who: people.get(note.by)?.name ?? '',
  kind: note.kind,
  result: note.result ?? undefined,
  text: await textOf(duty.store, note),
});

const named = (id: string | null) => (id === null ? undefined : { id, tag: tagSpoken(tagOf(id)) });

/** Everybody who appears in a record. */
const idsIn = ({ row, events }: RequestRecord, notes: readonly Note[]): (string | null)[] => [
  row.owner,
  row.enteredBy,
  ...notes.map(({ by }) => by),
  ...events.flatMap(({ by, deed, detail: { to } }) => [by, ...(deed === 'handed-on' && typeof to === 'string' ? [to] : [])]),
];

/** A request as its page shows it: all that is needed to work it. */
const pageOf = async (c: Context<Portal>, duty: Duty, record: RequestRecord, forms: Forms): Promise<RecordPage> => {
  const { store, now, person } = duty;
  const { row, items } = record;
  const [sheet, asked, [notes, receipts], colleagues] = await Promise.all([
    sheetFor(c, duty, row),
    askedOf(store, record),
    store.db.batch([notesOf(store.db, record), receiptsOf(store.db, record)]),
    colleaguesFor(duty, row),
  ]);
  const service = sheet.services.find(({ id }) => id === row.service);
  const [people, known, drugs] = await Promise.all([
    peopleBy(store, idsIn(record, notes)),
    knownItems(store, items),
    drugsOf(store, items),
  ]);
  const open = row.endedAt === null;
  const likeness = { id: row.id, service: row.service, phone: row.phone, door: row.door, drugs, at: row.askedAt };
  const twins = open && row.phone !== null ? await likelyTwins(duty, likeness) : [];
  const teams: Readonly<Record<string, string>> = content.teams;
  const { from = undefined, relation = undefined }: Readonly<Record<string, unknown>> = asked?.input ?? {};
  const day = dates.untilDay(row.dueAt);
  const overdue = open && row.dueAt < now.town;
  return {
    id: row.id,
    tag: tagSpoken(tagOf(row.id)),
    title: row.title,
    team: teams[row.team] ?? row.team,
    state: row.state,
    outcome: row.outcome ?? undefined,
    urgent: row.urgent,
    overdue,
    due: overdue ? w.dueLate(day) : w.dueDay(day),
    endedAt: row.endedAt === null ? undefined : dates.moment(row.endedAt + sheet.town.clockOffset),
    follow: row.followAt === null || !open ? undefined : soon(row.followAt, now.town),
    erased: row.erasedAt !== null,
    name: asked?.input.name,
    phone: asked?.input.phone,
    place: `${sheet.committee.name} ${sheet.compound.name}`,
    door: asked && doorIn(sheet, asked.input),
    from: typeof from === 'string' ? from : undefined,
    relation: row.forOther && typeof relation === 'string' ? relation : undefined,
    asked: dates.moment(row.askedAt),
    entered: w.entered(status.source[row.source], row.enteredBy === null ? '' : (people.get(row.enteredBy)?.name ?? '')),
    daysLeft: row.daysLeft ?? undefined,
    answers: asked ? answersOf(asked, service) : [],
    drugs: known.map(drugIn),
    looked: isHealth(record, service),
    owner: row.owner === null ? undefined : (people.get(row.owner)?.name ?? ''),
    ownerId: row.owner ?? '',
    mine: row.owner === person.id,
    colleagues: colleagues
      .filter(({ id }) => id !== row.owner)
      .map(({ id, name, role }) => ({ value: id, label: `${name} · ${shell.role[role]}` })),
    notes: await Promise.all(notes.map((note) => noteIn(duty, note, people))),
    steps: record.events.map((event) => stepOf(event, people, sheet)),
    receipts: receipts.length,
    joinedTo: named(row.joinedTo),
    repeats: named(row.repeats),
    twins: await twinLines(c, duty, twins),
    can: {
      correct: open && asked !== undefined && service !== undefined,
      reopen: whyNotReopened(record, now) === undefined,
      repeat: !open && asked !== undefined && row.joinedTo === null,
      medicine: row.team === 'medicine' && may(duty, 'medicine'),
    },
    forms,
  };
};

/** Draws a request's page, after a refusal with the form that was refused and what was typed. */
export const showRecord = async (
  host: Host,
  c: Context<Portal>,
  duty: Duty,
  record: RequestRecord,
  refused: Partial<Omit<Forms, 'key'>> = {},
  manner: Manner = {},
): Promise<Response> => {
  const page = await pageOf(c, duty, record, { key: crypto.randomUUID(), form: EMPTY_FORM, ...refused });
  return show(host, c, duty, 'desk/record', page, manner);
};

/** A request, with everything to work it on one page. */
export const recordRoutes = (host: Host) => {
  const app = new Hono<Portal>({ strict: false });
  const { on } = bound(app, RECORD_RULES);

  on('GET /desk/requests/:id', async (c, duty) => {
    const record = await requestAt(duty, param(c, 'id'));
    const sheet = await sheetFor(c, duty, record.row);
    const looks = isHealth(
      record,
      sheet.services.find(({ id }) => id === record.row.service),
    );
    if (looks) await logLook(duty, record, 'opened');
    return showRecord(host, c, duty, record);
  });

  return app;
};
