import type { RunLine } from '../../../site/desk/medicine/run.ts';
import type { Option } from '../../../site/desk/option.ts';
import type { Duty } from '../../duty.ts';
import { homesOn } from '../../records/loads.ts';
import { namesOf, type Person, peopleIn } from '../../records/people.ts';
import type { Run } from '../../records/runs.ts';

/** What lines of runs tell beside the runs: who goes, and how many homes are on each. */
export const runSide = (duty: Duty, runs: readonly Run[]) =>
  [
    peopleIn(
      duty.store,
      runs.flatMap(({ first, second }) => [first, second]),
    ),
    homesOn(
      duty,
      runs.map(({ id }) => id),
    ),
  ] as const;
type RunSide = ReturnType<typeof runSide>;

/** A run as lists show it, with what {@link runSide} found. */
export const runLine = async (
  { store }: Duty,
  { id, day, hospital, state, first, second }: Run,
  people: Awaited<RunSide[0]>,
  loads: Awaited<RunSide[1]>,
): Promise<RunLine> => {
  const names = await namesOf(
    store,
    people.filter((one) => one.id === first || one.id === second),
  );
  return {
    ...{ id, day, hospital, state },
    people: [first, second].flatMap((who) => (who === null ? [] : [names.get(who)?.name ?? ''])),
    homes: loads.find(({ run }) => run === id)?.homes ?? 0,
  };
};

/** Runs as lists show them. */
export const runLines = (duty: Duty, runs: readonly Run[], ...side: [Awaited<RunSide[0]>, Awaited<RunSide[1]>]): Promise<RunLine[]> =>
  Promise.all(runs.map((run) => runLine(duty, run, ...side)));

/** Who may go, as a select's choices. */
export const crewOptions = (crew: readonly Person[]): Option[] => crew.map(({ id, name }) => ({ value: id, label: name }));
