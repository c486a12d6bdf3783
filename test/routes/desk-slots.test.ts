import { beforeEach, describe, expect, test } from 'vitest';
import { zhCN } from '../../domain/words/index.ts';
import { eventsOf, family, LIST, SLOTS, set, signedUp } from './desk-oil.ts';
import { forget, get, rows, submit } from './portal.ts';
import { baker, GUIDE, granny, neighbour, OIL, teacher } from './residents.ts';
import { type Staff, staff } from './staff.ts';

const { signups: words, shell } = zhCN.desk;
beforeEach(forget);

const HERE = { committee: 'chenjiaxiang' };
const SLOT_NAME = 'chenjiaxiang/yanjie/supply/oil-0417/s3';
const adjust = (person: Staff, fields: Record<string, string>) =>
  person.submit(`${SLOTS}/s3/adjustment`, { closed: 'no', places: '2', was: '0:0', note: '', ...fields });

describe('a slot', () => {
  test('gets more places, closes and opens; each is an event that names nobody', async () => {
    const clerk = await staff('clerk', HERE);
    const before = (await eventsOf(SLOT_NAME)).length;
    expect((await adjust(clerk, { places: '５', note: '又来了三箱' })).headers.get('location')).toBe(`${SLOTS}/s3?said=u-adjusted`);
    expect((await adjust(clerk, { places: '5', closed: 'yes', was: '0:3', note: '下雨' })).status).toBe(303);
    expect(await rows('adjustments')).toMatchObject([{ slot_key: 'supply/oil-0417/s3', closed: 1, places: 3, note: '下雨' }]);
    const events = (await eventsOf(SLOT_NAME)).slice(before);
    const [person] = await rows('people');
    expect(events).toMatchObject([{ deed: 'adjusted', by: person?.['id'] }, { deed: 'adjusted' }]);
    expect(events.map(({ detail }) => JSON.parse(String(detail)))).toEqual([
      { closed: false, places: 3, noted: true },
      { closed: true, places: 3, noted: true },
    ]);
    const page = await (await clerk.get(`${SLOTS}/s3`)).text();
    expect(page).toContain(words.isClosed);
    expect(page).toContain('下雨');
    expect(page).toContain('贺小真');
    expect(await (await clerk.get(SLOTS)).text()).toContain(words.room(0, 5));
  });

  test('of two who change it at once one is told to look again', async () => {
    const clerk = await staff('clerk', HERE);
    await adjust(clerk, { places: '4' });
    const answers = await Promise.all(['6', '8'].map((places) => adjust(clerk, { places, was: '0:2' })));
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409]);
    const late = await adjust(clerk, { places: '9' });
    expect(late.status).toBe(409);
    expect(await late.text()).toContain(shell.overtaken);
  });

  test('takes no nonsense, and nothing from a building head or another committee', async () => {
    const clerk = await staff('clerk', HERE);
    const wrong = await adjust(clerk, { places: '很多' });
    expect(wrong.status).toBe(422);
    expect(await wrong.text()).toContain(zhCN.errors.count(words.places, 0, 5000));
    expect((await clerk.submit(`${SLOTS}/s9/adjustment`, { closed: 'yes', places: '1', was: '0:0' })).status).toBe(404);
    expect((await adjust(await staff('clerk', { committee: 'mingdu' }), {})).status).toBe(404);
    expect((await adjust(await staff('clerk', { ...HERE, compound: 'yanjie', building: 'panyu-301' }), {})).status).toBe(404);
    for (const role of ['head', 'gate', 'medicine'] as const) expect((await adjust(await staff(role, HERE), {})).status).toBe(403);
    expect(await rows('adjustments')).toHaveLength(0);
  });
});

// Git moved a slot: what the sign-ups were told is another time than the sheet's.
const OLD = `slot_words = json_set(slot_words, '$.startsAt', json_extract(slot_words, '$.startsAt') - 3600000, '$.place', '老地方'), slot_starts = slot_starts - 3600000`;
// Git forgot a slot: nobody can sign up for what these are in.
const GONE = `slot_key = 'supply/oil-0417/s0', slot_id = 's0', slot_words = json_set(slot_words, '$.key', 'supply/oil-0417/s0')`;

describe('a slot that moved', () => {
  test('stands on the first page until each was told; his receipt then shows the new time', async () => {
    const { id, receipt } = await signedUp(granny);
    await signedUp(neighbour);
    await set('signups', OLD);
    const clerk = await staff('clerk', HERE);
    const first = await (await clerk.get('/desk/signups')).text();
    expect(first).toContain(words.moved('', 2).slice(1));
    const page = await (await clerk.get(`${SLOTS}/s1`)).text();
    expect(page).toContain(words.untold(2));
    expect(page).toContain('老地方');
    expect(page).toContain('tel:13800138001');
    const told = () => clerk.submit(`/desk/signups/${id}/told`);
    expect((await Promise.all([told(), told()])).map(({ status }) => status)).toEqual([303, 303]);
    expect((await eventsOf(id)).map(({ deed }) => deed)).toEqual(['signed-up', 'told']);
    expect(await (await get(receipt)).text()).not.toContain('老地方');
    const after = await (await clerk.get(`${SLOTS}/s1`)).text();
    expect(after).toContain(words.untold(1));
    expect(after).not.toContain('陈阿婆');
    const calls = await (await clerk.get(`${SLOTS}/s1/calls`)).text();
    expect(calls).toContain('顾明远');
    expect(await (await clerk.get(`/desk/signups/${id}`)).text()).not.toContain('老地方');
  });
});

