import type { Context } from 'hono';
import type { Fields, FormState } from '../../../domain/form.ts';
import type { Duty } from '../../duty.ts';
import { field } from '../../fields.ts';
import type { Host, Portal } from '../../host.ts';
import type { Deal } from '../../records/cancellations.ts';
import { medicineAt } from '../../records/chains.ts';
import { crewOf } from '../../records/crew.ts';
import type { RequestRecord } from '../../records/record.ts';
import { runAt } from '../../records/runs.ts';
import { settled } from '../../records/work.ts';
import { caseOf } from './case.ts';
import { show } from './page.ts';

/** Where a form leads back to. */
export const backTo = (id: string, said: string): string => `/desk/medicine/requests/${id}?said=${said}`;

/** The page of one request's medicine. */
export const drawCase = async (
  host: Host,
  c: Context<Portal>,
  duty: Duty,
  record: RequestRecord,
  { fault, of = '', form, status = 200 }: { fault?: string; of?: string; form?: FormState; status?: 200 | 409 | 422 } = {},
): Promise<Response> => {
  const view = await caseOf(c, duty, record, form && { of, form });
  return show(host, c, duty, 'desk/medicine/case', { view }, { status, fault });
};

/** The page again, with what was typed wrong, or with the sentence that says no. */
export const refuse = async (
  host: Host,
  c: Context<Portal>,
  duty: Duty,
  id: string,
  fault: string,
  form?: { of: string; form: FormState },
) => drawCase(host, c, duty, await medicineAt(duty, id), { fault, ...form, status: form ? 422 : 409 });

/** A run as chosen in a form; nothing where none was. @throws Refusal 404 where it is not the team's */
export const runIn = async (duty: Duty, fields: Fields): Promise<string | null> => {
  const id = field(fields, 'run');
  return id ? (await runAt(duty, id)).id : null;
};

/** Somebody of the crew as chosen in a form. */
export const memberIn = async (duty: Duty, { committee, compound }: RequestRecord['row'], id: string): Promise<string | undefined> => {
  const crew = await crewOf(duty, { town: duty.scope.town, committee, compound });
  return crew.find((one) => one.id === id)?.id;
};

/** Does something to a request as it is now, again if somebody else was quicker. */
export const done = (duty: Duty, id: string, verb: (record: RequestRecord) => Promise<Deal>) => settled(() => medicineAt(duty, id), verb);

/** What is said after something came back: the request may just have been forgotten. */
export const saidBack = async (duty: Duty, id: string, said: string): Promise<string> =>
  (await medicineAt(duty, id)).row.erasedAt === null ? said : 'mErased';
