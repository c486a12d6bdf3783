import { type CityFile, type CityTown, databasesOf } from '../../domain/city.ts';
import { rowsOf } from './costs.ts';
import { HALF, shareOf, together } from './load.ts';
import { AT_MOST, type Figure, MONTH, PLAN, type Price, STORED } from './platform.ts';

/**
 * What a month of closed doors asks for: assumptions, not measurements. Households of 2.6; each signs up eight times; a hundred
 * calls a day and committee (what one committee wrote into its notebook), every one a request; ten people at each desk.
 */
export const USE = {
  peopleOfHousehold: 2.6,
  signUpsOfHousehold: 8,
  requestsOfCommittee: 100 * 30,
  /** How often a receipt is opened again, and a form looked at without being sent. */
  looks: { receipt: 3, form: 1 },
  deskPagesOfCommittee: 10 * 200 * 30,
  rowsReadOfDeskPage: 400,
  cpuMillisecondsOfRequest: 10,
  /** Pages, posters, feeds, calendars and sheets, with twenty notices, ten rounds and five distributions each: 73 counted. */
  filesOfCompound: 75,
  /** A sign-up or a request with its receipt, events and indexes: 1,542 measured with a million of them (docs/bench/growth.json). */
  bytesOfRecord: 1600,
} as const;

/** What one town asks for in a month. */
export interface Needs {
  workers: number;
  databases: number;
  files: number;
  requests: number;
  cpuMilliseconds: number;
  rowsRead: number;
  rowsWritten: number;
  gigabytes: number;
}

/** What a town needs in a month, by its residents, compounds and committees. */
export const needsOf = (town: CityTown): Needs => {
  const signUps = (town.residents / USE.peopleOfHousehold) * USE.signUpsOfHousehold;
  const asked = town.committees.length * USE.requestsOfCommittee;
  const pages = town.committees.length * USE.deskPagesOfCommittee;
  const looks = signUps * USE.looks.receipt;
  const forms = signUps * (1 + USE.looks.form);
  // Sent, and the receipt that it leads to; the places left of each form; receipts opened again; the desk.
  const requests = 2 * (signUps + asked) + forms + looks + pages;
  const written = signUps * rowsOf('signUp', 'rowsWritten') + asked * rowsOf('request', 'rowsWritten');
  const read =
    signUps * (rowsOf('signUp', 'rowsRead') + rowsOf('receipt', 'rowsRead')) +
    looks * rowsOf('receipt', 'rowsRead') +
    forms * rowsOf('places', 'rowsRead') +
    asked * rowsOf('request', 'rowsRead') +
    pages * USE.rowsReadOfDeskPage;
  return {
    workers: 1,
    databases: databasesOf(town).length,
    files: town.compounds * USE.filesOfCompound,
    requests,
    cpuMilliseconds: requests * USE.cpuMillisecondsOfRequest,
    rowsRead: read,
    // What is purged is written once more, index by index.
    rowsWritten: 2 * written,
    gigabytes: ((signUps + asked) * USE.bytesOfRecord) / 1e9,
  };
};

const sumOf = (all: readonly Needs[], what: keyof Needs): number => all.reduce((sum, one) => sum + one[what], 0);

/** Dollars for so much of something, beyond what is included. @param unit how many a price is for: a million, or one gigabyte */
export const costOf = (amount: number, { included, more }: Price, unit = 1e6): number =>
  (Math.max(0, amount - included.is) / unit) * more.is;

/** One thing a city needs, what the platform allows, and where that is written. */
export interface Line {
  what: string;
  is: number;
  limit: Figure;
}

/** What a city needs, held against the platform's limits, and what a month costs in dollars. */
export const planOf = ({ towns }: CityFile) => {
  const needs = towns.map(needsOf);
  const biggest = (what: keyof Needs) => Math.max(...needs.map((one) => one[what]));
  const all = (what: keyof Needs) => sumOf(needs, what);
  const limits: Line[] = [
    { what: 'Workers (one a town)', is: all('workers'), limit: AT_MOST.workers },
    { what: 'cron triggers (one a town)', is: towns.length, limit: AT_MOST.crons },
    { what: 'routes, if all are under one domain', is: towns.length, limit: AT_MOST.routesOfZone },
    { what: 'databases', is: all('databases'), limit: AT_MOST.databases },
    { what: 'databases bound to one Worker, the most', is: biggest('databases'), limit: AT_MOST.bindings },
    { what: 'files of one Worker, the most', is: biggest('files'), limit: AT_MOST.files },
    { what: 'GB in one database, the most', is: biggest('gigabytes'), limit: AT_MOST.gigabytesOfDatabase },
    { what: 'GB in all databases', is: all('gigabytes'), limit: AT_MOST.gigabytesOfAccount },
  ];
  const bill = [
    { what: 'plan', amount: 1, dollars: PLAN.is, price: { included: PLAN, more: PLAN } },
    ...(['requests', 'cpuMilliseconds', 'rowsRead', 'rowsWritten'] as const).map((what) => ({
      ...{ what, amount: all(what), price: MONTH[what] },
      dollars: costOf(all(what), MONTH[what]),
    })),
    { what: 'gigabytes', amount: all('gigabytes'), dollars: costOf(all('gigabytes'), STORED, 1), price: STORED },
  ];
  return { limits, bill, dollars: bill.reduce((sum, { dollars }) => sum + dollars, 0) };
};

/** How many committees of a town share its fullest database, and how much of it they ask for if they all open together. */
export const fullestOf = (town: CityTown): { committees: number; share: number; isTooMuch: boolean } => {
  const [, ...spread] = databasesOf(town);
  const elsewhere = spread.map(({ committees }) => committees.length);
  const own = town.committees.length - elsewhere.reduce((sum, one) => sum + one, 0);
  const committees = Math.max(own, ...elsewhere);
  return { committees, share: shareOf(committees, true), isTooMuch: committees > together(true) && shareOf(committees, true) > HALF };
};
