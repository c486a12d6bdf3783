import { beforeEach, describe, expect, test } from 'vitest';
import { zhCN } from '../../domain/words/index.ts';
import { asked, deedsOf, did, eventsOf, found, idOf, itemsOf, madeRun, request, runner, TEAM } from './medicine.ts';
import { forget, get, rows } from './portal.ts';
import { teacher } from './residents.ts';
import { staff } from './staff.ts';

const { desk, status } = zhCN;
beforeEach(forget);

describe('one home, from the door to the door', () => {
  test('card, run, one drug bought here and the other not, the other hospital, money, delivered with the card', async () => {
    const { id, receipt } = await asked();
    const who = await runner();
    const [insulin, pill] = await itemsOf(id);
    const resident = async () => (await get(receipt)).text();

    await did(who, `/requests/${id}/card`);
    expect(await request(id)).toMatchObject({ state: 'carded' });
    expect(await resident()).toContain(status.request.carded);

    const run = await madeRun(who);
    await did(who, `/runs/${run}/items`, { part: [`${id}.special`, `${id}.common`] });
    expect(await request(id)).toMatchObject({ state: 'scheduled' });

    await (await found(who, id, insulin?.['id'], 'bought', { run })).text();
    await (await found(who, id, pill?.['id'], 'missing', { run })).text();
    expect(await itemsOf(id)).toMatchObject([
      { state: 'bought', got: 2, run_id: run },
      { state: 'missing', got: 0, run_id: null },
    ]);
    expect(await request(id)).toMatchObject({ state: 'waiting' });
    expect(await resident()).toContain('配到了1种正要送，还有1种在找');

    const other = await madeRun(who, '社区卫生服务中心', 1);
    await did(who, `/runs/${other}/items`, { part: `${id}.common` });
    await (await found(who, id, pill?.['id'], 'bought', { run: other })).text();
    expect(await request(id)).toMatchObject({ state: 'bought' });

    await did(who, `/requests/${id}/invoices`, { yuan: '４５．６０', advanced: await idOf(who, '邢跑跑', id), run });
    expect(await rows('invoices')).toMatchObject([{ fen: 4560, run_id: run, request_id: id }]);

    await did(who, `/requests/${id}/delivery`, { card: 'back' });
    expect(await request(id)).toMatchObject({ state: 'delivered' });
    expect(await rows('cards', 'returned_at is null')).toHaveLength(0);
    expect(await resident()).toContain(status.request.delivered);
    expect(await rows('findings')).toHaveLength(3);
  });

  test('says who did it, and nothing that anybody typed', async () => {
    const { id } = await asked();
    const who = await runner();
    const [insulin] = await itemsOf(id);
    const run = await madeRun(who);
    await did(who, `/requests/${id}/card`, { run });
    await did(who, `/runs/${run}/items`, { part: `${id}.special` });
    await (await found(who, id, insulin?.['id'], 'substitute', { what: '甘精胰岛素', agreed: 'family', run })).text();
    await did(who, `/requests/${id}/card/return`, { door: '交给对门顾家' });
    expect(await deedsOf(id)).toEqual(['requested', 'card-collected', 'scheduled', 'outcome', 'card-returned']);
    const [person] = await rows('people');
    for (const event of (await eventsOf(id)).slice(1)) expect(event).toMatchObject({ actor: 'staff', by: person?.['id'] });
    const kept = JSON.stringify(await Promise.all(['events', 'findings', 'cards', 'items'].map((table) => rows(table))));
    for (const word of ['陈阿婆', '13800138001', '胰岛素', '顾家', '区中心', '邢跑跑']) expect(kept).not.toContain(word);
    expect(await (await who.get(`/desk/medicine/requests/${id}`)).text()).toContain('甘精胰岛素');
  });

  test('is opened once a person in ten minutes, as far as the log is concerned', async () => {
    const { id } = await asked();
    const who = await runner();
    for (let look = 0; look < 3; look++) expect((await who.get(`/desk/medicine/requests/${id}`)).status).toBe(200);
    expect(await deedsOf(id)).toEqual(['requested', 'opened']);
    await (await (await runner('缪小雨')).get(`/desk/medicine/requests/${id}`)).text();
    expect(await deedsOf(id)).toEqual(['requested', 'opened', 'opened']);
  });
});

