import { and, eq } from 'drizzle-orm';
import type { Context } from 'hono';
import { getCookie } from 'hono/cookie';
import { requests } from '../../../db/schema/requests.ts';
import { signups } from '../../../db/schema/signups.ts';
import { wantsJson } from '../../answers.ts';
import { type Duty, deskOf, dutyOf, may, SESSION_COOKIE } from '../../duty.ts';
import type { Portal } from '../../host.ts';
import type { Opened } from '../../opened.ts';
import { inReach } from '../../records/pressing.ts';
import { reachSignups } from '../../records/work.ts';
import { Refusal } from '../../refusal.ts';

/** Who scans it, if he is at work. A phone whose grant was taken back is a resident's again. */
const workerWith = async (c: Context<Portal>): Promise<Duty | undefined> => {
  try {
    return await dutyOf(c, await deskOf(c));
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
};

const signupPath = async (duty: Duty, id: string): Promise<string | undefined> => {
  const page = may(duty, 'signups') ? `/desk/signups/${id}` : may(duty, 'gate') ? `/desk/gate/${id}` : undefined;
  const [reached] = page ? await reachSignups(duty, eq(signups.id, id)) : [];
  return reached && page;
};

const requestPath = async (duty: Duty, id: string): Promise<string | undefined> => {
  if (!may(duty, 'requests')) return undefined;
  const [reached] = await duty.store.db
    .select({ id: requests.id })
    .from(requests)
    .where(and(eq(requests.id, id), inReach(duty)));
  return reached && `/desk/requests/${id}`;
};

/**
 * Where a receipt's QR leads whoever is at work: to the line or the request that it stands for. Residents have no session,
 * and cost no query; whoever is at work sees what they see with `?resident=1`.
 */
export const deskPathOf = async (c: Context<Portal>, { record }: Opened): Promise<string | undefined> => {
  // After a form or a deed of their own they are residents too.
  const asResident = ['resident', 'new', 'done'].some((name) => c.req.query(name) !== undefined);
  if (asResident || wantsJson(c) || !getCookie(c, SESSION_COOKIE, 'host')) return undefined;
  const duty = await workerWith(c);
  if (!duty) return undefined;
  return record.recordKind === 'signup' ? signupPath(duty, record.recordId) : requestPath(duty, record.recordId);
};
