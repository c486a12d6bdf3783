import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, test } from 'vitest';
import { zhCN } from '../../domain/words/index.ts';
import { asked, deedsOf, did, found, HOSPITAL, itemsOf, madeRun, request, runner, TEAM } from './medicine.ts';
import { forget, receiptOf, rows, submit } from './portal.ts';
import { baker, neighbour, teacher } from './residents.ts';
import { type Staff, staff } from './staff.ts';

const { night: words } = zhCN.desk.medicine;
beforeEach(forget);

const nightId = async () => String((await rows('nights'))[0]?.['id']);
const lineOf = async (subject: string) => (await rows('night_lines', `subject_id = '${subject}'`))[0] ?? {};
const say = async (who: Staff, subject: string, fields: Record<string, string>) => {
  const line = await lineOf(subject);
  return who.submit(`/desk/medicine/nights/${line['night_id']}/lines/${line['id']}`, fields);
};
const close = async (who: Staff) => who.submit(`/desk/medicine/nights/${await nightId()}/closing`);

describe('the night list', () => {
  test('opened by four phones at once is one, with every open request and every card', async () => {
    const { id } = await asked();
    const second = await asked(neighbour);
    const [who, other] = [await runner(), await runner('缪小雨')];
    await did(who, `/requests/${id}/card`);
    const answers = await Promise.all([who, other, who, other].map((one) => one.submit('/desk/medicine/night')));
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303, 303]);
    expect(await rows('nights')).toHaveLength(1);
    expect(await rows('events', `record_id = '${await nightId()}'`)).toMatchObject([{ deed: 'made' }]);
    const lines = await rows('night_lines', "kind = 'request'");
    expect(lines.map(({ subject_id }) => subject_id).sort()).toEqual([id, second.id].sort());
    expect(await rows('night_lines', "kind = 'card'")).toHaveLength(1);
    expect(await rows('night_lines', 'late = 1')).toHaveLength(0);
  });

  test('does not close while a line is blank, and shows that line first', async () => {
    const { id } = await asked();
    const second = await asked(teacher);
    const who = await runner();
    await did(who, '/night');
    await say(who, id, { word: 'waiting', for: 'stock' });
    const refused = await close(who);
    expect(refused.status).toBe(409);
    const page = await refused.text();
    expect(page).toContain(words.refused(1));
    expect(page).toContain(words.left(1, 2));
    expect(page.indexOf('俞静文')).toBeLessThan(page.indexOf('陈阿婆'));
    expect(page).not.toContain('胰岛素');
    await say(who, second.id, { word: 'reached' });
    expect((await close(who)).headers.get('location')).toContain('said=mClosed');
    const [night] = await rows('nights');
    expect(night).toMatchObject({ closed_by: (await rows('people'))[0]?.['id'] });
    expect(await (await who.get('/desk/medicine/night')).text()).toMatch(/邢跑跑关单/);
  });

  test('closed twice is closed once, and no word changes after that', async () => {
    const { id } = await asked();
    const who = await runner();
    await did(who, '/night');
    await say(who, id, { word: 'missed' });
    const answers = await Promise.all([close(who), close(who)]);
    expect(answers.map(({ status }) => status)).toEqual([303, 303]);
    expect((await deedsOf(await nightId())).filter((deed) => deed === 'closed')).toHaveLength(1);
    const late = await say(who, id, { word: 'waiting', for: 'card' });
    expect(late.status).toBe(409);
    expect(await late.text()).toContain(words.isClosed);
    expect(await lineOf(id)).toMatchObject({ word: 'missed', waiting_for: null });
  });

  test('what arrives later stands apart and needs its word too', async () => {
    const { id } = await asked();
    const who = await runner();
    await did(who, '/night');
    await say(who, id, { word: 'waiting', for: 'family' });
    const later = await asked(teacher);
    expect((await close(who)).status).toBe(409);
    expect(await lineOf(later.id)).toMatchObject({ late: 1, word: null });
    expect(await (await who.get('/desk/medicine/night')).text()).toContain(words.late);
    await say(who, later.id, { word: 'reached' });
    expect((await close(who)).status).toBe(303);
  });

  test('closed at the moment at which a request arrives, the request is on it or comes after it', async () => {
    const who = await runner();
    await did(who, '/night');
    for (let attempt = 0; attempt < 5; attempt++) {
      await env.DB.prepare('update nights set closed_at = null, closed_by = null').run();
      // What came after the last closing is on the list by now: only what arrives in this moment can keep it open.
      await who.get('/desk/medicine/night');
      await env.DB.prepare("update night_lines set word = 'called'").run();
      const [arrived, closed] = await Promise.all([asked({ ...teacher, 'drugs.0.days': String(attempt) }), close(who)]);
      const line = await lineOf(arrived.id);
      // Where the list closed, nothing on it is blank: the request is none of its lines yet.
      if (closed.status === 303) expect(line).toEqual({});
      else expect(line).toMatchObject({ late: 1 });
    }
  });

  test('of last night that nobody closed stays in red', async () => {
    await asked();
    const who = await runner();
    await did(who, '/night');
    await env.DB.prepare("update nights set day = date(day, '-1 day')").run();
    const id = await nightId();
    for (const place of ['/desk/medicine', '/desk/medicine/night']) {
      const page = await (await who.get(place)).text();
      expect(page).toMatch(new RegExp(`class="alarm"><a href="/desk/medicine/nights/${id}"`));
    }
  });

  test('is one for each team', async () => {
    await asked();
    const who = await runner();
    const other = await staff('medicine', { committee: 'mingdu' }, '名都的人');
    await did(who, '/night');
    await did(other, '/night');
    expect(await rows('nights')).toHaveLength(2);
    expect(await rows('night_lines')).toHaveLength(1);
    expect((await rows('night_lines'))[0]).toMatchObject({ committee: TEAM.committee });
  });
});

