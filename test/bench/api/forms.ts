import type { Asked } from './load.ts';
import { OPENING, PLACE, RICE } from './town.ts';

const SLOTS = 40;
const BUILDINGS = 12;
const UNITS = 2;

/** A household of the compound: each number is another one. */
const household = (nth: number): Record<string, string> => ({
  name: '孟阿公',
  phone: `138${String(10_000_000 + nth)}`,
  building: String(1 + (nth % BUILDINGS)),
  unit: String(1 + (Math.floor(nth / BUILDINGS) % UNITS)),
  room: String(101 + Math.floor(nth / BUILDINGS / UNITS)),
});
const form = (fields: Readonly<Record<string, string>>): string => new URLSearchParams(fields).toString();

/** The form of a household for a slot of a distribution. */
export const signUpFor = (nth: number): string => form({ ...household(nth), slot: `s${nth % SLOTS}` });

export const SIGN_UP: Asked = { method: 'POST', path: `/signups${PLACE}/supply/${RICE}`, status: 303, body: signUpFor };
export const OPENING_PATH = `/signups${PLACE}/supply/${OPENING}`;
export const ASK: Asked = {
  method: 'POST',
  path: `/requests${PLACE}/medicine`,
  status: 303,
  body: (nth) =>
    form({
      ...household(nth),
      ...{ for: 'self', card: 'ready', health: 'yes' },
      ...{ 'drugs.0.name': '门冬胰岛素', 'drugs.0.amount': '2', 'drugs.0.days': '9' },
      ...{ 'drugs.1.name': '氨氯地平', 'drugs.1.amount': '1', 'drugs.1.days': '12' },
    }),
};
export const LEFT: Asked = { method: 'GET', path: `/api/slots${PLACE}`, status: 200 };
