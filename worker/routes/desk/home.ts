import type { Context } from 'hono';
import { zhCN } from '../../../domain/words/index.ts';
import type { Task } from '../../../site/desk/door.ts';
import { type Duty, may } from '../../duty.ts';
import type { Host, Portal } from '../../host.ts';
import { scopeOf } from '../../records/grants.ts';
import { openTasks } from '../../records/queue.ts';
import { unsentIn } from '../../records/sent.ts';
import { scopeName, show } from './page.ts';

const { shell, requests: w, tidings } = zhCN.desk;

/** What is waiting among the requests; what is nought is not mentioned. */
const requestTasks = async (duty: Duty): Promise<Task[]> => {
  const [tasks] = await openTasks(duty.store.db, duty);
  const { open = 0, mine = 0, unowned = 0, urgent = 0, overdue = 0, call = 0 } = tasks ?? {};
  const list = '/desk/requests';
  const parts: Task[] = [
    { href: `${list}?urgent=1`, title: w.tasks.urgent, count: urgent, urgent: true },
    { href: `${list}?overdue=1`, title: w.tasks.overdue, count: overdue, urgent: true },
    { href: `${list}?call=1`, title: w.tasks.call, count: call },
    { href: `${list}?owner=mine`, title: w.tasks.mine, count: mine },
    { href: `${list}?owner=nobody`, title: w.tasks.nobody, count: unowned },
  ];
  return [...parts.filter(({ count }) => count !== 0), { href: list, title: shell.nav.requests, count: open }];
};

/** The first page: where to go from here, and as whom. */
export const showHome = async (host: Host, c: Context<Portal>, duty: Duty): Promise<Response> => {
  const { grants, grant, town } = duty;
  const choices = grants.map((one) => ({
    id: one.id,
    label: `${shell.role[one.role]} · ${scopeName(town, scopeOf(one))}`,
    current: one.id === grant.id,
  }));
  const unsent = may(duty, 'channels') ? await unsentIn(duty) : 0;
  const tasks = [
    ...(unsent > 0 ? [{ href: '/desk/channels', title: tidings.unsent, count: unsent, urgent: true }] : []),
    ...(may(duty, 'requests') ? await requestTasks(duty) : []),
    ...(may(duty, 'enter')
      ? [
          { href: '/desk/entry', title: w.enter },
          { href: '/desk/find', title: w.findTitle },
        ]
      : []),
    ...(may(duty, 'medicine') ? [{ href: '/desk/medicine', title: shell.nav.medicine }] : []),
    ...(may(duty, 'signups') ? [{ href: '/desk/signups', title: shell.nav.signups }] : []),
    ...(may(duty, 'gate') ? [{ href: '/desk/gate', title: shell.nav.gate }] : []),
    ...(may(duty, 'press') ? [{ href: '/desk/press', title: shell.nav.press }] : []),
    ...(may(duty, 'told') ? [{ href: '/desk/told', title: shell.nav.told }] : []),
    ...(may(duty, 'people') ? [{ href: '/desk/people', title: shell.nav.people }] : []),
    ...(may(duty, 'channels') ? [{ href: '/desk/channels', title: shell.nav.channels }] : []),
  ];
  return show(host, c, duty, 'desk/home', { tasks, choices });
};