describe('the lines of a list', () => {
  const calm = { 'drugs.0.days': '9' };
  const order = async (who: Staff, path: string, names: RegExp) => (await (await who.get(path)).text()).match(names);
  const both = async (who: Staff, names: RegExp): Promise<(RegExpMatchArray | null)[]> => {
    const there = `/desk/medicine/nights/${await nightId()}`;
    return Promise.all([order(who, there, names), order(who, `${there}/sheet`, names)]);
  };
  const NAMES = /陈阿婆|顾明远|沈大光|俞静文/g;

  test('stand with the urgent first, then by house, a card with its request: on the page as on paper', async () => {
    const { id } = await asked(calm);
    await asked({ ...neighbour, 'drugs.0.days': '1' });
    await asked({ ...baker, ...calm });
    await asked({ ...teacher, 'drugs.0.days': '1' });
    const who = await runner();
    await did(who, `/requests/${id}/card`);
    await did(who, '/night');
    const listed = ['俞静文', '顾明远', '沈大光', '陈阿婆', '陈阿婆'];
    expect(await both(who, NAMES)).toEqual([listed, listed]);
    // What was said of a request does not tear it from its card, which still lacks its word.
    await say(who, id, { word: 'reached' });
    expect(await both(who, NAMES)).toEqual([listed, listed]);
    const [card] = await rows('cards');
    await say(who, String(card?.['id']), { word: 'waiting', for: 'family' });
    const [urgent] = await rows('requests', "building = 'hongqiao-125'");
    await say(who, String(urgent?.['id']), { word: 'reached' });
    const said = ['顾明远', '沈大光', '俞静文', '陈阿婆', '陈阿婆'];
    expect(await both(who, NAMES)).toEqual([said, said]);
  });

  test('that came late are last, but for the card of a request that was there', async () => {
    const { id } = await asked({ ...baker, ...calm });
    await asked(calm);
    const who = await runner();
    await did(who, '/night');
    await asked({ ...teacher, 'drugs.0.days': '1' });
    await did(who, `/requests/${id}/card`);
    const listed = ['沈大光', '沈大光', '陈阿婆', '俞静文'];
    expect(await both(who, NAMES)).toEqual([listed, listed]);
    expect(await rows('night_lines', 'late = 1')).toHaveLength(2);
  });

  test('of one building stand by door, of twelve after three', async () => {
    const home = { for: 'self', name: '孟阿公', card: 'ready', health: 'yes', 'drugs.0.name': '氨氯地平', 'drugs.0.amount': '1' };
    const doors = ['12 1 201', '3 2 101', '3 1 1001', '3 1 201', '3 1 1101'];
    for (const [at, door] of doors.entries()) {
      const [building = '', unit = '', room = ''] = door.split(' ');
      const there = { building, unit, room, phone: `1380013804${at}`, 'drugs.0.days': '9' };
      receiptOf(await submit('/requests/mingdu/xibu-mingdu-huayuan/medicine', { ...home, ...there }));
    }
    const who = await staff('medicine', { committee: 'mingdu' });
    await did(who, '/night');
    const listed = ['1单元 201', '1单元 1001', '1单元 1101', '2单元 101', '1单元 201'];
    expect(await both(who, /\d单元 \d+/g)).toEqual([listed, listed]);
  });
});

