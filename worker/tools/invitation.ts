import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseEnv } from 'node:util';
import { getTableColumns } from 'drizzle-orm';
import * as z from 'zod';
import { invitations } from '../../db/schema/staff.ts';
import { type Role, type Scope, untilFor } from '../../domain/role.ts';
import { keysOf } from '../keys.ts';
import { newInvitation } from '../records/invitations.ts';
import { LOCAL, literal, query } from './database.ts';

const townFile = z.object({
  name: z.string(),
  clockOffset: z.number(),
  committees: z.array(z.object({ id: z.string(), name: z.string() })),
});
const secrets = z.object({ SEAL_KEYS: z.string(), LOOKUP_KEY: z.string() });

/** The town as it was built. @throws Error where nothing was built */
export const builtTown = (): z.output<typeof townFile> => {
  const path = fileURLToPath(new URL('../../dist/client/catalogue/town.json', import.meta.url));
  if (!existsSync(path)) throw new Error('Nothing is built yet: npm run build');
  return townFile.parse(JSON.parse(readFileSync(path, 'utf8')));
};

const secretsOf = (remote: boolean): z.output<typeof secrets> =>
  secrets.parse(remote ? process.env : parseEnv(readFileSync(resolve(LOCAL, 'secrets.env'), 'utf8')));

/**
 * Makes an invitation from the command line: the first lead has nobody to invite him.
 * @param committee nothing for the whole town
 * @returns the path that the phone opens, within ten minutes
 */
export const makeInvitation = async (name: string, role: Role, committee: string | undefined, remote: boolean): Promise<string> => {
  const town = builtTown();
  if (committee !== undefined && !town.committees.some(({ id }) => id === committee))
    throw new Error(`No committee ${committee}. There are: ${town.committees.map(({ id }) => id).join(' ')}`);
  const scope: Scope = { town: town.name, committee };
  const now = Date.now();
  const keys = await keysOf(secretsOf(remote));
  const untilAt = untilFor(role, undefined, now + town.clockOffset);
  const { row, code } = await newInvitation({ keys }, { name, role, scope, untilAt }, null, now);
  const given = new Map<string, string | number | null>(Object.entries(row));
  const columns = Object.entries(getTableColumns(invitations)).map(([field, column]) => [column.name, literal(given.get(field) ?? null)]);
  const names = columns.map(([column]) => column).join(', ');
  const values = columns.map(([, value]) => value).join(', ');
  await query(`insert into invitations (${names}) values (${values})`, remote);
  return `/desk/join/${code}`;
};
