import { beforeEach, describe, expect, test } from 'vitest';
import { zhCN as words } from '../../domain/words/index.ts';
import { count, forget, get, receiptOf, rows, submit } from './portal.ts';
import { baker, GUIDE, granny, neighbour, OIL, teacher } from './residents.ts';

beforeEach(forget);

const left = async (slot: string): Promise<number> => {
  const answer: { slots: Record<string, { left: number }> } = await (await get('/api/slots/chenjiaxiang/yanjie')).json();
  return answer.slots[slot]?.left ?? Number.NaN;
};

describe('signing up for oil', () => {
  test('Granny Chen is led to her receipt, which tells her what is left', async () => {
    const answer = await submit(OIL, { ...granny, slot: 's1' });
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toMatch(/^\/r\/chenjiaxiang\/[A-HJ-NP-Z2-9]{12}\?new=1$/);
    const receipt = await get(answer.headers.get('location') ?? '');
    expect(receipt.status).toBe(200);
    const page = await receipt.text();
    expect(page).toContain(words.status.signup.supply.booked);
    expect(page).toContain(words.receipt.left(29));
    expect(await left('supply/oil-0417/s1')).toBe(29);
  });

  test('a receipt opened later does not count places any more', async () => {
    const receipt = receiptOf(await submit(OIL, { ...granny, slot: 's1' }));
    expect(await (await get(receipt)).text()).not.toContain('还剩');
  });

  test('her family has one turn, whichever slot and however she writes her name', async () => {
    await submit(OIL, { ...granny, slot: 's1' });
    const again = await submit(OIL, { ...granny, name: '陈婆婆', family: '陈家', slot: 's2' });
    expect(again.status).toBe(409);
    const page = await again.text();
    expect(page).toContain(words.asking.already);
    expect(page).toContain('tel:');
    expect(await count('signups')).toBe(1);
  });

  test('another family behind the same door has its own', async () => {
    await submit(OIL, { ...granny, slot: 's1' });
    expect((await submit(OIL, { ...neighbour, slot: 's1' })).status).toBe(303);
  });

  test('the last place goes once; who comes after keeps what was typed and sees what is left', async () => {
    for (const one of [granny, neighbour]) expect((await submit(OIL, { ...one, slot: 's3' })).status).toBe(303);
    const full = await submit(OIL, { ...baker, slot: 's3' });
    expect(full.status).toBe(409);
    const page = await full.text();
    expect(page).toContain(words.asking.full);
    expect(page).toContain(words.reading.left(0));
    expect(page).toContain(words.reading.left(30));
    expect(page).toContain('沈大光');
    expect(await left('supply/oil-0417/s3')).toBe(0);
  });

  test.each([
    ['no name', { name: '' }, 422, words.errors.required(words.asking.name)],
    ['a phone with a digit too few', { phone: '1380013800' }, 422, words.errors.phone],
    ['a building of another street', { building: 'nanjing-1' }, 422, words.places.noSuchBuilding(words.places.building.street)],
    ['a slot that was never there', { slot: 's9' }, 422, words.asking.noSlot],
    ['no slot', { slot: '' }, 422, words.errors.choose(words.asking.slot)],
  ])('with %s nothing is stored and everything typed is kept', async (_, wrong, status, sentence) => {
    const answer = await submit(OIL, { ...teacher, slot: 's1', key: 'k'.repeat(32), ...wrong });
    expect(answer.status).toBe(status);
    const page = await answer.text();
    expect(page).toContain(sentence);
    for (const typed of Object.values({ ...teacher, ...wrong }).filter((value) => value && !/[a-z]/.test(value)))
      expect(page).toContain(typed);
    expect(page).toContain('k'.repeat(32));
    expect(await count('signups')).toBe(0);
    expect(await count('receipts')).toBe(0);
  });

  test('a reload inside WeChat leads back to the form', async () => {
    const answer = await get(OIL);
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe('/chenjiaxiang/yanjie/supplies/oil-0417/');
  });

  test.each([
    '/signups/chenjiaxiang/yanjie/supply/gold-0417',
    '/signups/chenjiaxiang/nowhere/supply/oil-0417',
    '/signups/chenjiaxiang/yanjie/theft/oil-0417',
  ])('%s is nothing to sign up for', async (path) => {
    const answer = await submit(path, { ...granny, slot: 's1' });
    expect(answer.status).toBe(404);
    expect(await answer.text()).toContain('tel:');
  });

  test('a path that climbs out of the catalogue finds nothing', async () => {
    for (const path of [
      '/signups/..%2f..%2fr/yanjie/supply/oil-0417',
      '/signups/chenjiaxiang/%2e%2e%2ftown/supply/oil-0417',
      '/api/slots/%2e%2e/town',
    ]) {
      expect((await (path.startsWith('/api') ? get(path) : submit(path, { ...granny, slot: 's1' }))).status).toBe(404);
    }
  });
});

describe('signing up for a shift', () => {
  test('a phone holds one place in a shift, whatever door it gives', async () => {
    expect((await submit(GUIDE, { ...teacher, slot: 'y0416' })).status).toBe(303);
    const again = await submit(GUIDE, { ...baker, phone: teacher.phone, slot: 'y0416' });
    expect(again.status).toBe(409);
    expect(await again.text()).toContain(words.asking.alreadyVolunteer);
    expect((await submit(GUIDE, { ...teacher, slot: 'y0418' })).status).toBe(303);
  });

  test('two of one household may both help', async () => {
    expect((await submit(GUIDE, { ...teacher, slot: 'y0416' })).status).toBe(303);
    expect((await submit(GUIDE, { ...teacher, name: '俞小弟', phone: '13800138005', slot: 'y0416' })).status).toBe(303);
  });
});

test('what is stored says whose it is and holds no plain word of the person', async () => {
  await submit(OIL, { ...granny, slot: 's1' });
  const [row] = await rows('signups');
  expect(row).toMatchObject({
    town: '小喇叭示范镇',
    committee: 'chenjiaxiang',
    compound: 'yanjie',
    slot_key: 'supply/oil-0417/s1',
    building: 'panyu-301',
    state: 'booked',
  });
  expect(row).toMatchObject({ actor: 'resident', source: 'web', entered_by: null, key_id: 'new' });
  const stored = JSON.stringify(await Promise.all(['signups', 'receipts', 'events', 'slots'].map((table) => rows(table))));
  for (const word of [granny.name, granny.phone, '陈']) expect(stored).not.toContain(word);
});
