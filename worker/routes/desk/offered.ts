import type { Context } from 'hono';
import { signups } from '../../../db/schema/signups.ts';
import type { Sheet } from '../../../domain/sheet.ts';
import { SLOT_KINDS, type Slot, type SlotKind } from '../../../domain/slot.ts';
import { zhCN } from '../../../domain/words/index.ts';
import type { Paging } from '../../../site/desk/paging.ts';
import type { OfferHead } from '../../../site/desk/offer.ts';
import type { Duty } from '../../duty.ts';
import type { Portal } from '../../host.ts';
import { type Of, signupsOf } from '../../records/lines.ts';
import { Refusal } from '../../refusal.ts';
import { findSheet, isSlug } from '../../sheets.ts';
import { param } from './rules.ts';

const { shell } = zhCN.desk;

const none = () => new Refusal(404, shell.none);

/** The sheet of the compound in the address. @throws Refusal 404 where there is none, as where it is somebody else's */
export const sheetAt = async (c: Context<Portal>, { scope }: Duty): Promise<Sheet> => {
  const [committee, compound] = [param(c, 'committee'), param(c, 'compound')];
  const reached = (scope.committee ?? committee) === committee && (scope.compound ?? compound) === compound;
  const sheet = reached ? await findSheet(c, committee, compound) : undefined;
  if (!sheet) throw none();
  return sheet;
};

/** The same for what belongs to the compound as a whole: who has one building does not reach it. */
export const wholeSheetAt = async (c: Context<Portal>, duty: Duty): Promise<Sheet> => {
  if (duty.scope.building !== undefined) throw none();
  return sheetAt(c, duty);
};

/** A distribution, round or post, with the slots that git gives it now. */
export interface Offered extends Of {
  sheet: Sheet;
  title: string;
  slots: readonly Slot[];
}

const kindOf = (typed: string): SlotKind => {
  const kind = SLOT_KINDS.find((one) => one === typed);
  if (!kind) throw none();
  return kind;
};

/** What the address names: also where git has forgotten it, as long as somebody is signed up for it. */
export const offeredIn = async (c: Context<Portal>, duty: Duty, sheet: Sheet): Promise<Offered> => {
  const [kind, of] = [kindOf(param(c, 'kind')), param(c, 'of')];
  if (!isSlug(of)) throw none();
  const slots = sheet.slots.filter((slot) => slot.kind === kind && slot.of === of && slot.capacity !== undefined);
  const [published] = slots;
  if (published) return { sheet, kind, of, slots, title: titleOf(sheet, kind, of, published.title) };
  const [kept] = await duty.store
    .dbOf(sheet.committee.id)
    .select({ words: signups.slotWords })
    .from(signups)
    .where(signupsOf(duty, sheet, { kind, of }))
    .limit(1);
  if (!kept) throw none();
  return { sheet, kind, of, slots, title: kept.words.title };
};

export const offeredAt = async (c: Context<Portal>, duty: Duty): Promise<Offered> => offeredIn(c, duty, await sheetAt(c, duty));
export const wholeOfferedAt = async (c: Context<Portal>, duty: Duty): Promise<Offered> => offeredIn(c, duty, await wholeSheetAt(c, duty));

/** A round's slots are called by their batch; the round has a title of its own. */
export const titleOf = ({ rounds }: Sheet, kind: SlotKind, of: string, slotTitle: string): string =>
  (kind === 'sampling' && rounds.find(({ id }) => id === of)?.title) || slotTitle;

/** The address of a list. */
export const listPath = (sheet: Pick<Sheet, 'committee' | 'compound'>, { kind, of }: Of): string =>
  `/desk/signups/of/${sheet.committee.id}/${sheet.compound.id}/${kind}/${of}`;

/** The address of its slots. */
export const slotsPath = (sheet: Pick<Sheet, 'committee' | 'compound'>, { kind, of }: Of): string =>
  `/desk/slots/${sheet.committee.id}/${sheet.compound.id}/${kind}/${of}`;

export const headOf = ({ sheet, title, kind, of }: Offered): OfferHead => ({
  title,
  compound: sheet.compound.name,
  base: listPath(sheet, { kind, of }),
});

/** An address with its query; what is empty is left out. */
export const withQuery = (path: string, query: Readonly<Record<string, string | undefined>>): string => {
  const pairs = Object.entries(query).flatMap(([name, value]): [string, string][] => (value ? [[name, value]] : []));
  return pairs.length > 0 ? `${path}?${new URLSearchParams(pairs)}` : path;
};

export const pagingOf = (total: number, page: number, size: number, to: (page: string) => string): Paging => ({
  total,
  before: page > 1 ? to(String(page - 1)) : undefined,
  more: page * size < total ? to(String(page + 1)) : undefined,
});

/** The full address of a page, for its QR: on the town's public address, else on the one that was asked. */
export const fullAddress = (c: Context<Portal>, { url }: Pick<Duty['town'], 'url'>, path: string): string =>
  new URL(path, url || c.req.url).href;
