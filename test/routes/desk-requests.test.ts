import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, test } from 'vitest';
import { HOUR, instant } from '../../domain/clock.ts';
import { zhCN } from '../../domain/words/index.ts';
import { forget, receiptOf, rows, submit } from './portal.ts';
import { granny, insulin, MEDICINE, neighbour, RIDE, ride } from './residents.ts';
import { staff } from './staff.ts';

const { requests: w, shell } = zhCN.desk;
const STREET = { committee: 'chenjiaxiang' };
beforeEach(forget);

const set = (values: string, where = '1 = 1') => env.DB.prepare(`update requests set ${values} where ${where}`).run();
const idOf = async (where = '1 = 1') => String((await rows('requests', where))[0]?.['id']);
const text = async (answer: Response | Promise<Response>) => (await answer).text();
/** The titles and names of a list, in its order. */
const order = (page: string, ...names: string[]) =>
  names.filter((name) => page.includes(name)).sort((one, other) => page.indexOf(one) - page.indexOf(other));

describe('the list', () => {
  test('has the urgent first, then what is due, and no drug', async () => {
    await submit(RIDE, ride);
    await submit(MEDICINE, { ...insulin, ...neighbour, 'drugs.0.days': '20' });
    await submit(MEDICINE, insulin);
    const page = await text((await staff('clerk', STREET)).get('/desk/requests'));
    expect(order(page, '俞静文', '顾明远', '陈阿婆')).toEqual(['陈阿婆', '俞静文', '顾明远']);
    expect(page).not.toContain('胰岛素');
    expect(page).not.toContain(granny.phone);
    expect(page).toContain(w.total(3));
    expect(page).toContain(w.daysLeft(2));
  });

  test('is one for each team; the medicine team sees its own only', async () => {
    await submit(RIDE, ride);
    await submit(MEDICINE, insulin);
    const clerk = await staff('clerk', STREET);
    expect(order(await text(clerk.get('/desk/requests?team=transport')), '俞静文', '陈阿婆')).toEqual(['俞静文']);
    const medicine = await staff('medicine', STREET);
    for (const path of ['/desk/requests', '/desk/requests?team=transport']) expect(await text(medicine.get(path))).not.toContain('俞静文');
    expect(await text(medicine.get('/desk/requests'))).toContain('陈阿婆');
  });

  test('is filtered by place, building, service, state, owner, urgency, delay and call', async () => {
    await submit(RIDE, ride);
    await submit(MEDICINE, insulin);
    const clerk = await staff('clerk', STREET);
    const [{ id: me } = { id: '' }] = await rows('people');
    await set(
      `owner = '${String(me)}', state = 'taken', due_at = 1, follow_at = ${instant('2022-04-16', '08:00')}`,
      "service = 'medicine'",
    );
    const only = async (query: string) => order(await text(clerk.get(`/desk/requests?${query}`)), '俞静文', '陈阿婆');
    for (const query of [
      'owner=mine',
      'state=taken',
      'overdue=1',
      'urgent=1',
      'call=1',
      'service=medicine',
      'place=chenjiaxiang/yanjie&building=panyu-301',
    ])
      expect(await only(query), query).toEqual(['陈阿婆']);
    for (const query of ['owner=nobody', 'state=received', 'service=hospital-ride', 'building=hongqiao-125'])
      expect(await only(query), query).toEqual(['俞静文']);
    expect(await only('place=mingdu/xibu-mingdu-huayuan')).toEqual([]);
    expect(await only('owner=constructor')).toEqual([]);
    const late = await text(clerk.get('/desk/requests'));
    expect(late).toContain(shell.overdue(1));
    expect(late).toMatch(/class="late">过期/);
  });

  test('has links that narrow it and widen it again, and nothing to type: it is drawn anew each minute', async () => {
    await submit(RIDE, ride);
    await submit(MEDICINE, insulin);
    const clerk = await staff('clerk', { ...STREET, compound: 'yanjie' });
    const page = await text(clerk.get('/desk/requests?team=medicine&owner=nobody&building=panyu-301'));
    expect(page).toContain('http-equiv="refresh" content="60"');
    expect(page).not.toMatch(/<(input|select|textarea)/);
    const chips = [...page.matchAll(/<li><a href="([^"]+)"( aria-current="true")?>(?:<span[^>]*>✓ <\/span>)?([^<]+)</g)];
    const on = chips.filter(([, , current]) => current);
    expect(on.map(([, , , label]) => label)).toEqual([w.nobody, '番禺路301号']);
    const hrefOf = (label: string) => chips.find((chip) => chip[3] === label)?.[1]?.replaceAll('&amp;', '&');
    expect(hrefOf(w.nobody)).toBe('/desk/requests?team=medicine&building=panyu-301');
    expect(hrefOf(w.mine)).toBe('/desk/requests?team=medicine&building=panyu-301&owner=mine');
    expect(await text(clerk.get('/desk/requests?urgent=1'))).toMatch(
      new RegExp(`href="/desk/requests" aria-current="true">.*?${w.urgentOnly}<`),
    );
    expect(hrefOf(w.reset)).toBe('/desk/requests?team=medicine');
    const narrowing = await text(clerk.get(hrefOf(w.filterMore) ?? ''));
    expect(narrowing).not.toContain('http-equiv="refresh"');
    expect(narrowing).toContain('name="team" value="medicine"');
    expect(narrowing).toMatch(/value="panyu-301" selected/);
    expect(narrowing).toContain('配药（1）');
    const town = await text((await staff('lead', {})).get('/desk/requests/narrowing'));
    expect(town).toMatch(/<optgroup label="陈家巷居委会">.*?value="chenjiaxiang\/yanjie"/s);
  });

  test('of a scope shows nothing from outside of it', async () => {
    await submit(MEDICINE, insulin);
    const foreign = await staff('clerk');
    expect(await text(foreign.get('/desk/requests'))).not.toContain('陈阿婆');
    expect(await text(foreign.get('/desk/requests?place=chenjiaxiang/yanjie'))).not.toContain('陈阿婆');
    const town = await staff('lead', {});
    expect(await text(town.get('/desk/requests'))).toContain('陈家巷居委会 沿街房屋');
  });

  test.each(['gate', 'head'] as const)('is not for the %s', async (role) => {
    const person = await staff(role, { ...STREET, compound: 'yanjie', building: 'panyu-301' });
    expect((await person.get('/desk/requests')).status).toBe(403);
  });

  test('has forty lines a page, ended ones apart, and stays small with three hundred open', async () => {
    await submit(MEDICINE, insulin);
    const clerk = await staff('clerk', STREET);
    const [row] = await rows('requests');
    const columns = Object.keys(row ?? {}).filter((name) => !['id', 'idem', 'due_at', 'sealed', 'key_id'].includes(name));
    await env.DB.prepare(
      `with recursive n(i) as (select 1 union all select i + 1 from n where i < 299)
       insert into requests (id, due_at, ${columns.join(', ')}) select printf('%08x-0000-4000-8000-000000000000', i), due_at + i * ${HOUR}, ${columns.join(', ')} from requests, n`,
    ).run();
    const first = await text(clerk.get('/desk/requests'));
    expect(first).toContain(w.total(300));
    expect(first.match(/href="\/desk\/requests\/[0-9a-f]{8}-/g)).toHaveLength(40);
    expect(new TextEncoder().encode(first).length).toBeLessThan(150_000);
    expect(await text(clerk.get('/desk/requests?page=8'))).toContain('page=7');
    await set(`ended_at = 5, state = 'done', outcome = 'helped'`, "id like '00000001-%'");
    const ended = await text(clerk.get('/desk/requests?ended=1&team=medicine'));
    expect(ended.match(/href="\/desk\/requests\/[0-9a-f]{8}-/g)).toHaveLength(1);
    expect(ended).toContain(w.outcomes.helped);
  });
});

describe('the record', () => {
  test('has all that is needed: phone, door, who for whom, answers and drugs in words', async () => {
    await submit(RIDE, ride);
    await submit(MEDICINE, insulin);
    const clerk = await staff('clerk', STREET);
    const one = await text(clerk.get(`/desk/requests/${await idOf("service = 'hospital-ride'")}`));
    for (const word of [
      'tel:13800138004',
      '138 0013 8004',
      '虹桥路125号 俞家',
      w.forOther('邻居'),
      '去哪家医院',
      '区中心医院',
      '4月18日 周一',
      '三楼没有电梯',
    ])
      expect(one).toContain(word);
    const other = await text(clerk.get(`/desk/requests/${await idOf("service = 'medicine'")}`));
    expect(other).toContain(w.drug({ name: '门冬胰岛素', strength: '3毫升×1支', amount: 2, days: 2 }));
    expect(other).toContain('/desk/medicine/requests/');
  });

  test('that tells of somebody’s health is opened with an event: one per person and ten minutes', async () => {
    await submit(MEDICINE, insulin);
    const id = await idOf();
    const [clerk, medicine] = [await staff('clerk', STREET), await staff('medicine', STREET)];
    for (const person of [clerk, clerk, medicine, clerk]) await person.get(`/desk/requests/${id}`);
    const looks = await rows('events', `record_id = '${id}' and deed = 'opened'`);
    expect(looks).toHaveLength(2);
    expect(new Set(looks.map(({ by }) => by)).size).toBe(2);
    expect(looks).toMatchObject([{ actor: 'staff', detail: '{}' }, { actor: 'staff' }]);
  });

  test('of another committee, or of another team, is not there', async () => {
    const receipt = receiptOf(await submit(RIDE, ride));
    const id = await idOf();
    expect((await (await staff('clerk')).get(`/desk/requests/${id}`)).status).toBe(404);
    expect((await (await staff('medicine', STREET)).get(`/desk/requests/${id}`)).status).toBe(404);
    expect((await (await staff('gate', STREET)).get(`/desk/requests/${id}`)).status).toBe(403);
    expect(receipt).toBeTruthy();
  });

  test('the first page says how many are waiting', async () => {
    await submit(RIDE, ride);
    await submit(MEDICINE, insulin);
    const home = await text((await staff('clerk', STREET)).get('/desk'));
    expect(home).toMatch(new RegExp(`${w.tasks.urgent}</span>\\s*<b>1</b>`));
    expect(home).toMatch(new RegExp(`${w.tasks.nobody}</span>\\s*<b>2</b>`));
    expect(home).not.toContain(w.tasks.mine);
  });
});
