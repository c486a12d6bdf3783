import { beforeEach, describe, expect, test } from 'vitest';
import { brokenAt } from '../../worker/records/events.ts';
import type { EventRow } from '../../worker/records/events.ts';
import { zhCN } from '../../domain/words/index.ts';
import { eventsOf, family, LIST, set, signedUp, stateOf, YANJIE } from './desk-oil.ts';
import { count, forget, get, rows } from './portal.ts';
import { baker, granny, GUIDE, neighbour, teacher } from './residents.ts';
import { staff } from './staff.ts';

const { signups: words, shell } = zhCN.desk;
beforeEach(forget);

const HERE = { committee: 'chenjiaxiang' };

describe('the list', () => {
  test('shows who comes, by building and door, with the phone to call; what is on stands on the first page', async () => {
    await signedUp(granny);
    await signedUp(baker);
    await signedUp(neighbour, 's2');
    const clerk = await staff('clerk', HERE);
    const first = await (await clerk.get('/desk/signups')).text();
    expect(first).toContain(LIST);
    expect(first).toContain(words.signedUp(3, 0, 62));
    const page = await (await clerk.get(LIST)).text();
    expect(page.indexOf('沈大光')).toBeGreaterThan(0);
    expect(page.indexOf('沈大光')).toBeLessThan(page.indexOf('陈阿婆'));
    expect(page).toContain('番禺路301号 陈家');
    expect(page).toContain('tel:13800138001');
    const some = await (await clerk.get(`${LIST}?slot=s2&building=panyu-301`)).text();
    expect(some).toContain('顾明远');
    expect(some).not.toContain('陈阿婆');
  });

  test('goes on after sixty lines', async () => {
    for (let number = 0; number < 61; number++) {
      await signedUp(family(number, number < 31 ? 'panyu-301' : 'hongqiao-121'), number < 30 ? 's1' : number < 60 ? 's2' : 's3');
    }
    const clerk = await staff('clerk', HERE);
    const first = await clerk.get(LIST);
    const html = await first.text();
    expect(html.match(/id="l-/g)).toHaveLength(60);
    expect(new TextEncoder().encode(html).length).toBeLessThan(150_000);
    const second = await (await clerk.get(`${LIST}?page=2`)).text();
    expect(second.match(/id="l-/g)).toHaveLength(1);
    const all = html + second;
    for (let number = 0; number < 61; number++) expect(all).toContain(`</a> 户主${number}`);
  });

  test('shows first who cancelled so late that somebody has to be found', async () => {
    const { id } = await signedUp(teacher, 'y0416', GUIDE);
    await set('signups', "state = 'cancelled', late = 1", `id = '${id}'`);
    const clerk = await staff('clerk', HERE);
    const page = await (await clerk.get('/desk/signups/of/chenjiaxiang/yanjie/post/yindao')).text();
    expect(page).toContain(words.dropouts);
    expect(page).toContain('俞静文');
    expect(await (await clerk.get('/desk/signups')).text()).toContain(words.late(1));
  });

  test('is nobody else’s: another committee finds nothing, other roles are refused', async () => {
    const { id } = await signedUp(granny);
    const paths = [LIST, `${LIST}/ticking`, `${LIST}/sheet`, `${LIST}/entry`, `/desk/signups/${id}`, `/desk/signups/${id}/slip`];
    const stranger = await staff('lead', { committee: 'mingdu' });
    for (const path of paths) expect((await stranger.get(path)).status, path).toBe(404);
    expect((await stranger.submit(`/desk/signups/${id}/tick`, { was: 'booked', state: 'collected' })).status).toBe(404);
    for (const role of ['medicine', 'gate'] as const) {
      const other = await staff(role, HERE);
      for (const path of ['/desk/signups', ...paths]) expect((await other.get(path)).status, `${role} ${path}`).toBe(403);
    }
    expect(await stateOf(id)).toBe('booked');
  });

  test('a building head sees and ticks his own doors, and no others', async () => {
    const own = await signedUp(granny);
    const other = await signedUp(baker);
    const head = await staff('head', { ...YANJIE, building: 'panyu-301' });
    const page = await (await head.get(LIST)).text();
    expect(page).toContain('陈阿婆');
    expect(page).not.toContain('沈大光');
    expect((await head.get('/desk/signups')).status).toBe(200);
    expect(await (await head.get(`${LIST}/sheet?building=hongqiao-121`)).text()).not.toContain('沈大光');
    expect((await head.submit(`/desk/signups/${own.id}/tick`, { was: 'booked', state: 'proxied' })).status).toBe(303);
    expect((await head.submit(`/desk/signups/${other.id}/tick`, { was: 'booked', state: 'proxied' })).status).toBe(404);
    expect(await stateOf(own.id)).toBe('proxied');
    expect(await eventsOf(own.id)).toMatchObject([
      { deed: 'signed-up' },
      { deed: 'ticked', actor: 'head', from_state: 'booked', state: 'proxied' },
    ]);
  });
});

test('a volunteer who came is at his post, and has fetched nothing: on the line, the sheet, the receipt and the export', async () => {
  const { id, receipt } = await signedUp(teacher, 'y0416', GUIDE);
  const clerk = await staff('lead', HERE);
  const list = '/desk/signups/of/chenjiaxiang/yanjie/post/yindao';
  const pages = async () =>
    Promise.all(
      [
        list,
        `/desk/signups/${id}`,
        `${list}/sheet`,
        `${receipt}?resident=1`,
        '/desk/exports/chenjiaxiang/yanjie/signups-post-yindao.csv',
      ].map(async (path) => (await clerk.get(path)).text()),
    );
  const { post, supply } = zhCN.status.signup;
  for (const state of ['collected', 'absent'] as const) {
    await clerk.submit(`/desk/signups/${id}/tick`, { was: await stateOf(id).then(String), state });
    for (const page of await pages()) {
      expect(page).toContain(post[state]);
      expect(page).not.toContain(supply[state]);
    }
  }
  expect(await (await clerk.get(`${receipt}?resident=1`)).text()).toContain(zhCN.receipt.signupNext.post.absent);
});

describe('a tick', () => {
  test('is one tap, says who, and is taken back by another', async () => {
    const { id, receipt } = await signedUp(granny);
    const clerk = await staff('clerk', HERE);
    const answer = await clerk.submit(`/desk/signups/${id}/tick`, { was: 'booked', state: 'collected', back: `${LIST}?slot=s1` });
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe(`${LIST}?slot=s1&said=u-ticked#l-${id}`);
    expect(await (await get(receipt)).text()).toContain(zhCN.status.signup.supply.collected);
    await clerk.submit(`/desk/signups/${id}/tick`, { was: 'collected', state: 'collected' });
    await clerk.submit(`/desk/signups/${id}/tick`, { was: 'collected', state: 'booked' });
    const [person] = await rows('people');
    const events = await eventsOf(id);
    expect(events.map(({ deed, state, by }) => [deed, state, by])).toEqual([
      ['signed-up', 'booked', null],
      ['ticked', 'collected', person?.['id']],
      ['ticked', 'booked', person?.['id']],
    ]);
    expect(JSON.stringify(events)).not.toMatch(/陈|阿婆|13800138001/);
    const page = await (await clerk.get(`/desk/signups/${id}`)).text();
    expect(page).toContain('贺小真');
    expect(page).toContain(words.deeds.ticked);
  });

  test('of ten at once is one, and the chain holds', async () => {
    const { id } = await signedUp(granny);
    const clerks = await Promise.all(Array.from({ length: 10 }, () => staff('clerk', HERE)));
    const states = ['collected', 'proxied', 'absent', 'refused', 'collected'];
    const answers = await Promise.all(
      clerks.map((clerk, at) => clerk.submit(`/desk/signups/${id}/tick`, { was: 'booked', state: states[at % 5] ?? '' })),
    );
    const state = await stateOf(id);
    const events = await eventsOf(id);
    expect(events.map(({ deed }) => deed)).toEqual(['signed-up', 'ticked']);
    expect(events[1]?.['state']).toBe(state);
    for (const [at, answer] of answers.entries()) expect(answer.status, String(at)).toBe(states[at % 5] === state ? 303 : 409);
    const chain = events.map((row) => ({
      ...row,
      recordKind: row['record_kind'],
      recordId: row['record_id'],
      fromState: row['from_state'],
      prevHash: row['prev_hash'],
      detail: JSON.parse(String(row['detail'])),
    }));
    const bare = chain.map(({ record_kind, record_id, from_state, prev_hash, ...row }: Record<string, unknown>) => row);
    expect(await brokenAt(bare as unknown as EventRow[])).toBeUndefined();
  });

  test('is not taken back where the slot has filled, or the household has come again', async () => {
    const gone = await signedUp(granny, 's3');
    const clerk = await staff('clerk', HERE);
    const tick = (id: string, was: string, state: string) => clerk.submit(`/desk/signups/${id}/tick`, { was, state });
    await tick(gone.id, 'booked', 'absent');
    await signedUp(granny, 's1');
    const again = await tick(gone.id, 'absent', 'booked');
    expect(again.status).toBe(409);
    expect(await again.text()).toContain(words.again);
    await forget();
    const clerkToo = await staff('clerk', HERE);
    const late = await signedUp(granny, 's3');
    await clerkToo.submit(`/desk/signups/${late.id}/tick`, { was: 'booked', state: 'refused' });
    await signedUp(neighbour, 's3');
    await signedUp(baker, 's3');
    const full = await clerkToo.submit(`/desk/signups/${late.id}/tick`, { was: 'refused', state: 'booked' });
    expect(full.status).toBe(409);
    expect(await full.text()).toContain(words.full);
    // What was handed over in the end was handed over.
    expect((await clerkToo.submit(`/desk/signups/${late.id}/tick`, { was: 'refused', state: 'collected' })).status).toBe(303);
    expect(await stateOf(late.id)).toBe('collected');
  });

  test('leads nowhere but back to a list', async () => {
    const { id } = await signedUp(granny);
    const clerk = await staff('clerk', HERE);
    const answer = await clerk.submit(`/desk/signups/${id}/tick`, { was: 'booked', state: 'absent', back: '//elsewhere.example/' });
    expect(answer.headers.get('location')).toBe(`/desk/signups/${id}?said=u-ticked#l-${id}`);
    expect((await clerk.submit(`/desk/signups/${id}/tick`, { was: 'absent', state: 'stolen' })).status).toBe(400);
    expect(await (await clerk.get(`/desk/signups/${id}?said=u-ticked`)).text()).toContain(shell.said['u-ticked']);
  });
});

test('cancelling for somebody who called frees the place, and says who did it', async () => {
  const { id } = await signedUp(granny);
  const clerk = await staff('clerk', HERE);
  expect((await clerk.submit(`/desk/signups/${id}/cancellation`)).status).toBe(303);
  expect(await eventsOf(id)).toMatchObject([{}, { deed: 'cancelled', actor: 'staff' }]);
  expect(await rows('slots')).toMatchObject([{ taken: 0 }]);
  expect((await clerk.submit(`/desk/signups/${id}/cancellation`)).status).toBe(303);
  expect(await eventsOf(id)).toHaveLength(2);
  expect(await count('signups')).toBe(1);
});

test('a slip shows the code again, and says so', async () => {
  const { id, receipt } = await signedUp(granny);
  const clerk = await staff('clerk', HERE);
  const page = await (await clerk.get(`/desk/signups/${id}/slip`)).text();
  expect(page.replaceAll('-', '')).toContain(receipt.split('/').at(-1) ?? 'none');
  expect(page).not.toContain('陈阿婆');
  expect(await eventsOf(id)).toMatchObject([{}, { deed: 'code-shown', actor: 'staff' }]);
});

test('a receipt’s QR opens the line for whoever may see it, and the receipt for everybody else', async () => {
  const { id, receipt } = await signedUp(granny);
  const scan = async (person: Awaited<ReturnType<typeof staff>>, path = receipt) => (await person.get(path)).headers.get('location');
  expect(await scan(await staff('clerk', HERE))).toBe(`/desk/signups/${id}`);
  expect(await scan(await staff('gate', HERE))).toBe(`/desk/gate/${id}`);
  expect(await scan(await staff('clerk', HERE), `${receipt}?resident=1`)).toBeNull();
  for (const person of [await staff('medicine', HERE), await staff('lead', { committee: 'mingdu' })]) {
    const answer = await person.get(receipt);
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain(zhCN.status.signup.supply.booked);
  }
  const taken = await staff('clerk', HERE);
  await set('grants', 'revoked_at = 1');
  expect((await taken.get(receipt)).status).toBe(200);
  expect((await get(receipt)).status).toBe(200);
});
