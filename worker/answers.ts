import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { ErrorBody } from '../domain/api/bodies.ts';
import type { Fields, FormState } from '../domain/form.ts';
import type { PhoneEntry } from '../domain/phonebook.ts';
import { zhCN } from '../domain/words/index.ts';
import { isJson } from './fields.ts';
import type { Host, Portal } from './host.ts';
import { findSheet, townSheet } from './sheets.ts';

/** Seconds after which a busy portal may be asked again. */
export const RETRY_AFTER = '20';

/** Whether the answer is to be JSON: asked for, or sent without asking for a page. */
export const wantsJson = (c: Context): boolean => {
  const accept = c.req.header('accept') ?? '';
  return accept.includes('application/json') || (isJson(c) && !accept.includes('text/html'));
};

/** A form that was refused: why, and with which status. */
export interface FormRefusal {
  status: 422 | 409 | 503;
  message?: string;
  faults?: FormState['faults'];
}

/**
 * Refuses a form: the same page with everything typed kept, or JSON.
 * @param page draws the page from what was typed and what is wrong
 */
export const refuseForm = (
  c: Context<Portal>,
  values: Fields,
  phones: readonly PhoneEntry[],
  { status, message, faults = {} }: FormRefusal,
  page: (form: FormState) => Promise<Response>,
): Promise<Response> | Response => {
  c.set('faults', Object.keys(faults));
  if (status === 503) c.header('Retry-After', RETRY_AFTER);
  if (!wantsJson(c)) return page({ values, faults, message });
  const error = { message: message ?? zhCN.asking.summary, ...(status === 422 ? { fields: faults } : { phones }) };
  return c.json({ error } satisfies ErrorBody, status);
};

/** Whom to call: the compound's numbers where the address names one, else the town's. */
const helpFor = async (c: Context<Portal>) => {
  const [, committee = '', compound = ''] = /^\/(?:signups|requests)\/([^/]+)\/([^/]+)/.exec(c.req.path) ?? [];
  const sheet = await findSheet(c, committee, compound);
  if (sheet) return { townName: sheet.town.name, clockOffset: sheet.town.clockOffset, phones: sheet.phones };
  const { name, phones, clockOffset } = await townSheet(c);
  return { townName: name, clockOffset, phones };
};

// A GET of the address that a form was sent to leads back to the form; from anywhere at the desk, to its first page.
const backFrom = ({ req: { method, path } }: Context): string | undefined => {
  if (path.startsWith('/desk/')) return '/desk';
  return method === 'POST' && /^\/(signups|requests|r)\//.test(path) ? path : undefined;
};

/** Anything that can't be answered otherwise: a sentence, and whom to call. */
export const sorry = async (host: Host, c: Context<Portal>, status: ContentfulStatusCode, sentence: string): Promise<Response> => {
  if (status === 503 || status === 429) c.header('Retry-After', status === 503 ? RETRY_AFTER : '60');
  const help = await helpFor(c);
  if (wantsJson(c)) return c.json({ error: { message: sentence, phones: help.phones } } satisfies ErrorBody, status);
  return host.render(
    c,
    'answers/sorry',
    { sentence, ...help, back: status === 404 && !c.req.path.startsWith('/desk/') ? undefined : backFrom(c) },
    status,
  );
};
