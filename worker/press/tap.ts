import type { RoundFile } from '../../domain/round-file.ts';
import { batchId } from '../../domain/round-file.ts';
import type { Tap } from '../../domain/press/intent.ts';
import type { Stamp } from '../../domain/press/form.ts';
import { editText } from '../repository/markdown/edit.ts';
import { readText } from './read.ts';

type Change = Parameters<typeof editText>[1][number];

const batchesNamed = (round: RoundFile, batch: string): (readonly ['fine' | 'rainy', number])[] =>
  (['fine', 'rainy'] as const).flatMap((weather) =>
    // What nobody goes by any more is left as it is.
    round.plan !== weather && round.plan !== 'undecided'
      ? []
      : (round[weather]?.batches ?? []).flatMap((one, at) => (batchId(one) === batch ? [[weather, at] as const] : [])),
  );

const changesFor = (round: RoundFile, tap: Tap): Change[] | undefined => {
  if (tap.deed === 'plan') return round[tap.plan] && (round.plan === tap.plan ? [] : [{ path: ['plan'], value: tap.plan }]);
  const named = batchesNamed(round, tap.batch);
  if (named.length === 0) return undefined;
  const minutes = tap.deed === 'late' ? tap.minutes : undefined;
  return named.flatMap(([weather, at]) => {
    const { state, late } = round[weather]?.batches[at] ?? {};
    if (state === tap.deed && late === minutes) return [];
    const path = [weather, 'batches', at];
    return [
      { path: [...path, 'state'], value: tap.deed },
      ...(minutes === undefined && late === undefined ? [] : [{ path: [...path, 'late'], value: minutes }]),
    ];
  });
};

/**
 * A round's file with one tap's deed done to it; the very text where that was done already; nothing where there is no such
 * batch, plan or round any more.
 */
export const tapped = (path: string, text: string, tap: Tap, stamp: Stamp): string | undefined => {
  const read = readText(path, text);
  if (read?.filed.kind !== 'round') return undefined;
  const changes = changesFor(read.filed.file, tap);
  if (!changes || changes.length === 0) return changes && text;
  return editText(text, [...changes, { path: ['changed', 'day'], value: stamp.day }, { path: ['changed', 'at'], value: stamp.at }]);
};