describe('a slot that is gone', () => {
  const move = (person: Staff, fields: Record<string, string | string[]>) => person.submit(`${SLOTS}/s0/moving`, fields);

  test('stands in red with its people, who are moved and keep their receipts', async () => {
    const { id, receipt } = await signedUp(granny);
    const other = await signedUp(neighbour);
    await set('signups', GONE);
    const clerk = await staff('clerk', HERE);
    const first = await (await clerk.get('/desk/signups')).text();
    expect(first).toContain(words.vanished('', 2).slice(1));
    expect(first).toContain(`${SLOTS}/s0`);
    expect(await (await clerk.get(`${SLOTS}/s0`)).text()).toContain(words.stranded(2));
    expect((await move(clerk, { to: 's2' })).status).toBe(422);
    expect((await move(clerk, { to: 's2', who: [id] })).headers.get('location')).toBe(`${LIST}?slot=s2&said=u-moved`);
    expect(await rows('signups', `id = '${id}'`)).toMatchObject([{ slot_key: 'supply/oil-0417/s2', slot_id: 's2', state: 'booked' }]);
    expect(await rows('signups', `id = '${other.id}'`)).toMatchObject([{ slot_id: 's0' }]);
    const [, moved] = await eventsOf(id);
    expect(moved).toMatchObject({ deed: 'moved' });
    expect(JSON.parse(String(moved?.['detail']))).toEqual({ from: 'supply/oil-0417/s0', to: 'supply/oil-0417/s2' });
    expect(await (await get(receipt)).text()).toContain('10:00–10:50');
    // The household's turn moved along.
    expect((await submit(OIL, { ...granny, slot: 's3' })).status).toBe(409);
  });

  test('never moves more people than there is room for, however many move them at once; unless it is overruled', async () => {
    for (let number = 0; number < 4; number++) await signedUp(family(number));
    await set('signups', GONE);
    const clerks = await Promise.all([staff('clerk', HERE), staff('clerk', HERE), staff('clerk', HERE)]);
    const answers = await Promise.all(clerks.map((clerk) => move(clerk, { to: 's3', all: 'yes' })));
    for (const answer of answers) expect([303, 409, 422]).toContain(answer.status);
    expect(await rows('signups', "slot_id = 's3'")).toHaveLength(2);
    expect(await rows('slots', "slot_key = 'supply/oil-0417/s3'")).toMatchObject([{ taken: 2 }]);
    const [clerk] = clerks;
    const full = await clerk?.submit(`${SLOTS}/s0/moving`, { to: 's3', all: 'yes' });
    expect(full?.status).toBe(409);
    expect(await full?.text()).toContain(words.movedSome(0, 2));
    expect((await clerk?.submit(`${SLOTS}/s0/moving`, { to: 's3', all: 'yes', overrule: 'yes' }))?.status).toBe(303);
    expect(await rows('signups', "slot_id = 's3'")).toHaveLength(4);
    expect(await rows('adjustments')).toMatchObject([{ slot_key: 'supply/oil-0417/s3', places: 2 }]);
    expect((await clerk?.get(`${SLOTS}/s0`))?.status).toBe(404);
  });

  test('is seen by the town’s lead too, before he has chosen a committee', async () => {
    await signedUp(granny);
    await set('signups', GONE);
    const lead = await staff('lead', {});
    const first = await (await lead.get('/desk/signups')).text();
    expect(first).toContain(words.vanished('', 1).slice(1));
    expect(first).not.toContain(LIST);
    const chosen = await (await lead.get('/desk/signups?committee=chenjiaxiang')).text();
    expect(chosen).toContain(LIST);
    expect(chosen).toContain(words.vanished('', 1).slice(1));
  });

  test('of a shift is moved with the phone’s turn: who is in the other shift already stays', async () => {
    await signedUp(teacher, 'y0416', GUIDE);
    await signedUp(teacher, 'y0418', GUIDE);
    await signedUp(baker, 'y0416', GUIDE);
    await set('signups', "slot_key = 'post/yindao/y0415', slot_id = 'y0415'", "slot_id = 'y0416'");
    const clerk = await staff('clerk', HERE);
    const path = '/desk/slots/chenjiaxiang/yanjie/post/yindao/y0415/moving';
    const answer = await clerk.submit(path, { to: 'y0418', all: 'yes' });
    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain(words.movedSome(1, 1));
    expect((await submit(GUIDE, { ...baker, slot: 'y0418' })).status).toBe(409);
  });
});
