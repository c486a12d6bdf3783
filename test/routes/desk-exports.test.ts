import { strFromU8, unzipSync } from 'fflate';
import { beforeEach, describe, expect, test } from 'vitest';
import { zhCN } from '../../domain/words/index.ts';
import { set, signedUp } from './desk-oil.ts';
import { forget, rows, submit } from './portal.ts';
import { baker, granny, insulin, MEDICINE, neighbour, RIDE, ride } from './residents.ts';
import { staff } from './staff.ts';

const { signups: words } = zhCN.desk;
beforeEach(forget);

const HERE = { committee: 'chenjiaxiang' };
const FILES = '/desk/exports/chenjiaxiang/yanjie';
const OIL_FILE = `${FILES}/signups-supply-oil-0417`;

/** The rows of an XLSX file as a spreadsheet reads them. */
const tableIn = async (answer: Response): Promise<string[][]> => {
  const parts = unzipSync(new Uint8Array(await answer.arrayBuffer()));
  expect(Object.keys(parts)).toContain('[Content_Types].xml');
  const sheet = strFromU8(parts['xl/worksheets/sheet1.xml'] ?? new Uint8Array());
  const unescaped = (text: string) =>
    text
      .replace(/&lt;/g, '<')
      .replace(/&gt;/g, '>')
      .replace(/&quot;/g, '"')
      .replace(/&amp;/g, '&');
  return [...sheet.matchAll(/<row [^>]*>(.*?)<\/row>/gs)].map(([, row = '']) =>
    [...row.matchAll(/<c [^>]*>(?:<is><t[^>]*>(.*?)<\/t><\/is>|<v>(.*?)<\/v>)<\/c>/gs)].map(([, text, number]) =>
      unescaped(text ?? number ?? ''),
    ),
  );
};

const exported = () => rows('events', "deed = 'exported' order by rowid desc");
const EVIL = ['=1+1', '+86', '-2', '@SUM(A1)', '\t=cmd', '"<b>&'];

describe('sign-ups', () => {
  test('as XLSX are a table with names, doors and phones as text, and an event', async () => {
    await signedUp(granny);
    await signedUp(baker);
    const lead = await staff('lead', HERE);
    expect(await (await lead.get('/desk/exports')).text()).toContain(`${OIL_FILE}.xlsx`);
    const answer = await lead.get(`${OIL_FILE}.xlsx`);
    expect(answer.headers.get('content-type')).toContain('spreadsheetml');
    expect(answer.headers.get('cache-control')).toContain('no-store');
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="yanjie-signups-supply-oil-0417.xlsx"');
    const [head, first, second] = await tableIn(answer);
    expect(head).toContain(words.columns.phone);
    expect(first).toEqual(expect.arrayContaining(['虹桥路121号', '虹桥路121号 沈家', '沈大光', '02155550199', '已登记']));
    expect(second).toEqual(expect.arrayContaining(['陈阿婆', '13800138001', '4月17日 09:00–09:50']));
    const [event] = await exported();
    const [person] = await rows('people');
    expect(event).toMatchObject({ record_kind: 'list', record_id: 'chenjiaxiang/yanjie/signups-supply-oil-0417', by: person?.['id'] });
    expect(JSON.parse(String(event?.['detail']))).toEqual({ format: 'xlsx', lines: 2 });
  });

  test('as CSV have a mark for Excel, its line ends, and no formula', async () => {
    for (const [at, name] of EVIL.entries()) await signedUp({ ...neighbour, name, phone: `1380013810${at}`, family: `顾${at}` });
    await signedUp(baker);
    const lead = await staff('lead', HERE);
    const bytes = new Uint8Array(await (await lead.get(`${OIL_FILE}.csv`)).arrayBuffer());
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const text = new TextDecoder().decode(bytes);
    expect(text.split('\r\n')).toHaveLength(2 + EVIL.length + 1);
    for (const line of text.replace('\ufeff', '').split('\r\n'))
      for (const cell of line.split(',')) expect(cell).not.toMatch(/^"?[=+\-@\t]/);
    expect(text).toContain("'=1+1");
    expect(text).toContain('021 5555 0199');
    const table = await tableIn(await lead.get(`${OIL_FILE}.xlsx`));
    const names = table.map((row) => row[3]);
    for (const name of EVIL) expect(names).toContain(name.trim());
  });
});

describe('requests', () => {
  test('leave without their drugs; with them only where that is asked for, and each record says so', async () => {
    await submit(MEDICINE, insulin);
    await submit(RIDE, ride);
    const lead = await staff('lead', HERE);
    const plainTable = await tableIn(await lead.get(`${FILES}/requests.xlsx`));
    expect(plainTable).toHaveLength(3);
    expect(JSON.stringify(plainTable)).toContain('陈阿婆');
    expect(JSON.stringify(plainTable)).not.toContain('胰岛素');
    expect(await rows('events', "deed = 'opened' and record_id in (select id from requests)")).toHaveLength(0);
    const drugs = await tableIn(await lead.get(`${FILES}/requests.xlsx?drugs=yes`));
    expect(JSON.stringify(drugs)).toContain('门冬胰岛素 3毫升×1支 ×2；氨氯地平 ×1');
    const [event] = await exported();
    expect(JSON.parse(String(event?.['detail']))).toEqual({ format: 'xlsx', lines: 2, drugs: true });
    const opened = await rows('events', "deed = 'opened' and record_id in (select id from requests)");
    expect(opened).toMatchObject([{ detail: '{"exported":true}', seq: 2 }]);
    expect(JSON.stringify(await rows('events'))).not.toMatch(/陈阿婆|胰岛素|13800138001/);
  });

  test('are a lead’s: nobody else exports, not even a lead by a sealed code', async () => {
    await submit(MEDICINE, insulin);
    const paths = ['/desk/exports', `${FILES}/requests.csv`, `${OIL_FILE}.xlsx`];
    for (const role of ['clerk', 'medicine', 'gate', 'head'] as const) {
      const person = await staff(role, HERE);
      for (const path of paths) expect((await person.get(path)).status, `${role} ${path}`).toBe(403);
    }
    const stranger = await staff('lead', { committee: 'mingdu' });
    for (const path of paths.slice(1)) expect((await stranger.get(path)).status).toBe(404);
    const standIn = await staff('lead', HERE, '代管的人');
    await set('grants', "how = 'sealed'");
    for (const path of paths) expect((await standIn.get(path)).status, path).toBe(403);
    const lead = await staff('lead', HERE);
    for (const file of ['requests.pdf', 'people.csv', 'signups-supply-.csv', 'signups-theft-oil.csv']) {
      expect((await lead.get(`${FILES}/${file}`)).status, file).toBe(404);
    }
  });
});
