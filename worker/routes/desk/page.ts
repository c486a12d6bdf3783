import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { RIGHTS, type Right, type Scope } from '../../../domain/role.ts';
import { zhCN } from '../../../domain/words/index.ts';
import type { DeskPages } from '../../../site/desk/pages.ts';
import type { Shell } from '../../../site/desk/shell.ts';
import { type Desk, type Duty, may } from '../../duty.ts';
import type { Drawn } from '../../../site/drawn.ts';
import type { Host, Portal } from '../../host.ts';
import { openedIn, sealedAlerts } from '../../records/alerts.ts';
import { overdueIn, urgentIn } from '../../records/pressing.ts';
import type { TownSheet } from '../../sheets.ts';

const { shell: words } = zhCN.desk;

/** Where a scope is, in words: `名都居委会 西部新村 3号楼`. */
export const scopeName = ({ committees }: TownSheet, { committee, compound, building }: Scope): string => {
  const there = committees.find(({ id }) => id === committee);
  if (!committee) return words.everywhere;
  const site = there?.compounds.find(({ id }) => id === compound);
  return [there?.name ?? committee, compound && (site?.name ?? compound), building && words.building(building)].filter(Boolean).join(' ');
};

const rightsOf = (duty: Duty): Right[] => (Object.keys(RIGHTS) as Right[]).filter((right) => may(duty, right));

const ofDesk = ({ town, now }: Desk): Omit<Shell, 'said' | 'fault'> => ({
  townName: town.name,
  phones: town.phones,
  now: now.town,
  clockOffset: town.clockOffset,
  rights: [],
  overdue: 0,
  urgent: 0,
  newestUrgent: 0,
  alerts: [],
});

const ofDuty = async (duty: Duty): Promise<Omit<Shell, 'said' | 'fault'>> => {
  const { person, grant, town, scope } = duty;
  const [[late], [urgent], opened] = await duty.store.db.batch([overdueIn(duty), urgentIn(duty), openedIn(duty)]);
  const press = may(duty, 'requests') ? { ...late, ...urgent } : {};
  const alerts = may(duty, 'people') ? await sealedAlerts(duty, opened) : [];
  const who = words.who(person.name, words.role[grant.role], scopeName(town, scope));
  return { ...ofDesk(duty), who, rights: rightsOf(duty), ...press, alerts };
};

/** What was just done, in words: the address carries its key, for a reload repeats nothing. */
const saidIn = (c: Context<Portal>): string | undefined => {
  const said: Readonly<Record<string, string>> = words.said;
  const key = c.req.query('said') ?? '';
  return Object.hasOwn(said, key) ? said[key] : undefined;
};

/** How an answer of the desk deviates from the ordinary: a status, and a sentence of refusal. */
export interface Manner {
  status?: ContentfulStatusCode;
  fault?: string | undefined;
}

const MOST_PAGES = 500;

/** Which page of a list is meant: the first one, unless something better was typed. */
export const pageNumber = (typed: string | undefined): number => Math.max(1, Math.min(MOST_PAGES, Math.trunc(Number(typed)) || 1));

/** Which page of a list is asked for. */
export const pageIn = (c: Context<Portal>): number => pageNumber(c.req.query('page'));

/** Draws a page of the desk for whoever is at work, or stands before its door. */
export const show = async <Name extends keyof DeskPages>(
  host: Host,
  c: Context<Portal>,
  desk: Desk | Duty,
  name: Name,
  page: DeskPages[Name],
  { status = 200, fault }: Manner = {},
): Promise<Response> => {
  const shell: Shell = { ...('grant' in desk ? await ofDuty(desk) : ofDesk(desk)), said: fault ? undefined : saidIn(c), fault };
  return host.render(c, name, { ...page, shell } as Drawn[Name], status);
};
