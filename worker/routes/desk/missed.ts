import { questionField } from '../../../domain/request.ts';
import type { Sheet } from '../../../domain/sheet.ts';
import { isEnded } from '../../../domain/status.ts';
import type { MissedDoor } from '../../../site/desk/turnout.ts';
import type { Duty } from '../../duty.ts';
import { missingsOf } from '../../records/missings.ts';
import { sealedRequest } from '../../records/requests.ts';
import { unseal } from '../../seal.ts';
import { buildingSaid } from './line-views.ts';
import { doorIn } from './places.ts';

/** The doors that said themselves that a round passed them by: one line a household. */
export const missedDoors = async ({ store }: Pick<Duty, 'store'>, sheet: Sheet, round: string): Promise<MissedDoor[]> => {
  const rows = await missingsOf(store, sheet, round);
  return Promise.all(
    rows.map(async ({ building, request: { id, sealed, state } }) => {
      // Whoever wanted to be forgotten still counts, as a building.
      const input: Readonly<Record<string, unknown>> = sealed
        ? (await unseal(store.keys, `requests/${id}`, sealed, sealedRequest)).input
        : {};
      const people = input[questionField('people')];
      return {
        href: `/desk/requests/${id}`,
        door: doorIn(sheet, input) ?? buildingSaid(sheet, building),
        people: people === undefined ? '' : String(people),
        done: isEnded(state),
      };
    }),
  );
};
