import { resolve } from 'node:path';
import { clockOffset, type Instant } from '../domain/clock.ts';
import { zhCN } from '../domain/words/index.ts';
import { readCatalogue } from './catalogue/catalogue.ts';
import type { Setting } from './catalogue/sheet.ts';

// Read once for a build. Only prerendered pages may import this: the worker has no files.
const { CONTENT_DIR = 'content', SITE_URL = '', PORTAL_CLOCK } = process.env;
const started = Date.now();

export const { town, committees, faults } = readCatalogue(resolve(CONTENT_DIR));

// An empty town would take every page away: rather no build.
if (committees.length === 0) throw new Error(zhCN.errors.noTown(resolve(CONTENT_DIR)));

export const setting: Setting = {
  url: SITE_URL.replace(/\/+$/, ''),
  clockOffset: clockOffset(PORTAL_CLOCK ?? town.clock, started),
};

/** The moment, in town time, that every page of this build is drawn for. */
export const now: Instant = started + setting.clockOffset;

for (const { file, line, field, message } of faults) console.warn(`${file}:${line} ${field} ${message}`);
