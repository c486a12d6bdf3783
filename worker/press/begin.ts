import type { Context } from 'hono';
import { fieldsFrom } from '../../domain/press/form.ts';
import { itemAt, pathOf, type PressKind, type PressPlace } from '../../domain/press/kind.ts';
import { repeated, templateFor } from '../../domain/press/start.ts';
import { written } from '../../domain/press/written.ts';
import type { Sheet } from '../../domain/sheet.ts';
import type { Duty } from '../duty.ts';
import type { Portal } from '../host.ts';
import type { NewDraft } from '../records/drafts.ts';
import type { Repository } from '../repository/repository.ts';
import type { PressGround } from './ground.ts';
import { liveAt } from './live.ts';
import { readText } from './read.ts';

/** What is known where there is no compound. */
export const EMPTY = { kind: 'compound', buildings: [], points: [], gates: [] } as const;

/** A form with what a template says. */
export const fromTemplate = (kind: PressKind, template: string, { place, sheet }: PressGround, { now }: Duty): NewDraft => ({
  ...{ ...place, kind, path: null, base: null },
  fields: templateFor(kind, template, sheet ?? EMPTY, now.town),
});

/** A form with what a file says: to change it, or to publish the like of it anew. Nothing where it can't be read. */
export const fromFile = async (repository: Repository, path: string, { now }: Duty, anew: boolean): Promise<NewDraft | undefined> => {
  const [item, kept] = [itemAt(path), await repository.read(path)];
  const read = kept && readText(path, kept.text);
  if (!item || !read) return undefined;
  const { committee, compound, kind } = item;
  const fields = fieldsFrom(kind, written(kind, read.filed.file), read.body);
  const place = { committee, compound, kind };
  return anew
    ? { ...place, path: null, base: null, fields: repeated(kind, fields, now.town) }
    : { ...place, path, base: kept.blob, fields };
};

const newestIn = ({ rounds, slots }: Sheet, kind: PressKind): string | undefined => {
  if (kind === 'round') return [...rounds].sort((one, other) => one.day.localeCompare(other.day)).at(-1)?.id;
  return slots
    .filter((slot) => slot.kind === kind)
    .sort((one, other) => one.startsAt - other.startsAt)
    .at(-1)?.of;
};

/** The file of this kind that was for the last day at a place. */
export const lastOf = async (c: Context<Portal>, { place, sheet }: PressGround, kind: PressKind): Promise<string | undefined> => {
  const id = sheet && newestIn(sheet, kind);
  if (id) return pathOf({ ...place, kind, id });
  const isHere = (path: string, { committee, compound }: PressPlace) => {
    const item = itemAt(path);
    return item?.kind === kind && item.committee === committee && item.compound === compound;
  };
  return (await liveAt(c, place)).find(({ path }) => isHere(path, place))?.path;
};
