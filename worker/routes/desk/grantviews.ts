import { scopeValue } from '../../../domain/giving.ts';
import { zhCN } from '../../../domain/words/index.ts';
import type { GrantLine } from '../../../site/desk/people.ts';
import type { Duty } from '../../duty.ts';
import { type Grant, scopeOf } from '../../records/grants.ts';
import type { Member } from '../../records/members.ts';
import { scopeName } from './page.ts';

/** Whether a grant holds now. */
export const isLive = ({ revokedAt, untilAt }: Grant, { now }: Duty): boolean =>
  revokedAt === null && (untilAt === null || untilAt > now.town);

/** A grant in words. */
export const lineOf = (duty: Duty, grant: Grant): GrantLine => {
  const { id, role, how, fromAt, untilAt } = grant;
  const scope = scopeOf(grant);
  return {
    ...{ id, role, how, fromAt, untilAt, live: isLive(grant, duty) },
    scope: scopeName(duty.town, scope),
    again: { role, scope: scopeValue(scope) },
  };
};

/** When somebody was last here, in words; nothing if not lately. */
export const seenIn = ({ town }: Duty, { seenAt }: Pick<Member, 'seenAt'>): string | undefined =>
  seenAt === undefined ? undefined : zhCN.dates.moment(seenAt + town.clockOffset);
