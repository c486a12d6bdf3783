// `npm run desk:verify-log`: every chain of events, and the whole log against its daily anchors.
import { getTableColumns } from 'drizzle-orm';
import { parseArgs } from 'node:util';
import { anchors, events } from '../../db/schema/events.ts';
import { type Anchor, faultsInLog } from '../records/anchors.ts';
import type { EventRow } from '../records/events.ts';
import { query, WHERE_OPTIONS, whereOf } from './database.ts';

const { values } = parseArgs({
  options: {
    ...WHERE_OPTIONS,
    /** Sign-ups that are spread have a log of their own: `DB_2`. */
    database: { type: 'string', default: 'DB' },
    /** A day and its hash from paper or from the log of the machine, `2026-11-22:ab12…`. */
    anchor: { type: 'string', multiple: true, default: [] },
  },
});

const PAGE = 5000;
const where = whereOf(values);

// Wrangler gives columns by their names in the database, and JSON as text.
const eventIn = (row: Record<string, unknown>): EventRow =>
  Object.fromEntries(
    Object.entries(getTableColumns(events)).map(([field, { name }]) => [
      field,
      field === 'detail' ? JSON.parse(String(row[name])) : row[name],
    ]),
  ) as EventRow;

const anchorIn = (row: Record<string, unknown>): Anchor =>
  Object.fromEntries(Object.entries(getTableColumns(anchors)).map(([field, { name }]) => [field, row[name]])) as Anchor;

const readLog = async (): Promise<EventRow[]> => {
  const log: EventRow[] = [];
  for (;;) {
    const page = await query(`select * from events order by rowid limit ${PAGE} offset ${log.length}`, where, values.database);
    log.push(...page.map(eventIn));
    if (page.length < PAGE) return log;
  }
};

const [log, kept] = [await readLog(), (await query('select * from anchors order by day', where, values.database)).map(anchorIn)];
const faults = await faultsInLog(log, kept);
for (const fault of faults) {
  console.error(
    'day' in fault ? `The log of ${fault.day} does not add up to its anchor.` : `${fault.record}: event ${fault.seq} was changed.`,
  );
}
// What stands on paper can't be changed with the database.
const contradicted = values.anchor.filter((noted) => !kept.some(({ day, hash }) => noted === `${day}:${hash}`));
for (const noted of contradicted) console.error(`The anchor ${noted} is not the one in the database.`);
const newest = kept.at(-1);
console.log(`${log.length} events, ${kept.length} anchors${newest ? `, newest ${newest.day}:${newest.hash}` : ''}`);
process.exit(faults.length + contradicted.length > 0 ? 1 : 0);
