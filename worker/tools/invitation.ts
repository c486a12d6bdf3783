import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { getTableColumns } from 'drizzle-orm';
import * as z from 'zod';
import { invitations } from '../../db/schema/staff.ts';
import { type Role, type Scope, untilFor } from '../../domain/role.ts';
import { liveRelease } from '../box/release.ts';
import { pathsIn, settingsIn } from '../box/settings.ts';
import { keysOf } from '../keys.ts';
import { newInvitation } from '../records/invitations.ts';
import { type Secrets, readSecrets, secretsIn } from '../secrets.ts';
import { LOCAL, literal, query, type Where } from './database.ts';

const townFile = z.object({
  name: z.string(),
  clockOffset: z.number(),
  committees: z.array(z.object({ id: z.string(), name: z.string() })),
});

const builtFile = (): string | undefined => {
  const path = fileURLToPath(new URL('../../dist/client/catalogue/town.json', import.meta.url));
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
};

const publishedFile = (): string | undefined =>
  liveRelease(pathsIn(settingsIn(process.env).dataDir).site)()
    .find('catalogue/town.json')
    ?.plain.toString();

/** The town as it was built, or published on a box. @throws Error where it was not yet */
export const builtTown = (where: Where): z.output<typeof townFile> => {
  const file = where === 'box' ? publishedFile() : builtFile();
  if (file === undefined) throw new Error('Nothing is built yet: npm run build');
  return townFile.parse(JSON.parse(file));
};

const secretsOf = (where: Where): Secrets => {
  if (where === 'remote') return secretsIn(process.env);
  return readSecrets(where === 'box' ? pathsIn(settingsIn(process.env).dataDir).keys : resolve(LOCAL, 'secrets.env'));
};

/**
 * Makes an invitation from the command line: the first lead has nobody to invite him.
 * @param committee nothing for the whole town
 * @returns the path that the phone opens, within ten minutes
 */
export const makeInvitation = async (name: string, role: Role, committee: string | undefined, where: Where): Promise<string> => {
  const town = builtTown(where);
  if (committee !== undefined && !town.committees.some(({ id }) => id === committee))
    throw new Error(`No committee ${committee}. There are: ${town.committees.map(({ id }) => id).join(' ')}`);
  const scope: Scope = { town: town.name, committee };
  const now = Date.now();
  const keys = await keysOf(secretsOf(where));
  const untilAt = untilFor(role, undefined, now + town.clockOffset);
  const { row, code } = await newInvitation({ keys }, { name, role, scope, untilAt }, null, now);
  const given = new Map<string, string | number | null>(Object.entries(row));
  const columns = Object.entries(getTableColumns(invitations)).map(([field, column]) => [column.name, literal(given.get(field) ?? null)]);
  const names = columns.map(([column]) => column).join(', ');
  const values = columns.map(([, value]) => value).join(', ');
  await query(`insert into invitations (${names}) values (${values})`, where);
  return `/desk/join/${code}`;
};
