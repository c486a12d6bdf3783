import { receiptOf, rows, submit } from './portal.ts';
import { insulin, MEDICINE } from './residents.ts';
import { type Staff, staff } from './staff.ts';

/** Helpers for the tests of the medicine desk: one team, one street. */
export const TEAM = { committee: 'chenjiaxiang' };
export const HOSPITAL = '区中心医院';

type Typed = Record<string, string | readonly string[]>;

/** A resident asks for insulin and a pill for the blood pressure; @returns the receipt's address and the request's id */
export const asked = async (fields: Typed = {}): Promise<{ receipt: string; id: string }> => {
  const before = new Set((await rows('requests')).map(({ id }) => id));
  const receipt = receiptOf(await submit(MEDICINE, { ...insulin, ...fields }));
  const fresh = (await rows('requests')).find(({ id }) => !before.has(id));
  return { receipt, id: String(fresh?.['id']) };
};

export const runner = (name = '邢跑跑'): Promise<Staff> => staff('medicine', TEAM, name);

export const request = async (id: string) => (await rows('requests', `id = '${id}'`))[0] ?? {};
export const itemsOf = (id: string) => rows('items', `request_id = '${id}' order by seq`);
export const eventsOf = (id: string) => rows('events', `record_id = '${id}' order by seq`);
export const deedsOf = async (id: string) => (await eventsOf(id)).map(({ deed }) => deed);

/** Where an answer leads; what it says where it leads nowhere. */
export const placeOf = async (answer: Response): Promise<string> => {
  if (answer.status !== 303) throw new Error(`${answer.status}: ${(await answer.text()).match(/role="alert"[\s\S]*?<\/p>/)?.[0]}`);
  return answer.headers.get('location') ?? '';
};

/** A deed that has to succeed. */
export const did = async (who: Staff, path: string, fields: Typed = {}): Promise<string> =>
  placeOf(await who.submit(`/desk/medicine${path}`, fields));

/** The id of a person by what the desk lists him as. */
export const idOf = async (who: Staff, name: string, request: string): Promise<string> => {
  const page = await (await who.get(`/desk/medicine/requests/${request}`)).text();
  const [, id] = new RegExp(`<option value="([0-9a-f-]{36})"[^>]*>${name}</option>`).exec(page) ?? [];
  if (!id) throw new Error(`${name} is not in the crew`);
  return id;
};

/** A run to a hospital, ahead by so many days of the town's calendar. */
export const madeRun = async (who: Staff, hospital = HOSPITAL, ahead = 0): Promise<string> => {
  const page = await (await who.get('/desk/medicine/runs')).text();
  const days = [...page.matchAll(/<option value="(\d{4}-\d\d-\d\d)"/g)].map(([, day]) => day ?? '');
  const place = await did(who, '/runs', { hospital, day: days[ahead] ?? '' });
  return /runs\/([0-9a-f-]{36})/.exec(place)?.[1] ?? '';
};

/** What became of one drug. */
export const found = (who: Staff, id: string, item: unknown, outcome: string, more: Typed = {}) =>
  who.submit(`/desk/medicine/requests/${id}/findings`, { item: String(item), outcome, ...more });
