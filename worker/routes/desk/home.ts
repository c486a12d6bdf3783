import type { Context } from 'hono';
import { zhCN } from '../../../domain/words/index.ts';
import { type Duty, may } from '../../duty.ts';
import type { Host, Portal } from '../../host.ts';
import { scopeOf } from '../../records/grants.ts';
import { scopeName, show } from './page.ts';

const { shell } = zhCN.desk;

/** The first page: where to go from here, and as whom. */
export const showHome = (host: Host, c: Context<Portal>, duty: Duty): Promise<Response> => {
  const { grants, grant, town } = duty;
  const choices = grants.map((one) => ({
    id: one.id,
    label: `${shell.role[one.role]} · ${scopeName(town, scopeOf(one))}`,
    current: one.id === grant.id,
  }));
  const tasks = [
    ...(may(duty, 'requests') ? [{ href: '/desk/requests', title: shell.nav.requests }] : []),
    ...(may(duty, 'medicine') ? [{ href: '/desk/medicine', title: shell.nav.medicine }] : []),
    ...(may(duty, 'signups') ? [{ href: '/desk/signups', title: shell.nav.signups }] : []),
    ...(may(duty, 'people') ? [{ href: '/desk/people', title: shell.nav.people }] : []),
  ];
  return show(host, c, duty, 'desk/home', { tasks, choices });
};