describe('the lists', () => {
  test('show a mixed request in both queues, and no drug of anybody', async () => {
    const { id } = await asked();
    await asked({
      ...teacher,
      'drugs.0.name': '二甲双胍',
      'drugs.0.days': '20',
      'drugs.1.name': '',
      'drugs.1.amount': '',
      'drugs.1.days': '',
    });
    const who = await runner();
    const page = await (await who.get('/desk/medicine')).text();
    expect(page).toContain(`${desk.medicine.common} <b>2</b>`);
    expect(page).toContain(`${desk.medicine.special} <b>1</b>`);
    expect(page).toContain(desk.medicine.mixed);
    expect(page.indexOf('陈阿婆')).toBeLessThan(page.indexOf('俞静文'));
    for (const drug of ['胰岛素', '氨氯地平', '二甲双胍']) expect(page).not.toContain(drug);
    expect(await deedsOf(id)).toEqual(['requested']);
    expect(await (await who.get('/desk/medicine/lists/special')).text()).not.toContain('俞静文');
    expect((await who.get('/desk/medicine/lists/none')).status).toBe(404);
  });
});

describe('whoever has no business here', () => {
  test('from another committee finds nothing', async () => {
    const { id } = await asked();
    const own = await runner();
    const run = await madeRun(own);
    await did(own, '/night');
    const [night] = await rows('nights');
    const other = await staff('lead', { committee: 'mingdu' });
    const places = [
      `/requests/${id}`,
      `/runs/${run}`,
      `/runs/${run}/sheet`,
      `/runs/${run}/labels`,
      `/runs/${run}/outcomes`,
      `/nights/${night?.['id']}`,
    ];
    for (const place of places) expect((await other.get(`/desk/medicine${place}`)).status).toBe(404);
    for (const deed of ['card', 'card/return', 'findings', 'delivery', 'invoices'])
      expect((await other.submit(`/desk/medicine/requests/${id}/${deed}`)).status).toBe(404);
    expect((await other.submit(`/desk/medicine/nights/${night?.['id']}/closing`)).status).toBe(404);
    expect(await (await other.get('/desk/medicine')).text()).not.toContain('陈阿婆');
  });

  test('at the gate may not', async () => {
    const { id } = await asked();
    const gate = await staff('gate', TEAM);
    expect((await gate.get('/desk/medicine')).status).toBe(403);
    expect((await gate.submit(`/desk/medicine/requests/${id}/card`)).status).toBe(403);
    expect((await gate.get('/desk/medicine/money')).status).toBe(403);
  });

  test('a committee sees of a town run only that there is one', async () => {
    const { id } = await asked();
    const town = await staff('medicine', {}, '镇上的车');
    const run = await madeRun(town);
    await did(town, `/runs/${run}/items`, { part: `${id}.special` });
    const own = await runner();
    const page = await (await own.get(`/desk/medicine/requests/${id}`)).text();
    expect(page).toContain(desk.medicine.case.otherTeam);
    expect((await own.get(`/desk/medicine/runs/${run}`)).status).toBe(404);
    const mine = await madeRun(own, '区中医医院');
    const candidates = await (await own.get(`/desk/medicine/runs/${mine}`)).text();
    expect(candidates).toContain(`${id}.common`);
    expect(candidates).not.toContain(`${id}.special`);
    await did(own, `/runs/${mine}/items`, { part: `${id}.special` });
    expect(await rows('items', `run_id = '${mine}'`)).toHaveLength(0);
  });
});
