import { beforeEach, describe, expect, test } from 'vitest';
import { zhCN } from '../../domain/words/index.ts';
import { asked, did, eventsOf, HOSPITAL, idOf, itemsOf, madeRun, request, runner } from './medicine.ts';
import { forget, rows } from './portal.ts';
import { neighbour, teacher } from './residents.ts';

const { medicine: words } = zhCN.desk;
beforeEach(forget);

const labelled = async (who: Awaited<ReturnType<typeof runner>>, run: string) =>
  (await who.get(`/desk/medicine/runs/${run}/labels`)).text();

describe('a run', () => {
  test('has a hospital of the list, a day ahead and two different people', async () => {
    const { id } = await asked();
    const who = await runner();
    const me = await idOf(who, '邢跑跑', id);
    const right = { hospital: HOSPITAL, day: '2022-04-17' };
    for (const [wrong, sentence] of [
      [{ hospital: '火星医院' }, words.run.noHospital],
      [{ day: '1999-01-01' }, words.run.dayWrong],
      [{ first: me, second: me }, words.run.twoPeople],
      [{ first: 'nobody' }, words.run.notCrew],
    ] as const) {
      const answer = await who.submit('/desk/medicine/runs', { ...right, ...wrong });
      expect(answer.status).toBe(422);
      expect(await answer.text()).toContain(sentence);
    }
    expect(await rows('runs')).toHaveLength(0);
  });

  test('made twice by one tap is one, and leaves with two people', async () => {
    const { id } = await asked();
    const who = await runner();
    await runner('缪小雨');
    const run = await madeRun(who);
    expect(await madeRun(who)).toBe(run);
    const early = await who.submit(`/desk/medicine/runs/${run}/state`, { state: 'out' });
    expect(early.status).toBe(422);
    expect(await early.text()).toContain(words.run.twoNeeded);
    await did(who, `/runs/${run}/people`, { first: await idOf(who, '邢跑跑', id), second: await idOf(who, '缪小雨', id) });
    await did(who, `/runs/${run}/state`, { state: 'out' });
    expect(await rows('runs')).toMatchObject([{ state: 'out' }]);
    expect((await eventsOf(run)).map(({ deed }) => deed)).toEqual(['made', 'manned', 'adjusted']);
    expect(JSON.stringify(await eventsOf(run))).not.toContain(HOSPITAL);
  });

  test('is offered first what its hospital usually has', async () => {
    await asked({
      ...teacher,
      'drugs.0.name': '某种新药',
      'drugs.0.days': '0',
      'drugs.1.name': '',
      'drugs.1.amount': '',
      'drugs.1.days': '',
    });
    await asked();
    const who = await runner();
    const page = await (await who.get(`/desk/medicine/runs/${await madeRun(who)}`)).text();
    expect(page).toContain(words.run.suggested);
    expect(page.indexOf('陈阿婆')).toBeLessThan(page.indexOf('俞静文'));
    expect(page).not.toContain('新药');
  });

  test('takes a drug once, also from two runs at the same moment; what is taken off is free again', async () => {
    const { id } = await asked();
    const [who, other] = [await runner(), await runner('缪小雨')];
    const [first, second] = [await madeRun(who), await madeRun(other, '区中医医院')];
    await Promise.all([
      did(who, `/runs/${first}/items`, { part: `${id}.special` }),
      did(other, `/runs/${second}/items`, { part: `${id}.special` }),
    ]);
    const [insulin] = await itemsOf(id);
    expect([first, second]).toContain(insulin?.['run_id']);
    const run = String(insulin?.['run_id']);
    await did(who, `/runs/${run}/items/off`, { request: id });
    expect(await itemsOf(id)).toMatchObject([{ run_id: null }, { run_id: null }]);
    expect(await request(id)).toMatchObject({ state: 'taken' });
  });

  test('comes back with all its outcomes and amounts in one form; sent twice it is entered once', async () => {
    const one = await asked();
    const two = await asked({ ...neighbour, 'drugs.0.days': '5' });
    const who = await runner();
    const run = await madeRun(who);
    await did(who, `/runs/${run}/items`, { part: [`${one.id}.special`, `${one.id}.common`, `${two.id}.special`] });
    const [insulin, pill] = await itemsOf(one.id);
    const [second] = await itemsOf(two.id);
    const me = await idOf(who, '邢跑跑', one.id);
    const typed = {
      [`outcome.${insulin?.['id']}`]: 'part',
      [`got.${insulin?.['id']}`]: '1',
      [`outcome.${pill?.['id']}`]: 'bought',
      [`outcome.${second?.['id']}`]: 'missing',
      [`yuan.${one.id}`]: '1,045.6元',
      [`advanced.${one.id}`]: me,
    };
    const wrong = await who.submit(`/desk/medicine/runs/${run}/outcomes`, { ...typed, [`yuan.${two.id}`]: '4.567' });
    expect(wrong.status).toBe(422);
    expect(await wrong.text()).toContain(words.invoice.yuanWrong);
    expect(await rows('findings')).toHaveLength(0);
    await did(who, `/runs/${run}/outcomes`, typed);
    await did(who, `/runs/${run}/outcomes`, typed);
    expect(await rows('findings')).toHaveLength(3);
    expect(await rows('invoices')).toMatchObject([{ fen: 104_560, run_id: run }]);
    expect(await itemsOf(one.id)).toMatchObject([
      { state: 'part', got: 1 },
      { state: 'bought', got: 1 },
    ]);
    expect(await request(two.id)).toMatchObject({ state: 'waiting' });
    expect(await (await who.get(`/desk/medicine/runs/${run}`)).text()).toContain(words.run.sumOf('1045.60'));
  });
});

