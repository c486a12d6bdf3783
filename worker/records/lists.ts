import type { Sheet } from '../../domain/sheet.ts';
import { whereaboutsOf } from '../../domain/sheet.ts';
import type { Duty } from '../duty.ts';
import { logDeed } from './deeds.ts';
import type { Happening } from './events.ts';

/** What happened to a list of the desk: it was printed, exported, counted. @param name which list, `signups/…`; the compound is put before it */
export const listHappening = (
  { hand, now }: Pick<Duty, 'hand' | 'now'>,
  sheet: Sheet,
  name: string,
  deed: 'printed' | 'exported' | 'counted' | 'made',
  detail: Happening['detail'],
): Happening => ({
  ...whereaboutsOf(sheet),
  ...hand,
  recordKind: 'list',
  recordId: `${sheet.committee.id}/${sheet.compound.id}/${name}`,
  at: now.town,
  deed,
  fromState: null,
  state: null,
  detail,
});

/** Says that a list was printed or exported, how much of it, and what it showed. */
export const logList = (
  duty: Pick<Duty, 'store' | 'hand' | 'now'>,
  sheet: Sheet,
  name: string,
  deed: 'printed' | 'exported',
  detail: Happening['detail'],
): Promise<void> => logDeed(duty.store.dbOf(sheet.committee.id), listHappening(duty, sheet, name, deed, detail));
