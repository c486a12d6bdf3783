// `npm run desk:invite -- --role lead --scope mingdu`: an invitation for the first one, who has nobody to invite him.
import { parseArgs } from 'node:util';
import { ROLES } from '../../domain/role.ts';
import { WHERE_OPTIONS, whereOf } from './database.ts';
import { builtTown, makeInvitation } from './invitation.ts';

const USAGE = `npm run desk:invite -- --role ${ROLES.join('|')} --scope <committee>|town [--name 姓名] [--url https://…] [--remote|--box]`;

const { values } = parseArgs({
  options: {
    role: { type: 'string', default: 'lead' },
    scope: { type: 'string' },
    name: { type: 'string', default: '负责人' },
    url: { type: 'string', default: `http://127.0.0.1:${process.env['PORT'] ?? '8787'}` },
    ...WHERE_OPTIONS,
  },
});

const role = ROLES.find((one) => one === values.role);
if (!role || role === 'head' || !values.scope) {
  console.error(USAGE);
  process.exit(1);
}
const where = whereOf(values);
try {
  const committee = values.scope === 'town' ? undefined : values.scope;
  const path = await makeInvitation(values.name, role, committee, where);
  const town = builtTown(where);
  const place = town.committees.find(({ id }) => id === committee)?.name ?? town.name;
  console.log(`${place} ${values.name} (${role})，十分钟内用手机打开，只能用一次：\n${values.url}${path}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
