import type { Context } from 'hono';
import { doorOf } from '../../../domain/address.ts';
import { covers } from '../../../domain/role.ts';
import type { Sheet } from '../../../domain/sheet.ts';
import { addressIn } from '../../../domain/signup.ts';
import { zhCN } from '../../../domain/words/index.ts';
import type { Desk, Duty } from '../../duty.ts';
import type { Portal } from '../../host.ts';
import { Refusal } from '../../refusal.ts';
import { findSheet, type TownSheet } from '../../sheets.ts';

interface Place {
  committee: string;
  compound: string;
}

/** What is known of a place that is no longer in the content: what came from it is worked to its end all the same. */
const bareSheet = ({ name, phones, clockOffset, keep, url = '', committees }: TownSheet, { committee, compound }: Place): Sheet => ({
  town: { name, url, keep, clockOffset, calendar: { holidays: [], worked: [] } },
  committee: { id: committee, name: committees.find(({ id }) => id === committee)?.name ?? committee },
  compound: { id: compound, name: compound },
  kind: 'compound',
  buildings: [],
  points: [],
  gates: [],
  bring: [],
  phones,
  slots: [],
  services: [],
  rounds: [],
});

/** The sheet of a place that something came from, whether or not it still is in the content. */
export const sheetFor = async (c: Context<Portal>, { town }: Pick<Desk, 'town'>, place: Place): Promise<Sheet> =>
  (await findSheet(c, place.committee, place.compound)) ?? bareSheet(town, place);

/** The sheets of all places that appear in a list, by `committee/compound`. */
export const sheetsFor = async (
  c: Context<Portal>,
  desk: Pick<Desk, 'town'>,
  places: Iterable<Place>,
): Promise<ReadonlyMap<string, Sheet>> => {
  const wanted = new Map([...places].map(({ committee, compound }) => [`${committee}/${compound}`, { committee, compound }]));
  return new Map(
    await Promise.all([...wanted].map(async ([key, place]): Promise<[string, Sheet]> => [key, await sheetFor(c, desk, place)])),
  );
};

/** A place within the scope of whoever is at work. @throws Refusal 404 where there is none, as where it is somebody else's */
export const placeAt = async (c: Context<Portal>, { scope }: Duty, { committee, compound }: Place): Promise<Sheet> => {
  const inner = { ...scope, committee, compound };
  const sheet = covers(scope, inner) ? await findSheet(c, committee, compound) : undefined;
  if (!sheet) throw new Refusal(404, zhCN.desk.shell.none);
  return sheet;
};

/** The committees and compounds of a scope, as the town has them. */
export const placesIn = ({ town, scope }: Pick<Duty, 'town' | 'scope'>): TownSheet['committees'] =>
  town.committees
    .filter(({ id }) => scope.committee === undefined || scope.committee === id)
    .map(({ id, name, compounds }) => ({
      id,
      name,
      compounds: compounds.filter((one) => scope.compound === undefined || scope.compound === one.id),
    }));

/** The door in words; nothing where it is not known. */
export const doorIn = (sheet: Sheet, input: Readonly<Record<string, unknown>>): string | undefined => {
  const address = addressIn(input);
  return address.building ? doorOf(sheet, address, zhCN) : undefined;
};
