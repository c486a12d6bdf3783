import type { Context } from 'hono';
import { EMPTY_FORM } from '../../../domain/form.ts';
import { tagOf, tagSpoken } from '../../../domain/tag.ts';
import { zhCN } from '../../../domain/words/index.ts';
import type { Forms, RecordPage } from '../../../site/desk/record.ts';
import { type Duty, may } from '../../duty.ts';
import type { Host, Portal } from '../../host.ts';
import { colleaguesFor } from '../../records/colleagues.ts';
import { whyNotReopened } from '../../records/ending.ts';
import { drugsOf, knownItems } from '../../records/items.ts';
import { type Note, notesOf } from '../../records/notebook.ts';
import { peopleBy } from '../../records/people.ts';
import { receiptsOf } from '../../records/receipts.ts';
import { askedOf, type RequestRecord } from '../../records/record.ts';
import type { Service } from '../../records/requests.ts';
import { likelyTwins } from '../../records/twins.ts';
import { soon, twinLines } from './lines.ts';
import { type Manner, show } from './page.ts';
import { doorIn, sheetFor } from './places.ts';
import { answersOf, drugIn, named, noteIn, stepOf } from './recordwords.ts';

const { dates, status, content, desk } = zhCN;
const { requests: w, shell } = desk;

/** Whether a request tells about somebody's health: then looking at it is written down. */
export const isHealth = ({ row, items }: RequestRecord, service: Service | undefined): boolean =>
  service === undefined || service.health || service.form === 'medicine' || items.length > 0 || row.team === 'medicine';

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
