import { stringify } from 'csv-stringify/sync';
import { Hono } from 'hono';
import { isPersonalPhone, phoneSpoken } from '../../../domain/phone.ts';
import type { Sheet } from '../../../domain/sheet.ts';
import { SLOT_KINDS } from '../../../domain/slot.ts';
import { zhCN } from '../../../domain/words/index.ts';
import type { Host, Portal } from '../../host.ts';
import { requestTable, signupTable, turnoutTable } from '../../records/exports.ts';
import type { Of } from '../../records/lines.ts';
import { logList } from '../../records/lists.ts';
import { Refusal } from '../../refusal.ts';
import { isSlug } from '../../sheets.ts';
import { type Table, workbook } from '../../workbook.ts';
import { titleOf, wholeSheetAt } from './offered.ts';
import { committeeIn, sheetsIn } from './offers.ts';
import { show } from './page.ts';
import { bound, param, type Rules } from './rules.ts';

const { desk } = zhCN;
const words = desk.signups;

export const EXPORT_RULES = {
  'GET /desk/exports': { right: 'export' },
  'GET /desk/exports/:committee/:compound/:file': { right: 'export', of: 'place' },
} as const satisfies Rules;

type What = 'requests' | 'turnout' | Of;

const nothing = () => new Refusal(404, desk.shell.none);

/** `signups-supply-rice-0417.xlsx` → what is exported, and as what. */
const fileIn = (file: string): { what: What; format: 'xlsx' | 'csv' } => {
  const [, name = '', format] = /^([a-z0-9-]+)\.(xlsx|csv)$/.exec(file) ?? [];
  if (format !== 'xlsx' && format !== 'csv') throw nothing();
  if (name === 'requests' || name === 'turnout') return { what: name, format };
  const kind = SLOT_KINDS.find((one) => name.startsWith(`signups-${one}-`));
  const of = kind && name.slice(`signups-${kind}-`.length);
  if (!of || !isSlug(of)) throw nothing();
  return { what: { kind, of }, format };
};

const nameOf = (what: What): string => (typeof what === 'string' ? what : `signups-${what.kind}-${what.of}`);

/** The offers of a compound, each once. */
const offersOf = (sheet: Sheet): (Of & { title: string })[] => {
  const slots = sheet.slots.filter(({ capacity }) => capacity !== undefined);
  return slots
    .filter(({ kind, of }, at) => slots.findIndex((other) => other.kind === kind && other.of === of) === at)
    .map(({ kind, of, title }) => ({ kind, of, title: titleOf(sheet, kind, of, title) }));
};

const filesOf = (sheet: Sheet) => {
  const path = (what: What, format: string) => `/desk/exports/${sheet.committee.id}/${sheet.compound.id}/${nameOf(what)}.${format}`;
  const file = (title: string, what: What, query = '') => ({ title, xlsx: path(what, 'xlsx') + query, csv: path(what, 'csv') + query });
  return [
    ...offersOf(sheet).map(({ title, ...of }) => file(words.exportSignups(title), of)),
    file(words.exportTurnout, 'turnout'),
    file(words.exportRequests, 'requests'),
    { ...file(words.exportDrugs, 'requests', '?drugs=yes'), danger: true },
  ];
};

const TYPES = { xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', csv: 'text/csv; charset=utf-8' } as const;

// A sheet takes an unquoted number of a CSV for a number and drops its first zero: as it is spoken, with its spaces, it stays text.
const asText = (table: Table): Table =>
  table.map((row) => row.map((value) => (typeof value === 'string' && isPersonalPhone(value) ? phoneSpoken(value) : value)));

// Excel reads a CSV in UTF-8 only with its mark; a cell that begins like a formula gets an apostrophe before it.
const csv = (table: Table): string =>
  stringify(
    asText(table).map((row) => [...row]),
    { bom: true, escape_formulas: true, record_delimiter: 'windows' },
  );

/** Lists that leave the house: for leads, and each of them an event. */
export const exportRoutes = (host: Host) => {
  const app = new Hono<Portal>({ strict: false });
  const { on } = bound(app, EXPORT_RULES);

  on('GET /desk/exports', async (c, duty) => {
    const committee = committeeIn(c, duty);
    const sheets = duty.scope.building === undefined ? await sheetsIn(c, duty, committee) : [];
    return show(host, c, duty, 'desk/exports', {
      committees:
        duty.scope.committee === undefined
          ? duty.town.committees.map(({ id, name }) => ({ href: `/desk/exports?committee=${id}`, title: name, current: id === committee }))
          : [],
      compounds: sheets.map((sheet) => ({ name: sheet.compound.name, files: filesOf(sheet) })),
    });
  });

  on('GET /desk/exports/:committee/:compound/:file', async (c, duty) => {
    const sheet = await wholeSheetAt(c, duty);
    const { what, format } = fileIn(param(c, 'file'));
    const drugs = what === 'requests' && c.req.query('drugs') === 'yes';
    const table = await (what === 'requests'
      ? requestTable(duty, sheet, drugs)
      : what === 'turnout'
        ? turnoutTable(duty, sheet)
        : signupTable(duty, sheet, what));
    const name = nameOf(what);
    // Before the file is handed out: a list that left without its event would be one that nobody knows of.
    await logList(duty, sheet, name, 'exported', { format, lines: table.length - 1, ...(drugs && { drugs: true }) });
    const title = words.file[drugs ? 'drugs' : typeof what === 'string' ? what : 'signups'];
    const file = `${sheet.compound.id}-${name}${drugs ? '-drugs' : ''}.${format}`;
    return c.body(format === 'xlsx' ? workbook(title, table) : csv(table), 200, {
      'Content-Type': TYPES[format],
      'Content-Disposition': `attachment; filename="${file}"`,
    });
  });

  return app;
};
