import type { Context } from 'hono';
import { instant, MINUTE } from '../../domain/clock.ts';
import type { PressTrouble } from '../../domain/press/intent.ts';
import { addressOf, itemAt, type PressPlace } from '../../domain/press/kind.ts';
import { batchId, type RoundFile } from '../../domain/round-file.ts';
import { buildingNames, placeName } from '../../domain/naming.ts';
import type { Sheet } from '../../domain/sheet.ts';
import { zhCN } from '../../domain/words/index.ts';
import type { BatchLine, LiveLine } from '../../site/desk/press.ts';
import type { Duty } from '../duty.ts';
import type { Portal } from '../host.ts';
import { type Repository, RepositoryFault } from '../repository/repository.ts';
import { findSheet } from '../sheets.ts';
import { liveAt, type Told } from './live.ts';
import { readText } from './read.ts';

type BatchFile = NonNullable<RoundFile['fine']>['batches'][number];

/** A batch as a clerk knows it: `07:00 活动室门口 1–4号楼`. */
const batchTitle = (sheet: Sheet, { from, point, buildings, group }: BatchFile): string =>
  [from, placeName(sheet, point), group && zhCN.content.groups[group], buildings && buildingNames(sheet, buildings)]
    .filter(Boolean)
    .join(' ');

const batchesOf = (sheet: Sheet, file: RoundFile, now: number): BatchLine[] => {
  const plans = file.plan === 'undecided' ? [file.fine, file.rainy] : [file[file.plan]];
  const batches = plans.flatMap((plan) => plan?.batches ?? []);
  return batches
    .filter((batch, at) => batches.findIndex((other) => batchId(other) === batchId(batch)) === at)
    .map((batch) => ({
      ...{ id: batchId(batch), title: batchTitle(sheet, batch), state: batch.state, late: batch.late ?? 0 },
      ended: instant(file.day, batch.to) + (batch.late ?? 0) * MINUTE <= now,
    }));
};

const lineOf = async (
  sheet: Sheet | undefined,
  { path, title, urgent }: Told,
  repository: Repository,
  now: number,
): Promise<LiveLine | undefined> => {
  const item = itemAt(path);
  if (!item) return undefined;
  const line: LiveLine = { kind: item.kind, path, title, urgent, href: addressOf(item), batches: [] };
  if (item.kind !== 'round' || !sheet) return line;
  const kept = await repository.read(path);
  const read = kept && readText(path, kept.text);
  if (read?.filed.kind !== 'round') return line;
  const { file } = read.filed;
  const there = (['fine', 'rainy'] as const).filter((weather) => file[weather]);
  return { ...line, title: file.title, plan: { chosen: file.plan, there }, batches: batchesOf(sheet, file, now) };
};

const ORDER = ['round', 'supply', 'post', 'notice'];

/** What is on the public pages of a place; what can be done to a round by one tap, where the repository can be read. */
export const liveLines = async (
  c: Context<Portal>,
  { now }: Duty,
  repository: Repository,
  place: PressPlace,
): Promise<{ lines: LiveLine[]; away: PressTrouble | undefined }> => {
  const sheet = place.compound === '' ? undefined : await findSheet(c, place.committee, place.compound);
  const told = (await liveAt(c, place)).filter(({ path }) => {
    const item = itemAt(path);
    return item?.committee === place.committee && item.compound === place.compound;
  });
  let away: PressTrouble | undefined;
  const lines = await Promise.all(
    told.map((one) =>
      lineOf(sheet, one, repository, now.town).catch((error: unknown) => {
        if (!(error instanceof RepositoryFault)) throw error;
        away = error.trouble;
        const item = itemAt(one.path);
        return item && { kind: item.kind, path: one.path, title: one.title, urgent: one.urgent, href: addressOf(item), batches: [] };
      }),
    ),
  );
  const there = lines.filter((line) => line !== undefined);
  return { away, lines: there.sort((one, other) => ORDER.indexOf(one.kind) - ORDER.indexOf(other.kind)) };
};
