import type { Context } from 'hono';
import { doorOf } from '../../../domain/address.ts';
import { addressIn } from '../../../domain/signup.ts';
import { zhCN } from '../../../domain/words/index.ts';
import type { Duty } from '../../duty.ts';
import type { Portal } from '../../host.ts';
import { type Asked, type Request, sealedRequest } from '../../records/requests.ts';
import { unseal } from '../../seal.ts';
import { findSheet } from '../../sheets.ts';

const { medicine: words } = zhCN.desk;

/** Whose request it is, and where: opened for those who bring something there. */
export interface Addressed {
  name: string;
  phone: string;
  committee: string;
  compound: string;
  /** `名都居委会 西部新村`; for a committee's own team only the compound. */
  place: string;
  door: string;
  /** All that was answered; nothing once it was erased. */
  input?: Asked['input'] | undefined;
}

/** Opens who sent a request and where it is to be brought. What was erased is said to be. */
export const addressDoor = async (
  c: Context<Portal>,
  { store, town, scope }: Pick<Duty, 'store' | 'town' | 'scope'>,
  row: Request,
): Promise<Addressed> => {
  const there = town.committees.find(({ id }) => id === row.committee);
  const committee = there?.name ?? row.committee;
  const compound = there?.compounds.find(({ id }) => id === row.compound)?.name ?? row.compound;
  const where = { committee, compound, place: scope.committee === undefined ? `${committee} ${compound}` : compound };
  if (!row.sealed) return { name: words.case.erased, phone: '', ...where, door: '' };
  const [{ input }, sheet] = await Promise.all([
    unseal(store.keys, `requests/${row.id}`, row.sealed, sealedRequest),
    findSheet(c, row.committee, row.compound),
  ]);
  const address = addressIn(input);
  const door = sheet ? doorOf(sheet, address, zhCN) : Object.values(address).join(' ');
  return { name: input.name, phone: input.phone, ...where, door, input };
};