describe('a word', () => {
  test('with tomorrow’s run makes the run and puts on it what is left', async () => {
    const { id } = await asked();
    const who = await runner();
    const today = await madeRun(who);
    await did(who, `/runs/${today}/items`, { part: [`${id}.special`, `${id}.common`] });
    const [insulin] = await itemsOf(id);
    await found(who, id, insulin?.['id'], 'bought', { run: today });
    await did(who, '/night');
    await say(who, id, { word: 'tomorrow', run: `new:${HOSPITAL}` });
    await say(who, id, { word: 'tomorrow', run: `new:${HOSPITAL}` });
    const runs = await rows('runs', 'true order by day');
    expect(runs).toHaveLength(2);
    expect(await itemsOf(id)).toMatchObject([{ run_id: today, state: 'bought' }, { run_id: runs[1]?.['id'] }]);
    expect(await request(id)).toMatchObject({ state: 'scheduled' });
    expect((await close(who)).status).toBe(303);
    const page = await (await who.get('/desk/medicine/night')).text();
    expect(page).toContain(`/desk/medicine/runs/${runs[1]?.['id']}/sheet`);
  });

  test('that it waits says so on the request, and takes it off today’s run', async () => {
    const { id } = await asked();
    const who = await runner();
    const today = await madeRun(who);
    await did(who, `/runs/${today}/items`, { part: `${id}.special` });
    await did(who, '/night');
    await say(who, id, { word: 'waiting', for: 'prescription' });
    expect(await request(id)).toMatchObject({ state: 'waiting' });
    expect(await rows('items', 'run_id is not null')).toHaveLength(0);
  });

  test('that it was called is a note', async () => {
    const { id } = await asked();
    const who = await runner();
    await did(who, '/night');
    await say(who, id, { word: 'missed' });
    expect(await rows('notes')).toMatchObject([{ record_id: id, kind: 'call', result: 'missed' }]);
    expect(await deedsOf(id)).toContain('called');
  });

  test('delivered is believed only of what was delivered, and ends it', async () => {
    const { id } = await asked();
    const who = await runner();
    await did(who, '/night');
    const early = await say(who, id, { word: 'delivered' });
    expect(early.status).toBe(409);
    expect(await early.text()).toContain(words.notDelivered);
    for (const item of await itemsOf(id)) await found(who, id, item['id'], 'bought');
    await did(who, `/requests/${id}/delivery`);
    expect((await say(who, id, { word: 'delivered' })).status).toBe(303);
    expect(await request(id)).toMatchObject({ state: 'done', outcome: 'delivered' });
    expect((await request(id))['purge_at']).toBeGreaterThan(Date.now());
  });

  test('delivered does not end what has its card still out', async () => {
    const { id } = await asked();
    const who = await runner();
    await did(who, `/requests/${id}/card`);
    for (const item of await itemsOf(id)) await found(who, id, item['id'], 'bought');
    await did(who, `/requests/${id}/delivery`);
    await did(who, '/night');
    const [card] = await rows('cards');
    await say(who, id, { word: 'delivered' });
    expect(await request(id)).toMatchObject({ state: 'delivered', ended_at: null });
    expect((await say(who, String(card?.['id']), { word: 'delivered' })).status).toBe(409);
    expect((await close(who)).status).toBe(409);
    await say(who, String(card?.['id']), { word: 'waiting', for: 'family' });
    expect((await close(who)).status).toBe(303);
  });

  test.each([
    [{ word: 'waiting' }, words.waitingNeeded],
    [{ word: 'waiting', for: 'rain' }, words.waitingNeeded],
    [{ word: 'tomorrow' }, words.runNeeded],
    [{ word: 'tomorrow', run: 'new:没有的医院' }, words.runNeeded],
    [{}, words.choose],
  ])('like %j is asked for again', async (fields, sentence) => {
    const { id } = await asked();
    const who = await runner();
    await did(who, '/night');
    const answer = await say(who, id, fields);
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain(sentence);
    expect(await lineOf(id)).toMatchObject({ word: null });
  });
});
