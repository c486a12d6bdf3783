import type { Context } from 'hono';
import { zhCN } from '../../../domain/words/index.ts';
import type { NightLineView, NightPage } from '../../../site/desk/medicine/night.ts';
import type { Duty } from '../../duty.ts';
import type { Portal } from '../../host.ts';
import { besides, requestsIn, sideOf } from '../../records/homes.ts';
import { natural } from '../../records/lines.ts';
import { requestsOn } from '../../records/loads.ts';
import { type ListedLine, linesIn, type NightLine, progressOn } from '../../records/nightlines.ts';
import { addLate, dayAfter, type Night, unclosedNights } from '../../records/nights.ts';
import { namesOf, peopleIn } from '../../records/people.ts';
import { type Run, runsOn } from '../../records/runs.ts';
import { runWords } from './case.ts';
import { homesBy } from './homes.ts';
import { runLines, runSide } from './runlines.ts';

const { night: words } = zhCN.desk.medicine;

/** Tonight's word in full. */
const wordsOf = ({ word, runId, waitingFor }: NightLine, runs: readonly Run[], isCard: boolean): string | undefined => {
  if (word === null) return undefined;
  if (word === 'delivered' && isCard) return words.cardBack;
  if (word === 'waiting' && waitingFor) return words.waits[waitingFor];
  const run = runs.find(({ id }) => id === runId);
  return word === 'tomorrow' && run ? `${words.word.tomorrow} ${runWords(run)}` : words.word[word];
};

/** Lines of a page by door: sealed, they can be put in order only here, and only within their house. */
const byDoor = <Line extends { door: string; stretch: string }>(lines: readonly Line[]): Line[] =>
  [...Map.groupBy(lines, ({ stretch }) => stretch).values()].flatMap((house) =>
    house.sort((one, other) => natural.compare(one.door, other.door)),
  );

/** A page of a list as it is shown: how it stands, whose lines, where, and what was said; with tomorrow's runs. */
export const nightOf = async (c: Context<Portal>, duty: Duty, night: Night, page: { from: number; most: number }) => {
  const { store } = duty;
  const { db } = store;
  const [, , found, [progress], known, runs, unclosed] = await db.batch([
    ...addLate(duty, night.id),
    linesIn(duty, night.id, page),
    progressOn(duty, night.id),
    peopleIn(store, [night.openedBy, night.closedBy]),
    runsOn(duty, [dayAfter(night)]),
    unclosedNights(duty),
  ]);
  const lines = found.slice(0, page.most);
  const ids = lines.map(({ request }) => request);
  const runIds = runs.map(({ id }) => id);
  const [rows, loads, drugs, out, ...ofRuns] = await db.batch([
    requestsIn(duty, ids),
    requestsOn(duty, ids, runIds),
    ...besides(duty, ids),
    ...runSide(duty, runs),
  ]);
  const [names, homes, sheets] = await Promise.all([
    namesOf(store, known),
    sideOf(duty, drugs, out).then((side) => homesBy(c, duty, rows, side)),
    runLines(duty, runs, ...ofRuns),
  ]);
  const view = (line: ListedLine): (NightLineView & { door: string; stretch: string })[] => {
    const home = homes.get(line.request);
    if (!home) return [];
    const isCard = line.kind === 'card';
    return [
      {
        ...{ id: line.id, kind: line.kind, home, late: line.late, over: line.over === 1, word: line.word ?? undefined },
        said: wordsOf(line, runs, isCard),
        delivered: isCard ? line.returnedAt !== null : home.state === 'delivered',
        likely: line.runId ?? loads.find(({ request }) => request === line.request)?.run ?? '',
        ...{ door: home.door, stretch: line.stretch },
      },
    ];
  };
  const state: NonNullable<NightPage['night']> = {
    ...{ id: night.id, day: night.day, lines: progress?.lines ?? 0, blank: progress?.blank ?? 0, closed: night.closedAt !== null },
    openedBy: names.get(night.openedBy)?.name ?? '',
    openedAt: night.openedAt,
    closedBy: night.closedBy === null ? undefined : (names.get(night.closedBy)?.name ?? ''),
    closedAt: night.closedAt ?? undefined,
  };
  return { night: state, lines: byDoor(lines.flatMap(view)), more: found.length > page.most, runs, sheets, unclosed };
};
