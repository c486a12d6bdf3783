import type { Context } from 'hono';
import { scopeTyped, scopeValue } from '../../../domain/giving.ts';
import { covers, fits, mayName, type Role, type Scope } from '../../../domain/role.ts';
import { zhCN } from '../../../domain/words/index.ts';
import type { Option } from '../../../site/desk/option.ts';
import type { Duty } from '../../duty.ts';
import type { Portal } from '../../host.ts';
import { findSheet } from '../../sheets.ts';
import { scopeName } from './page.ts';

const { people: words } = zhCN.desk;

const buildingsOf = async (c: Context<Portal>, committee: string, compound: string): Promise<readonly { id: string; name: string }[]> =>
  (await findSheet(c, committee, compound))?.buildings ?? [];

/** Whether there is such a place. */
const isThere = async (c: Context<Portal>, { town }: Duty, { committee, compound, building }: Scope): Promise<boolean> => {
  if (committee === undefined) return true;
  const place = town.committees.find(({ id }) => id === committee);
  if (!place || compound === undefined) return place !== undefined;
  if (!place.compounds.some(({ id }) => id === compound)) return false;
  return building === undefined || (await buildingsOf(c, committee, compound)).some(({ id }) => id === building);
};

/**
 * The scopes that a lead may give, down to the buildings of his own committee; a lead of the town gives those of
 * committees and compounds, for a town has a thousand buildings.
 */
export const scopesWithin = async (c: Context<Portal>, { town, scope }: Duty): Promise<Option[]> => {
  const base = { town: town.name };
  const committees = town.committees.filter(({ id }) => scope.committee === undefined || scope.committee === id);
  const places: Scope[] = committees.flatMap(({ id, compounds }) => [
    { ...base, committee: id },
    ...compounds.map((compound) => ({ ...base, committee: id, compound: compound.id })),
  ]);
  const options = [base, ...places]
    .filter((inner) => covers(scope, inner))
    .map((inner) => ({ value: scopeValue(inner), label: scopeName(town, inner) }));
  if (scope.committee === undefined) return options;
  const doors = await Promise.all(
    places.map(async ({ committee = '', compound }) =>
      compound === undefined
        ? []
        : (await buildingsOf(c, committee, compound))
            .filter(({ id }) => covers(scope, { ...base, committee, compound, building: id }))
            .map(({ id, name }) => ({
              value: scopeValue({ ...base, committee, compound, building: id }),
              label: `${scopeName(town, { ...base, committee, compound })} ${name}`,
            })),
    ),
  );
  return [...options, ...doors.flat()];
};

/** The scope that a form names: a place, within one's own, that fits the role; else what is wrong with it. */
export const scopeIn = async (c: Context<Portal>, duty: Duty, role: Role, typed: string): Promise<Scope | { fault: string }> => {
  const scope = scopeTyped(typed, duty.town.name);
  if (!covers(duty.scope, scope) || !(await isThere(c, duty, scope))) return { fault: words.beyond };
  if (!mayName(role, duty.grant.how)) return { fault: words.noLeads };
  return fits(role, scope) ? scope : { fault: role === 'head' ? words.headNeedsBuilding : words.onlyHeadHasBuilding };
};
