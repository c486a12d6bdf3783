import { eq, sql } from 'drizzle-orm';
import * as z from 'zod';
import { notes } from '../../db/schema/requests.ts';
import { againAt, type CallAgain } from '../../domain/notebook.ts';
import type { CallResult, NoteKind, RecordKind, RequestState } from '../../domain/status.ts';
import type { Whereabouts } from '../../domain/sheet.ts';
import type { Duty } from '../duty.ts';
import { seal, unseal } from '../seal.ts';
import { outFor } from './custody.ts';
import { happened } from './events.ts';
import type { RequestRecord } from './record.ts';
import { insertIf } from './rows.ts';
import type { Store } from './store.ts';
import { type Working, workOn } from './work.ts';

/** Why a deed is refused for good. */
export type Why =
  | 'ended'
  | 'open'
  | 'owned'
  | 'stranger'
  | 'card'
  | 'bag'
  | 'drugs'
  | 'kept'
  | 'erased'
  | 'joined'
  | 'itself'
  | 'there'
  | 'gone';

/** What came of a deed: done, overtaken by somebody else, or refused and why. */
export type Done = 'done' | 'overtaken' | Why;

export type Note = typeof notes.$inferSelect;
const sealedNote = z.object({ text: z.string() });

/** A note to be written along with a deed: its id comes from the form, so that the same form sent twice writes one. */
export interface Jotting {
  id: string;
  text?: string | undefined;
}

/** A record's notes, the oldest first. */
export const notesOf = (db: Store['db'], { recordKind, recordId }: { recordKind: RecordKind; recordId: string }) =>
  db.select().from(notes).where(sql`${notes.recordKind} = ${recordKind} and ${notes.recordId} = ${recordId}`).orderBy(notes.at);

/** What a note says; nothing where only a call was noted. */
export const textOf = async ({ keys }: Store, { id, sealed }: Note): Promise<string | undefined> =>
  sealed ? (await unseal(keys, `notes/${id}`, sealed, sealedNote)).text : undefined;

/** The row of a note about a request. */
export const rowOfNote = async (
  { store: { keys }, hand, now }: Duty,
  { row, recordKind, recordId }: RequestRecord,
  kind: NoteKind,
  { id, text }: Jotting,
  result: CallResult | null = null,
): Promise<Note> => {
  const { town, committee, compound } = row satisfies Whereabouts;
  const sealed =
    text === undefined ? { sealed: null, keyId: null } : await seal(keys, `notes/${id}`, { text } satisfies z.output<typeof sealedNote>);
  return { id, town, committee, compound, recordKind, recordId, kind, result, ...sealed, by: hand.by ?? '', at: now.town };
};

const isWritten = async (db: Store['db'], id: string): Promise<boolean> =>
  (await db.select({ id: notes.id }).from(notes).where(eq(notes.id, id)).limit(1)).length > 0;

/** Changes a request and writes a note with it. The same note a second time changes nothing. */
export const workWithNote = async (
  duty: Duty,
  record: RequestRecord,
  working: Working<RequestState>,
  set: Parameters<typeof workOn>[3],
  note: Note,
): Promise<'done' | 'overtaken'> => {
  const { db } = duty.store;
  if (await isWritten(db, note.id)) return 'done';
  const once = sql`not exists (select 1 from notes where id = ${note.id})`;
  const done = await workOn(duty, record, working, set, (event) => [insertIf(db, notes, note, happened(event))], once);
  return done ? 'done' : 'overtaken';
};

/** Changes a request, with a note where something was written. */
export const workWithRemark = async (
  duty: Duty,
  record: RequestRecord,
  working: Working<RequestState>,
  set: Parameters<typeof workOn>[3],
  jotting: Jotting,
  kind: NoteKind = 'note',
): Promise<'done' | 'overtaken'> => {
  if (jotting.text !== undefined) return workWithNote(duty, record, working, set, await rowOfNote(duty, record, kind, jotting));
  return (await workOn(duty, record, working, set)) ? 'done' : 'overtaken';
};

/** Takes a request: it is mine from now on. @param seen whose it was on the page, so that nobody is robbed unknowingly */
export const takeRequest = async (duty: Duty, record: RequestRecord, seen: string | null): Promise<Done> => {
  const { state, owner, endedAt } = record.row;
  if (endedAt !== null) return 'ended';
  const resting = state === 'received' || state === 'waiting';
  if (owner === duty.person.id && !resting) return 'done';
  if (owner !== duty.person.id && owner !== seen) return 'owned';
  const working = { deed: 'taken', state: resting ? 'taken' : state } as const;
  return (await workOn(duty, record, working, { owner: duty.person.id })) ? 'done' : 'overtaken';
};

// Nobody's again, and so as if nobody had started on it; but what is out stays visibly out.
const freed = (record: RequestRecord): RequestState => (record.row.state === 'taken' && !outFor(record) ? 'received' : record.row.state);

/** Hands a request to a colleague, or back to nobody. @param to the colleague's id, checked before */
export const handOn = async (duty: Duty, record: RequestRecord, to: string | null): Promise<Done> => {
  const { state, owner, endedAt } = record.row;
  if (endedAt !== null) return 'ended';
  if (owner === to) return 'done';
  const next = to === null ? freed(record) : state === 'received' ? 'taken' : state;
  return (await workOn(duty, record, { deed: 'handed-on', state: next, detail: { to } }, { owner: to })) ? 'done' : 'overtaken';
};

/** Writes a note; also on what has ended. */
export const noteDown = async (duty: Duty, record: RequestRecord, jotting: Required<Jotting>): Promise<Done> =>
  record.row.erasedAt !== null
    ? 'erased'
    : workWithNote(duty, record, { deed: 'noted' }, {}, await rowOfNote(duty, record, 'note', jotting));

/** Notes a call, and when to call again. */
export const logCall = async (
  duty: Duty,
  record: RequestRecord,
  { result, ...again }: CallAgain & { result: CallResult },
  jotting: Jotting,
): Promise<Done> => {
  if (record.row.endedAt !== null) return 'ended';
  const followAt = againAt(again, duty.now.town);
  const note = await rowOfNote(duty, record, 'call', jotting, result);
  return workWithNote(duty, record, { deed: 'called', detail: { result, again: followAt !== null } }, { followAt }, note);
};

/** Nobody opened the door: the request goes back to where anybody can take it. */
export const visitFailed = async (duty: Duty, record: RequestRecord, jotting: Jotting): Promise<Done> => {
  if (record.row.endedAt !== null) return 'ended';
  const note = await rowOfNote(duty, record, 'visit', jotting);
  return workWithNote(duty, record, { deed: 'visit-failed', state: freed(record) }, { owner: null }, note);
};

/** The request waits for something that is not in our hands. */
export const letWait = async (duty: Duty, record: RequestRecord, jotting: Jotting): Promise<Done> => {
  const { state, owner, endedAt } = record.row;
  if (endedAt !== null) return 'ended';
  if (state === 'waiting' && jotting.text === undefined) return 'done';
  const out = outFor(record);
  if (out === 'bag') return 'bag';
  return workWithRemark(duty, record, { deed: 'waited', state: 'waiting' }, { owner: owner ?? duty.person.id }, jotting);
};
