import type { Context } from 'hono';
import { zhCN } from '../../../domain/words/index.ts';
import type { NightLineView, NightPage } from '../../../site/desk/medicine.ts';
import type { Duty } from '../../duty.ts';
import type { Portal } from '../../host.ts';
import { type Card, cardsBy } from '../../records/cards.ts';
import { recordsRuns } from '../../records/loads.ts';
import { dayAfter, type Night, type NightLine, progressOf } from '../../records/nights.ts';
import { peopleBy } from '../../records/people.ts';
import { ownRuns, type Run } from '../../records/runs.ts';
import { requestsBy } from '../../records/homes.ts';
import { runWords } from './case.ts';
import { MOST_AT_ONCE, manyHomes } from './runviews.ts';

const { night: words } = zhCN.desk.medicine;

/** How a list stands: how many lines, how many blank, who opened and closed it. */
export const nightState = async (duty: Duty, night: Night): Promise<NonNullable<NightPage['night']>> => {
  const [{ lines, blank }, names] = await Promise.all([progressOf(duty, night.id), peopleBy(duty.store, [night.openedBy, night.closedBy])]);
  return {
    ...{ id: night.id, day: night.day, lines, blank, closed: night.closedAt !== null },
    openedBy: names.get(night.openedBy)?.name ?? '',
    openedAt: night.openedAt,
    closedBy: night.closedBy === null ? undefined : (names.get(night.closedBy)?.name ?? ''),
    closedAt: night.closedAt ?? undefined,
  };
};

type Line = NightLine & { blank: boolean; over: boolean };

const inPieces = async <Row>(ids: readonly string[], read: (piece: readonly string[]) => Promise<ReadonlyMap<string, Row>>) => {
  const pieces = Array.from({ length: Math.ceil(ids.length / MOST_AT_ONCE) }, (_, at) =>
    ids.slice(at * MOST_AT_ONCE, (at + 1) * MOST_AT_ONCE),
  );
  return new Map((await Promise.all(pieces.map(read))).flatMap((map) => [...map]));
};

/** Tonight's word in full. */
const wordsOf = ({ word, runId, waitingFor }: NightLine, runs: ReadonlyMap<string, Run>, isCard: boolean): string | undefined => {
  if (word === null) return undefined;
  if (word === 'delivered' && isCard) return words.cardBack;
  if (word === 'waiting' && waitingFor) return words.waits[waitingFor];
  const run = runs.get(runId ?? '');
  return word === 'tomorrow' && run ? `${words.word.tomorrow} ${runWords(run)}` : words.word[word];
};

/** A list's lines as they are shown: whose, where, and what was said. */
export const nightViews = async (c: Context<Portal>, duty: Duty, night: Night, lines: readonly Line[]): Promise<NightLineView[]> => {
  const of = (kind: NightLine['kind']) => lines.filter((line) => line.kind === kind).map(({ subjectId }) => subjectId);
  const cards: ReadonlyMap<string, Card> = await inPieces(of('card'), (ids) => cardsBy(duty, ids));
  const requestOf = (line: NightLine) => (line.kind === 'card' ? (cards.get(line.subjectId)?.requestId ?? '') : line.subjectId);
  const ids = [...new Set(lines.map(requestOf))];
  const [requests, onRuns, runs] = await Promise.all([
    inPieces(ids, (piece) => requestsBy(duty, piece)),
    inPieces(ids, (piece) => recordsRuns(duty, piece)),
    ownRuns(
      duty,
      lines.map(({ runId }) => runId),
    ),
  ]);
  const homes = await manyHomes(c, duty, [...requests.values()]);
  const tomorrow = dayAfter(night);
  return lines.flatMap((line) => {
    const id = requestOf(line);
    const home = homes.get(id);
    const card = cards.get(line.subjectId);
    if (!home) return [];
    const next = onRuns.get(id)?.find(({ day }) => day === tomorrow);
    return {
      ...{ id: line.id, kind: line.kind, home, late: line.late, over: line.over, word: line.word ?? undefined },
      said: wordsOf(line, runs, line.kind === 'card'),
      delivered: line.kind === 'card' ? card?.returnedAt !== null : home.state === 'delivered',
      likely: line.runId ?? next?.id ?? '',
    };
  });
};
