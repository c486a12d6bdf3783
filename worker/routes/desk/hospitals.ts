import type { Context } from 'hono';
import type { Hospital, Service } from '../../../domain/service.ts';
import type { Duty } from '../../duty.ts';
import type { Portal } from '../../host.ts';
import type { Keeping } from '../../records/cancellations.ts';
import type { Request } from '../../records/requests.ts';
import { findSheet } from '../../sheets.ts';

/** What the medicine service of a team's place says: its hospitals, and which drug is of which kind. */
export interface Pharmacy {
  hospitals: readonly Hospital[];
  drugs: Service['drugs'];
  urgent: Service['urgent'];
}

const NONE: Pharmacy = { hospitals: [], drugs: undefined, urgent: undefined };

const placeIn = ({ town, scope }: Pick<Duty, 'town' | 'scope'>) => {
  const committee = town.committees.find(({ id, compounds }) => (!scope.committee || id === scope.committee) && compounds.length > 0);
  const compound = committee?.compounds.find(({ id }) => !scope.compound || id === scope.compound);
  return committee && compound && ([committee.id, compound.id] as const);
};

/** The hospitals and lists of whoever's team it is: a committee's service, or the town's. */
export const pharmacyOf = async (c: Context<Portal>, duty: Pick<Duty, 'town' | 'scope'>): Promise<Pharmacy> => {
  const place = placeIn(duty);
  const sheet = place && (await findSheet(c, ...place));
  const service = sheet?.services.find(({ team, form }) => team === 'medicine' && form === 'medicine');
  return service ? { hospitals: service.hospitals, drugs: service.drugs, urgent: service.urgent } : NONE;
};

// A compound that vanished from the content must not keep a card from going home.
const LONGEST: Keeping = { town: { keep: { requests: 30 } } };

/** For how long the place of a request keeps it after its end. */
export const keepingOf = async (c: Context<Portal>, { committee, compound }: Pick<Request, 'committee' | 'compound'>): Promise<Keeping> =>
  (await findSheet(c, committee, compound)) ?? LONGEST;