describe('paper', () => {
  test('labels are printed two sheets at a time, each home once', async () => {
    const ids: string[] = [];
    for (let at = 0; at < 50; at++) ids.push((await asked({ name: `居民${at}`, phone: `138${String(10_000_000 + at)}` })).id);
    const who = await runner();
    const run = await madeRun(who);
    for (const some of [ids.slice(0, 25), ids.slice(25)]) await did(who, `/runs/${run}/items`, { part: some.map((id) => `${id}.special`) });
    const names = (page: string) => page.match(/居民\d+/g) ?? [];
    const [first, second] = [await labelled(who, run), await (await who.get(`/desk/medicine/runs/${run}/labels?page=2`)).text()];
    expect([names(first).length, names(second).length]).toEqual([48, 2]);
    expect(new Set([...names(first), ...names(second)]).size).toBe(50);
    expect(first).toContain('labels?page=2');
    expect(second).not.toContain('page=3');
  });

  test('the run sheet has the drugs and says so in the log', async () => {
    const { id } = await asked();
    const who = await runner();
    const run = await madeRun(who);
    await did(who, `/runs/${run}/items`, { part: `${id}.special` });
    const page = await (await who.get(`/desk/medicine/runs/${run}/sheet`)).text();
    for (const word of ['陈阿婆', '门冬胰岛素', '3毫升×1支', words.case.cold]) expect(page).toContain(word);
    expect(page).not.toContain('氨氯地平');
    expect((await eventsOf(run)).at(-1)).toMatchObject({ deed: 'printed' });
    const logged = (await rows('events', "deed = 'printed'")).length;
    for (const list of ['/desk/medicine', `/desk/medicine/runs/${run}`, '/desk/medicine/cards', '/desk/medicine/runs'])
      expect(await (await who.get(list)).text()).not.toContain('胰岛素');
    expect(await rows('events', "deed = 'printed'")).toHaveLength(logged);
  });

  test('labels tell apart two of one name and two of one home', async () => {
    const granny = await asked();
    const namesake = await asked({ ...teacher, name: '陈阿婆' });
    const grandpa = await asked({ name: '陈老伯', phone: '13800138077' });
    const who = await runner();
    const run = await madeRun(who);
    await did(who, `/runs/${run}/items`, { part: [granny.id, namesake.id, grandpa.id].map((id) => `${id}.special`) });
    const page = await labelled(who, run);
    expect(page.match(/class="label"/g)).toHaveLength(3);
    expect(page).toContain(words.paper.sameBoth('8001'));
    expect(page).toContain(words.paper.sameName('8004'));
    expect(page).toContain(words.paper.sameHome('8077'));
    expect(page).toContain(words.paper.cold);
    expect(page).not.toContain('胰岛素');
  });
});

describe('money', () => {
  test('is put right with both amounts in the log, repaid, and counted by member and run', async () => {
    const { id } = await asked();
    const who = await runner();
    const me = await idOf(who, '邢跑跑', id);
    const run = await madeRun(who);
    for (const yuan of ['', '0', '4.567', 'abc', '1000000']) {
      const answer = await who.submit(`/desk/medicine/requests/${id}/invoices`, { yuan, advanced: me });
      expect(answer.status).toBe(422);
      expect(await answer.text()).toContain(words.invoice.yuanWrong);
    }
    for (let tap = 0; tap < 2; tap++) await did(who, `/requests/${id}/invoices`, { yuan: '45.60', advanced: me, run });
    const [invoice] = await rows('invoices');
    expect(await rows('invoices')).toHaveLength(1);
    await did(who, `/invoices/${invoice?.['id']}`, { yuan: '54.60', advanced: me });
    const [noted, righted] = (await eventsOf(id)).filter(({ deed }) => deed === 'paid');
    expect(JSON.parse(String(noted?.['detail']))).toMatchObject({ fen: 4560 });
    expect(JSON.parse(String(righted?.['detail']))).toMatchObject({ fen: 5460, was: 4560 });
    const before = await (await who.get(`/desk/medicine/money?member=${me}`)).text();
    expect(before).toContain(`<b>54.60</b>`);
    await did(who, '/money', { invoice: String(invoice?.['id']), member: me });
    expect(await rows('invoices', 'repaid_at is not null')).toHaveLength(1);
    expect(await (await who.get('/desk/medicine/money')).text()).toContain(`<b>0.00</b>`);
    expect((await who.submit(`/desk/medicine/invoices/${invoice?.['id']}`, { yuan: '1', advanced: me })).status).toBe(409);
  });
});
