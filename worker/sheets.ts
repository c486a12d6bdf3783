import type { Context } from 'hono';
import type { PhoneEntry } from '../domain/phonebook.ts';
import type { Sheet } from '../domain/sheet.ts';
import { zhCN } from '../domain/words/index.ts';
import type { Bindings, Portal } from './host.ts';
import { Refusal } from './refusal.ts';

/** What the worker knows where there is no compound. */
export interface TownSheet {
  name: string;
  phones: readonly PhoneEntry[];
  /** Town time minus real time, ms. */
  clockOffset: number;
  /** The portal's public address; absent or empty where the build was not told. */
  url?: string;
  /** For how many days what is over is kept. */
  keep: { signups: number; requests: number };
  committees: readonly { id: string; name: string; compounds: readonly { id: string; name: string }[] }[];
}

/** Where the files of the build are read: the bindings, and the address that was asked. */
interface Asked {
  env: Pick<Bindings, 'ASSETS'>;
  req: { url: string };
}

const asset = ({ env, req }: Asked, path: string) => env.ASSETS.fetch(new URL(path, req.url).href);

const SLUG = /^[a-z0-9][a-z0-9-]{0,60}$/;

/** Whether a part of an address can be the name of a file: nothing else may reach the assets. */
export const isSlug = (part: string): boolean => SLUG.test(part);

// A compound that opens its sign-ups asks for the same sheet a hundred times a second. On Cloudflare a sheet can't change
// under a running worker; on one machine it can, and ten seconds later it is seen.
const KEPT = 10_000;
const MOST = 200;
const files = new Map<string, { read: unknown; until: number }>();

const readFile = async <File>(c: Asked, path: string): Promise<File | undefined> => {
  const kept = files.get(path);
  if (kept && kept.until > Date.now()) return kept.read as File;
  const answer = await asset(c, path);
  if (!answer.ok) return undefined;
  const read: File = await answer.json();
  if (files.size >= MOST) files.clear();
  files.set(path, { read, until: Date.now() + KEPT });
  return read;
};

/** A compound's sheet, or nothing where there is no such compound. */
export const findSheet = async (c: Context<Portal>, committee: string, compound: string): Promise<Sheet | undefined> => {
  if (!isSlug(committee) || !isSlug(compound)) return undefined;
  return readFile<Sheet>(c, `/catalogue/${committee}/${compound}.json`);
};

/** @throws Refusal 404 where there is no such compound */
export const sheetOf = async (c: Context<Portal>, committee: string, compound: string): Promise<Sheet> => {
  const sheet = await findSheet(c, committee, compound);
  if (!sheet) throw new Refusal(404, zhCN.asking.noSuchPlace);
  return sheet;
};

/** The town's own numbers and places; empty where the build's file can't be had, for a sorry page must not fail over it. */
export const townSheet = async (c: Asked): Promise<TownSheet> =>
  (await readFile<TownSheet>(c, '/catalogue/town.json')) ?? {
    name: '',
    phones: [],
    clockOffset: 0,
    keep: { signups: 7, requests: 30 },
    committees: [],
  };

/** The description of the API, as the build made it. @throws Refusal 404 where there is none */
export const apiDocument = async (c: Asked): Promise<object> => {
  const document = await readFile<object>(c, '/catalogue/openapi.json');
  if (!document) throw new Refusal(404, zhCN.reading.notFoundText);
  return document;
};
