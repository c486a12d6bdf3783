import { beforeEach, describe, expect, test } from 'vitest';
import { zhCN } from '../../domain/words/index.ts';
import { asked, deedsOf, did, eventsOf, found, idOf, itemsOf, request, runner } from './medicine.ts';
import { forget, get, rows } from './portal.ts';
import { staff } from './staff.ts';

const { medicine: words } = zhCN.desk;
beforeEach(forget);

describe('a card', () => {
  test('that is out is on its holder’s list, and goes from hand to hand', async () => {
    const { id } = await asked();
    const [who, other] = [await runner(), await runner('缪小雨')];
    await did(who, `/requests/${id}/card`);
    expect(await (await other.get('/desk/medicine/cards')).text()).toContain(words.cardsOf('邢跑跑', 1));
    await did(other, `/requests/${id}/card/holder`, { holder: await idOf(other, '缪小雨', id) });
    const list = await (await who.get('/desk/medicine/cards')).text();
    expect(list).toContain(words.cardsOf('缪小雨', 1));
    expect(list).not.toContain(words.cardsOf('邢跑跑', 1));
    expect(await deedsOf(id)).toContain('handed-on');
    await did(who, `/requests/${id}/card/return`);
    expect(await (await who.get('/desk/medicine/cards')).text()).not.toContain('缪小雨：');
  });

  test('is collected once, also by two at the same moment', async () => {
    const { id } = await asked();
    const [who, other] = [await runner(), await runner('缪小雨')];
    const answers = await Promise.all([who, other, who, other].map((one) => one.submit(`/desk/medicine/requests/${id}/card`)));
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409, 409, 409]);
    expect(await rows('cards')).toHaveLength(1);
    expect((await deedsOf(id)).filter((deed) => deed === 'card-collected')).toHaveLength(1);
    const refused = await (await who.submit(`/desk/medicine/requests/${id}/card`)).text();
    expect(refused).toMatch(/卡已经取走了，现在在(邢跑跑|缪小雨)手里/);
  });

  test('is given only to somebody whose grant reaches there now', async () => {
    const { id } = await asked();
    const who = await runner();
    const stranger = await staff('medicine', { committee: 'mingdu' }, '别处的人');
    expect((await stranger.get('/desk/medicine')).status).toBe(200);
    const people = await rows('people');
    for (const holder of [String(people.at(-1)?.['id']), 'nobody']) {
      const answer = await who.submit(`/desk/medicine/requests/${id}/card`, { holder });
      expect(answer.status).toBe(422);
      expect(await answer.text()).toContain(words.refused.person);
    }
    expect(await rows('cards')).toHaveLength(0);
  });

  test('that is at home can not come back', async () => {
    const { id } = await asked();
    const who = await runner();
    const answer = await who.submit(`/desk/medicine/requests/${id}/card/return`);
    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain(words.refused.cardHome);
  });
});

describe('what was found', () => {
  test.each([
    ['part', {}, words.finding.partNeeded],
    ['part', { got: '2' }, words.finding.partTooMany],
    ['substitute', { agreed: 'resident' }, words.finding.whatNeeded],
    ['substitute', { what: '甘精胰岛素' }, words.finding.agreedNeeded],
    ['stolen', {}, '请选择结果'],
  ])('as %s with %j is asked for again', async (outcome, more, sentence) => {
    const { id } = await asked();
    const who = await runner();
    const [item] = await itemsOf(id);
    const answer = await found(who, id, item?.['id'], outcome, more);
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain(sentence);
    expect(await rows('findings')).toHaveLength(0);
  });

  test('decides where the request stands', async () => {
    const { id } = await asked();
    const who = await runner();
    const [insulin, pill] = await itemsOf(id);
    const tell = async (item: unknown, outcome: string, more = {}) => {
      expect((await found(who, id, item, outcome, more)).status).toBe(303);
      return (await request(id))['state'];
    };
    expect(await tell(insulin?.['id'], 'part', { got: '1' })).toBe('waiting');
    expect(await tell(insulin?.['id'], 'missing')).toBe('waiting');
    expect(await itemsOf(id)).toMatchObject([{ state: 'missing', got: 1 }, { state: 'open' }]);
    expect(await tell(insulin?.['id'], 'bought')).toBe('waiting');
    expect(await tell(pill?.['id'], 'bought')).toBe('bought');
    // A wrong tap is put right by the next one.
    expect(await tell(pill?.['id'], 'missing')).toBe('waiting');
    expect(await itemsOf(id)).toMatchObject([
      { state: 'bought', got: 2 },
      { state: 'missing', got: 0 },
    ]);
    expect(await rows('findings')).toHaveLength(5);
    expect((await eventsOf(id)).filter(({ deed }) => deed === 'outcome')).toHaveLength(5);
  });
});

describe('a delivery', () => {
  test('of nothing is refused', async () => {
    const { id } = await asked();
    const who = await runner();
    const answer = await who.submit(`/desk/medicine/requests/${id}/delivery`);
    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain(words.refused.deliver);
  });

  test('of one part leaves the other part open', async () => {
    const { id, receipt } = await asked();
    const told = async () => (await (await get(receipt)).text()).replace(/<[^>]+>/g, ' ');
    const who = await runner();
    const [insulin, pill] = await itemsOf(id);
    await found(who, id, insulin?.['id'], 'bought');
    await found(who, id, pill?.['id'], 'missing');
    expect(await told()).toContain('配到了1种正要送，还有1种在找');
    await did(who, `/requests/${id}/delivery`);
    expect(await request(id)).toMatchObject({ state: 'waiting', ended_at: null });
    const page = await told();
    expect(page).toContain('送到了1种，还有1种在找');
    expect(page).toContain(zhCN.receipt.partNext);
    expect(page).toMatch(/有了结果：配到1种 .*有了结果：1种这次没配到 .*送到一部分 /s);
    expect(page).not.toContain(zhCN.status.request.waiting);
    expect(await (await who.get(`/desk/requests/${id}/slip`)).text()).toContain('送到了1种，还有1种在找');
    expect((await who.submit(`/desk/medicine/requests/${id}/delivery`)).status).toBe(409);
    await found(who, id, pill?.['id'], 'bought');
    expect(await told()).toContain('送到了1种，配到了1种正要送');
    await did(who, `/requests/${id}/delivery`);
    expect(await request(id)).toMatchObject({ state: 'delivered' });
    expect(await told()).toContain('送到了2种');
  });

  test('tapped by two at once is one', async () => {
    const { id } = await asked();
    const who = await runner();
    for (const item of await itemsOf(id)) await found(who, id, item['id'], 'bought');
    const answers = await Promise.all([1, 2, 3].map(() => who.submit(`/desk/medicine/requests/${id}/delivery`)));
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409, 409]);
    expect((await deedsOf(id)).filter((deed) => deed === 'delivered')).toHaveLength(1);
  });
});
