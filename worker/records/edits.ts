import { placeOf } from '../../domain/path.ts';
import type { Duty } from '../duty.ts';
import { logDeed } from './deeds.ts';

const shared = (values: readonly (string | undefined)[]): string => {
  const [first, ...others] = new Set(values);
  return others.length > 0 ? '' : (first ?? '');
};

/** Notes that files were changed as a whole, in one commit. @param paths what was changed, within the content */
export const noteEdited = ({ store: { db }, hand, town, now }: Duty, commit: string, paths: readonly string[]): Promise<void> => {
  const places = paths.map((path) => placeOf(path));
  const committee = shared(places.map((place) => place?.committee));
  return logDeed(db, {
    ...{ town: town.name, committee, compound: committee && shared(places.map((place) => place?.compound)) },
    ...{ recordKind: 'publication', recordId: commit, ...hand, at: now.town },
    ...{ deed: 'published', fromState: null, state: 'written', detail: { editor: true, files: paths.length } },
  });
};
