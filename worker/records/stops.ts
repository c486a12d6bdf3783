import { and, asc, desc, eq, gt, isNull, or, type SQL } from 'drizzle-orm';
import { items, requests } from '../../db/schema/requests.ts';
import { type Building, doorOf } from '../../domain/address.ts';
import type { Drug } from '../../domain/medicine.ts';
import { questionField } from '../../domain/request.ts';
import type { Sheet } from '../../domain/sheet.ts';
import { addressIn } from '../../domain/signup.ts';
import { zhCN } from '../../domain/words/index.ts';
import type { Duty } from '../duty.ts';
import { unseal } from '../seal.ts';
import { knownItems } from './items.ts';
import { inReach } from './pressing.ts';
import { type Asked, type Request, type Service, sealedRequest } from './requests.ts';
import type { Db, Store } from './store.ts';

/** A request as a list shows it: who, which door; nothing of both once it was erased. */
export interface Stop {
  row: Request;
  asked?: Asked['input'] | undefined;
  door: string;
}

const here = (duty: Duty, { committee, compound }: Sheet): SQL | undefined =>
  and(inReach(duty), eq(requests.committee, committee.id), eq(requests.compound, compound.id));

const stopOf = async ({ keys }: Store, sheet: Sheet, row: Request): Promise<Stop> => {
  const asked = row.sealed ? (await unseal(keys, `requests/${row.id}`, row.sealed, sealedRequest)).input : undefined;
  const building = sheet.buildings.find(({ id }: Building) => id === row.building)?.name ?? row.building ?? '';
  return { row, asked, door: asked ? doorOf(sheet, addressIn(asked), zhCN) : building };
};

const natural = new Intl.Collator('zh', { numeric: true });

/** By building, in the compound's order, and door: the way a team goes. */
const byDoor = ({ buildings }: Sheet, stops: readonly Stop[]): Stop[] => {
  const place = ({ row }: Stop) => buildings.findIndex(({ id }) => id === row.building);
  return [...stops].sort((one, other) => place(one) - place(other) || natural.compare(one.door, other.door));
};

/** Open requests for a service, in the order in which their doors are visited. */
export const stopsOf = async (duty: Duty, sheet: Sheet, service: string): Promise<Stop[]> => {
  const rows = await duty.store.db
    .select()
    .from(requests)
    .where(and(here(duty, sheet), eq(requests.service, service), isNull(requests.endedAt)));
  return byDoor(sheet, await Promise.all(rows.map((row) => stopOf(duty.store, sheet, row))));
};

/** A compound's requests that are open, or ended after `since` (real time): urgent first, then by due date. */
export const requestsOf = async (duty: Duty, sheet: Sheet, since: number): Promise<Stop[]> => {
  const rows = await duty.store.db
    .select()
    .from(requests)
    .where(and(here(duty, sheet), or(isNull(requests.endedAt), gt(requests.endedAt, since))))
    .orderBy(desc(requests.urgent), asc(requests.dueAt));
  return Promise.all(rows.map((row) => stopOf(duty.store, sheet, row)));
};

/** The drugs of a compound's requests, by request. */
export const drugsBy = async ({ store }: { store: Store }, sheet: Sheet): Promise<ReadonlyMap<string, readonly Drug[]>> => {
  const known = await knownItems(store, await itemsOf(store.db, sheet));
  const byRequest = Map.groupBy(known, ({ row }) => row.requestId);
  return new Map([...byRequest].map(([id, drugs]) => [id, drugs.map(({ drug }) => drug)]));
};

const itemsOf = (db: Db, { committee, compound }: Sheet) =>
  db
    .select()
    .from(items)
    .where(and(eq(items.committee, committee.id), eq(items.compound, compound.id)))
    .orderBy(asc(items.requestId), asc(items.seq));

const { asking } = zhCN;

const textOf = (answer: unknown, type: Service['questions'][number]['type']): string => {
  if (Array.isArray(answer)) return answer.join('、');
  if (type === 'yesno') return answer === 'yes' ? asking.yes : asking.no;
  return String(answer ?? '');
};

/** What was answered to a service's questions, as far as anything was. */
export const answersIn = ({ questions }: Service, asked: Asked['input']): { label: string; text: string }[] =>
  questions.flatMap(({ id, label, type }) => {
    const answer = asked[questionField(id)];
    return answer === undefined ? [] : [{ label, text: textOf(answer, type) }];
  });
