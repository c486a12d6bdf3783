import type { Context } from 'hono';
import { Hono } from 'hono';
import type * as z from 'zod';
import { type Fields, faultsOf, treeOf } from '../../../domain/form.ts';
import { callInput, endingInput, noteInput, remarkInput } from '../../../domain/notebook.ts';
import { zhCN } from '../../../domain/words/index.ts';
import type { Duty } from '../../duty.ts';
import { field, fieldsIn } from '../../fields.ts';
import type { Host, Portal } from '../../host.ts';
import { colleaguesFor } from '../../records/colleagues.ts';
import { endRequest, reopenRequest } from '../../records/ending.ts';
import { type Done, handOn, letWait, logCall, noteDown, takeRequest, visitFailed, type Why } from '../../records/notebook.ts';
import type { RequestRecord } from '../../records/record.ts';
import { requestAt, settled } from '../../records/work.ts';
import { showRecord } from './recordpage.ts';
import { sheetFor } from './places.ts';
import { bound, param, type Rules } from './rules.ts';

const { requests: w, shell } = zhCN.desk;
type Said = keyof typeof shell.said;

const work = { right: 'requests', of: 'request' } as const;
export const NOTEBOOK_RULES = {
  'POST /desk/requests/:id/taking': work,
  'POST /desk/requests/:id/handing-on': work,
  'POST /desk/requests/:id/notes': work,
  'POST /desk/requests/:id/calls': work,
  'POST /desk/requests/:id/visits': work,
  'POST /desk/requests/:id/waiting': work,
  'POST /desk/requests/:id/ending': work,
  'POST /desk/requests/:id/reopening': work,
} as const satisfies Rules;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** The id that a form carries for what it makes; a new one where it carries none. */
export const keyOf = (fields: Fields): string => (UUID.test(field(fields, 'key')) ? field(fields, 'key') : crypto.randomUUID());

/** A verb until it is done or refused for good. @throws Refusal 409 if somebody else is faster each time */
export const doneOrWhy = async (
  find: () => Promise<RequestRecord>,
  verb: (record: RequestRecord) => Promise<Done>,
): Promise<'done' | Why> => {
  let why: Why = 'gone';
  const done = await settled(find, async (record) => {
    const came = await verb(record);
    if (came === 'done' || came === 'overtaken') return came;
    why = came;
    return 'refused';
  });
  return done ? 'done' : why;
};

/** The state and the sentence of a verb, and the form that it came from. */
interface Manner {
  form: string;
  fields: Fields;
  said: Said;
}

/** Does a verb and goes back to the record, or says there why not. */
export const workThenShow = async (
  host: Host,
  c: Context<Portal>,
  duty: Duty,
  { form, fields, said }: Manner,
  verb: (record: RequestRecord) => Promise<Done>,
): Promise<Response> => {
  const id = param(c, 'id');
  const came = await doneOrWhy(() => requestAt(duty, id), verb);
  if (came === 'done') return c.redirect(`/desk/requests/${id}?said=${said}`, 303);
  const refused = { open: form, form: { values: fields, faults: {} } };
  return showRecord(host, c, duty, await requestAt(duty, id), refused, { status: 409, fault: w.refusals[came] });
};

/** Reads a form; what is wrong with it is shown on the record's page, with what was typed. */
const read = async <Schema extends z.ZodType>(
  host: Host,
  c: Context<Portal>,
  duty: Duty,
  form: string,
  fields: Fields,
  schema: Schema,
): Promise<{ input: z.output<Schema> } | { answer: Response }> => {
  const parsed = schema.safeParse(treeOf(fields));
  if (parsed.success) return { input: parsed.data };
  const refused = { open: form, form: { values: fields, faults: faultsOf(parsed.error) } };
  const record = await requestAt(duty, param(c, 'id'));
  return { answer: await showRecord(host, c, duty, record, refused, { status: 422, fault: Object.values(refused.form.faults)[0] }) };
};

/** The verbs of a request's page. */
export const notebookRoutes = (host: Host) => {
  const app = new Hono<Portal>({ strict: false });
  const { on } = bound(app, NOTEBOOK_RULES);

  on('POST /desk/requests/:id/taking', async (c, duty) => {
    const fields = await fieldsIn(c);
    const seen = field(fields, 'owner') || null;
    return workThenShow(host, c, duty, { form: 'taking', fields, said: 'r-taken' }, (record) => takeRequest(duty, record, seen));
  });

  on('POST /desk/requests/:id/handing-on', async (c, duty) => {
    const fields = await fieldsIn(c);
    const to = field(fields, 'to') || null;
    return workThenShow(host, c, duty, { form: 'handing-on', fields, said: to === null ? 'r-freed' : 'r-handed' }, async (record) => {
      const known = to === null || (await colleaguesFor(duty, record.row)).some(({ id }) => id === to);
      return known ? handOn(duty, record, to) : 'stranger';
    });
  });

  on('POST /desk/requests/:id/notes', async (c, duty) => {
    const fields = await fieldsIn(c);
    const typed = await read(host, c, duty, 'notes', fields, noteInput(zhCN));
    if ('answer' in typed) return typed.answer;
    const jotting = { id: keyOf(fields), text: typed.input.text };
    return workThenShow(host, c, duty, { form: 'notes', fields, said: 'r-noted' }, (record) => noteDown(duty, record, jotting));
  });

  on('POST /desk/requests/:id/calls', async (c, duty) => {
    const fields = await fieldsIn(c);
    const typed = await read(host, c, duty, 'calls', fields, callInput(zhCN, duty.now.town));
    if ('answer' in typed) return typed.answer;
    const { text, ...call } = typed.input;
    const jotting = { id: keyOf(fields), text };
    return workThenShow(host, c, duty, { form: 'calls', fields, said: 'r-called' }, (record) => logCall(duty, record, call, jotting));
  });

  on('POST /desk/requests/:id/visits', async (c, duty) => {
    const fields = await fieldsIn(c);
    const typed = await read(host, c, duty, 'visits', fields, remarkInput(zhCN));
    if ('answer' in typed) return typed.answer;
    const jotting = { id: keyOf(fields), ...typed.input };
    return workThenShow(host, c, duty, { form: 'visits', fields, said: 'r-visit' }, (record) => visitFailed(duty, record, jotting));
  });

  on('POST /desk/requests/:id/waiting', async (c, duty) => {
    const fields = await fieldsIn(c);
    const typed = await read(host, c, duty, 'waiting', fields, remarkInput(zhCN));
    if ('answer' in typed) return typed.answer;
    const jotting = { id: keyOf(fields), ...typed.input };
    return workThenShow(host, c, duty, { form: 'waiting', fields, said: 'r-waiting' }, (record) => letWait(duty, record, jotting));
  });

  on('POST /desk/requests/:id/ending', async (c, duty) => {
    const fields = await fieldsIn(c);
    const typed = await read(host, c, duty, 'ending', fields, endingInput(zhCN));
    if ('answer' in typed) return typed.answer;
    const { outcome, text } = typed.input;
    const jotting = { id: keyOf(fields), text };
    return workThenShow(host, c, duty, { form: 'ending', fields, said: 'r-ended' }, async (record) =>
      endRequest(duty, await sheetFor(c, duty, record.row), record, outcome, jotting),
    );
  });

  on('POST /desk/requests/:id/reopening', async (c, duty) => {
    const fields = await fieldsIn(c);
    return workThenShow(host, c, duty, { form: 'reopening', fields, said: 'r-reopened' }, (record) => reopenRequest(duty, record));
  });

  return app;
};
