import { beforeEach, describe, expect, test } from 'vitest';
import { instant } from '../../domain/clock.ts';
import { zhCN as words } from '../../domain/words/index.ts';
import { call, count, forget, get, receiptOf, rows, submit } from './portal.ts';
import { granny, insulin, MEDICINE, RIDE, ride } from './residents.ts';

beforeEach(forget);

describe('asking for insulin that lasts two days', () => {
  test('is urgent, due today, and names the number to call now', async () => {
    const receipt = await get(receiptOf(await submit(MEDICINE, insulin)));
    const page = await receipt.text();
    expect(page).toContain(words.status.request.received);
    expect(page).toContain('tel:02155550101');
    const [row] = await rows('requests');
    expect(row).toMatchObject({ urgent: 1, days_left: 2, team: 'medicine', state: 'received', for_other: 0 });
    expect(row).toMatchObject({ queues: '["common","special"]', due_at: instant('2022-04-16', '24:00') });
  });

  test('goes to two teams, drug by drug, without a drug in plain', async () => {
    await submit(MEDICINE, insulin);
    const items = await rows('items', '1 = 1 order by seq');
    expect(items).toMatchObject([
      { seq: 0, queue: 'special', days: 2, state: 'open' },
      { seq: 1, queue: 'common', days: 9, state: 'open' },
    ]);
    const stored = JSON.stringify([items, await rows('requests'), await rows('events')]);
    for (const word of ['门冬', '氨氯', '毫升', granny.name, granny.phone]) expect(stored).not.toContain(word);
  });

  test('a resident who knows better says so: the team follows her word', async () => {
    await submit(MEDICINE, { ...insulin, 'drugs.1.queue': 'special' });
    expect(await rows('items')).toMatchObject([{ queue: 'special' }, { queue: 'special' }]);
  });

  test('with drugs for nine days is promised in two working days, over a weekend that is worked', async () => {
    await submit(MEDICINE, { ...insulin, 'drugs.0.days': '9' });
    expect(await rows('requests')).toMatchObject([{ urgent: 0, days_left: 9, due_at: instant('2022-04-18', '24:00') }]);
  });

  test.each([
    [
      'no drug at all',
      {
        'drugs.0.name': '',
        'drugs.0.strength': '',
        'drugs.0.amount': '',
        'drugs.0.days': '',
        'drugs.1.name': '',
        'drugs.1.amount': '',
        'drugs.1.days': '',
      },
      words.asking.noDrug,
    ],
    ['a drug without its days', { 'drugs.1.days': '' }, words.errors.required(words.asking.days)],
    ['no consent to health data', { health: '' }, words.asking.healthNeeded],
    ['no word about the card', { card: '' }, words.errors.choose(words.asking.card)],
    ['somebody else and no relation', { for: 'other', agreed: 'yes' }, words.errors.required(words.asking.relation)],
    ['somebody else who has not agreed', { for: 'other', relation: '女儿' }, words.asking.otherAgreesNeeded],
  ])('with %s is refused, and everything typed is kept', async (_, wrong, sentence) => {
    const answer = await submit(MEDICINE, { ...insulin, ...wrong });
    expect(answer.status).toBe(422);
    const page = await answer.text();
    expect(page).toContain(sentence);
    for (const typed of [granny.name, granny.phone]) expect(page).toContain(typed);
    if (!('drugs.0.name' in wrong)) expect(page).toContain('门冬胰岛素');
    expect(await count('requests')).toBe(0);
  });

  test('ten drugs go in, an eleventh does not', async () => {
    const drugs = (number: number) =>
      Object.fromEntries(
        Array.from({ length: number }, (_, at) => [
          [`drugs.${at}.name`, `缬沙坦${at}`],
          [`drugs.${at}.amount`, '1'],
          [`drugs.${at}.days`, '5'],
        ]).flat(),
      );
    const { 'drugs.0.strength': _, ...rest } = insulin;
    expect((await submit(MEDICINE, { ...rest, ...drugs(10) })).status).toBe(303);
    expect(await count('items')).toBe(10);
    const eleven = await submit(MEDICINE, { ...rest, ...drugs(11) });
    expect(eleven.status).toBe(422);
    expect(await eleven.text()).toContain(words.asking.tooManyDrugs);
  });

  test('in JSON drugs may be a list', async () => {
    const { 'drugs.0.name': _, ...rest } = insulin;
    const fields = Object.fromEntries(Object.entries(rest).filter(([name]) => !name.startsWith('drugs.')));
    const answer = await call(MEDICINE, { ...fields, drugs: [{ name: '二甲双胍', amount: 2, days: 1 }] });
    expect(answer.status).toBe(201);
    expect(await answer.json()).toMatchObject({
      state: 'received',
      receipt: { urgent: true, call: { phone: '02155550101' }, title: '配药' },
    });
    expect(await rows('items')).toMatchObject([{ queue: 'common', days: 1 }]);
  });
});

describe('asking for a ride', () => {
  test('for a neighbour who agreed is kept with the team that drives', async () => {
    const receipt = await get(receiptOf(await submit(RIDE, ride)));
    expect(await receipt.text()).toContain('就医接送');
    expect(await rows('requests')).toMatchObject([
      { team: 'transport', urgent: 0, for_other: 1, days_left: null, queues: '[]', due_at: instant('2022-04-17', '24:00') },
    ]);
    expect(await count('items')).toBe(0);
  });

  test('to a birth is urgent, and says to call 120', async () => {
    const page = await (await get(receiptOf(await submit(RIDE, { ...ride, 'q-reason': '临产' })))).text();
    expect(page).toContain('tel:120');
    expect(await rows('requests')).toMatchObject([{ urgent: 1, due_at: instant('2022-04-16', '24:00') }]);
  });

  test('with an answer that is none of the choices is refused', async () => {
    const answer = await submit(RIDE, { ...ride, 'q-walking': '飞' });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain('三楼没有电梯');
  });
});

test('a reload inside WeChat leads back to the form', async () => {
  expect((await get(MEDICINE)).headers.get('location')).toBe('/chenjiaxiang/yanjie/services/medicine/');
});

test('a service that the committee does not have is a sorry page', async () => {
  expect((await submit('/requests/chenjiaxiang/yanjie/haircut', insulin)).status).toBe(404);
});
