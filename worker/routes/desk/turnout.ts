import { Hono } from 'hono';
import { numberTyped } from '../../../domain/typed.ts';
import { zhCN } from '../../../domain/words/index.ts';
import { field, fieldsIn } from '../../fields.ts';
import type { Host, Portal } from '../../host.ts';
import { logList } from '../../records/lists.ts';
import { type Count, countTurnout } from '../../records/turnouts.ts';
import { Refusal } from '../../refusal.ts';
import { countedAt, missingOf, pathOf } from './counted.ts';
import { missedDoors } from './missed.ts';
import { fullAddress, withQuery } from './offered.ts';
import { pageIn, show } from './page.ts';
import { paperSheets } from './paper.ts';
import { bound, type Rules } from './rules.ts';
import { batchIn, buildingsOn, showTurnout } from './turnout-views.ts';

const { desk } = zhCN;
const words = desk.signups;

export const TURNOUT_RULES = {
  'GET /desk/turnout/:committee/:compound/:round': { right: 'slots', of: 'place' },
  'POST /desk/turnout/:committee/:compound/:round': { right: 'slots', of: 'place' },
  'GET /desk/turnout/:committee/:compound/:round/missing': { right: 'slots', of: 'place' },
} as const satisfies Rules;

const MISSING_ROWS = 34;
const MOST = 9999;

const fieldName = (name: 'expected' | 'came', row: number): string => `${name}-${row}`;

/** How many came to each batch of a round: counts, no names and no results. */
export const turnoutRoutes = (host: Host) => {
  const app = new Hono<Portal>({ strict: false });
  const { on } = bound(app, TURNOUT_RULES);

  on('GET /desk/turnout/:committee/:compound/:round', async (c, duty) => showTurnout(host, c, duty, await countedAt(c, duty)));

  on('POST /desk/turnout/:committee/:compound/:round', async (c, duty) => {
    const counted = await countedAt(c, duty);
    const batch = batchIn(counted, c.req.query('batch'));
    if (!batch) throw new Refusal(422, desk.shell.none);
    const fields = await fieldsIn(c);
    const counts: Count[] = [];
    const gone: string[] = [];
    const faults: Record<string, string> = {};
    const typed = (name: 'expected' | 'came', row: number): number | undefined => {
      const bare = numberTyped(field(fields, fieldName(name, row)));
      if (bare === '') return undefined;
      const value = /^\d+$/.test(bare) ? Number(bare) : Number.NaN;
      if (!(value <= MOST)) faults[fieldName(name, row)] = words.countRange(words[name]);
      return value;
    };
    for (const [row, building] of buildingsOn(batch, pageIn(c)).entries()) {
      const [expected, came] = [typed('expected', row), typed('came', row)];
      if (came === undefined) gone.push(building);
      else if (expected === undefined) faults[fieldName('expected', row)] = words.expectedNeeded;
      else counts.push({ building, expected, came });
    }
    if (Object.keys(faults).length > 0) return showTurnout(host, c, duty, counted, { values: fields, faults }, { status: 422 });
    const counting = gone.filter((building) => counted.counts.some((one) => one.batch === batch.id && one.building === building));
    if (counts.length + counting.length > 0) await countTurnout(duty, counted.sheet, counted.round.id, batch.id, counts, counting);
    return c.redirect(withQuery(pathOf(counted), { said: 'u-counted' }), 303);
  });

  on('GET /desk/turnout/:committee/:compound/:round/missing', async (c, duty) => {
    const counted = await countedAt(c, duty);
    const { sheet, round } = counted;
    const rows = missingOf(counted);
    const missing = rows.reduce((sum, one) => sum + one.missing, 0);
    const doors = await missedDoors(duty, sheet, round.id);
    await logList(duty, sheet, `turnout/${round.id}`, 'printed', { lines: rows.length + doors.length });
    return show(host, c, duty, 'desk/turnout-missing', {
      title: words.missingTitle,
      up: { href: pathOf(counted), name: round.title },
      newest: fullAddress(c, duty.town, c.req.path),
      doors:
        doors.length === 0 ? [] : paperSheets(doors, MISSING_ROWS, `${sheet.compound.name} ${words.doorsAbout(round.title, doors.length)}`),
      sheets: paperSheets(rows, MISSING_ROWS, `${sheet.compound.name} ${words.missingAbout(round.title, missing)}`),
    });
  });

  return app;
};
