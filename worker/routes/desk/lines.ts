import type { Context } from 'hono';
import { tagOf, tagSpoken } from '../../../domain/tag.ts';
import { timeOf } from '../../../domain/clock.ts';
import { zhCN } from '../../../domain/words/index.ts';
import type { RequestLine } from '../../../site/desk/queue.ts';
import type { TwinLine } from '../../../site/desk/twin.ts';
import type { Duty } from '../../duty.ts';
import type { Portal } from '../../host.ts';
import { peopleBy } from '../../records/people.ts';
import { endOfDay, type LineRow } from '../../records/queue.ts';
import { sealedRequest } from '../../records/requests.ts';
import type { Twin } from '../../records/twins.ts';
import { unseal } from '../../seal.ts';
import { doorIn, sheetsFor } from './places.ts';

const { dates, status, desk } = zhCN;
const { requests: w } = desk;

/** When something is due or to be done: today by its hour, else by its day. */
export const soon = (at: number, now: number): string => (at < endOfDay(now) && at > now ? timeOf(at) : dates.moment(at));

/** Requests as lines of a list, in one go: names, doors, owners. */
export const linesOf = async (c: Context<Portal>, duty: Duty, rows: readonly LineRow[]): Promise<RequestLine[]> => {
  const { store, now, person, scope } = duty;
  const [sheets, owners] = await Promise.all([
    sheetsFor(c, duty, rows),
    peopleBy(
      store,
      rows.map(({ owner }) => owner),
    ),
  ]);
  return Promise.all(
    rows.map(async (row): Promise<RequestLine> => {
      const sheet = sheets.get(`${row.committee}/${row.compound}`);
      const asked = row.sealed ? await unseal(store.keys, `requests/${row.id}`, row.sealed, sealedRequest) : undefined;
      const place = [scope.committee === undefined && sheet?.committee.name, scope.compound === undefined && sheet?.compound.name];
      const door = sheet && asked && doorIn(sheet, asked.input);
      return {
        id: row.id,
        tag: tagSpoken(tagOf(row.id)),
        title: row.title,
        // What is ended presses nobody.
        urgent: row.urgent && row.endedAt === null,
        open: row.endedAt === null,
        overdue: row.endedAt === null && row.dueAt < now.town,
        door: [...place, door ?? (asked ? w.noDoor : '')].filter(Boolean).join(' '),
        name: asked?.input.name ?? w.noName,
        daysLeft: row.daysLeft ?? undefined,
        due: w.dueUntil(dates.untilDay(row.dueAt)),
        state: row.endedAt === null || row.outcome === null ? status.request[row.state] : w.outcomes[row.outcome],
        owner: row.owner === null ? undefined : owners.get(row.owner)?.name,
        mine: row.owner === person.id,
        follow: row.followAt === null || row.endedAt !== null ? undefined : soon(row.followAt, now.town),
      };
    }),
  );
};

/** Requests that are likely the same, as lines. */
export const twinLines = async (c: Context<Portal>, duty: Duty, twins: readonly Twin[]): Promise<TwinLine[]> => {
  const lines = await linesOf(
    c,
    duty,
    twins.map(({ row }) => row),
  );
  return lines.map(({ id, tag, title, door, name, state, owner }, at) => {
    const { row, samePhone, sameDoor, sameDrug } = twins[at] ?? {};
    const alike = [sameDrug && w.sameDrug, samePhone && w.samePhone, sameDoor && w.sameDoor].filter((one) => typeof one === 'string');
    const open = row?.endedAt === null;
    return { id, tag, title, door, name, state, owner, alike, open, moment: dates.moment(row?.askedAt ?? 0) };
  });
};
