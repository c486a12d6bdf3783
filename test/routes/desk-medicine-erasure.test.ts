import { env, exports } from 'cloudflare:workers';
import { beforeEach, describe, expect, test } from 'vitest';
import { zhCN } from '../../domain/words/index.ts';
import { asked, deedsOf, did, found, itemsOf, request, runner } from './medicine.ts';
import { forget, get, rows, submit } from './portal.ts';
import { staff, type Staff } from './staff.ts';

const { receipt: words, desk } = zhCN;
beforeEach(forget);

const four = '8001';
const forgetMe = async (receipt: string) => submit(`${receipt}/erasure`, { four });
const SEALED = ['requests', 'items', 'cards', 'findings', 'notes'] as const;
const sealedRows = async () => (await Promise.all(SEALED.map((table) => rows(table, 'sealed is not null')))).flat().length;

const boughtAll = async (who: Staff, id: string) => {
  for (const item of await itemsOf(id)) await found(who, id, item['id'], 'bought');
};

describe('whoever wants to be forgotten', () => {
  test('while the card is out sees it closed, and is forgotten by the deed that brings it back', async () => {
    const { id, receipt } = await asked();
    const who = await runner();
    await did(who, `/requests/${id}/card`);
    expect((await forgetMe(receipt)).headers.get('location')).toContain('done=erasure');
    const seen = await (await get(receipt)).text();
    expect(seen).toContain(words.closing);
    expect(seen).not.toContain(words.cancel.request);
    expect(await request(id)).toMatchObject({ erased_at: null, ended_at: null });
    expect(await itemsOf(id)).toMatchObject([{ state: 'cancelled' }, { state: 'cancelled' }]);
    // Who brings the card back needs the door.
    const page = await (await who.get(`/desk/medicine/requests/${id}`)).text();
    expect(page).toContain(desk.medicine.closing);
    expect(page).toContain('陈阿婆');
    const again = await forgetMe(receipt);
    expect(again.status).toBe(409);
    expect(await again.text()).toContain(words.closing);

    expect(await did(who, `/requests/${id}/card/return`, { door: '交给对门' })).toContain('said=mErased');
    expect(await request(id)).toMatchObject({
      state: 'cancelled',
      outcome: 'withdrawn',
      sealed: null,
      phone: null,
      door: null,
      building: null,
    });
    expect(await sealedRows()).toBe(0);
    expect((await request(id))['purge_at']).toBeGreaterThan(Date.now());
    expect(await (await get(receipt)).text()).toContain(words.erased);
    expect(await (await who.get(`/desk/medicine/requests/${id}`)).text()).not.toContain('陈阿婆');
  });

  test('while the bag is out too is forgotten only when both are back', async () => {
    const { id, receipt } = await asked();
    const who = await runner();
    await did(who, `/requests/${id}/card`);
    await boughtAll(who, id);
    await forgetMe(receipt);
    await did(who, `/requests/${id}/delivery`);
    expect(await request(id)).toMatchObject({ erased_at: null });
    await did(who, `/requests/${id}/card/return`);
    expect((await request(id))['erased_at']).not.toBeNull();
    expect(await deedsOf(id)).toContain('cancelled');
  });

  test('is forgotten by one tap that brings bag and card', async () => {
    const { id, receipt } = await asked();
    const who = await runner();
    await did(who, `/requests/${id}/card`);
    await boughtAll(who, id);
    await forgetMe(receipt);
    expect(await did(who, `/requests/${id}/delivery`, { card: 'back' })).toContain('said=mErased');
    expect(await sealedRows()).toBe(0);
  });

  test('while somebody is at it, and nothing is out, is forgotten at once', async () => {
    const { id, receipt } = await asked();
    await env.DB.exec("update requests set state = 'taken'");
    await forgetMe(receipt);
    expect(await request(id)).toMatchObject({ state: 'cancelled', sealed: null });
    expect((await request(id))['ended_at']).not.toBeNull();
    expect(await sealedRows()).toBe(0);
  });

  test('and whose card comes back unseen is forgotten within the hour', async () => {
    const { id, receipt } = await asked();
    const who = await runner();
    await boughtAll(who, id);
    await forgetMe(receipt);
    await exports.default.scheduled({ scheduledTime: new Date('2026-11-24T00:23:00Z') });
    expect(await request(id)).toMatchObject({ erased_at: null });
    // As if the deed that ends the custody had been another one.
    await env.DB.exec("update requests set state = 'done', ended_at = 1, purge_at = 99999999999999");
    await exports.default.scheduled({ scheduledTime: new Date('2026-11-24T00:23:00Z') });
    expect((await request(id))['erased_at']).not.toBeNull();
    expect((await rows('events', `record_id = '${id}'`)).at(-1)).toMatchObject({ deed: 'erased', actor: 'system' });
    expect(await sealedRows()).toBe(0);
  });

  test('is not asked for his drugs any more', async () => {
    const { id, receipt } = await asked();
    const who = await runner();
    await did(who, `/requests/${id}/card`);
    await forgetMe(receipt);
    const [item] = await itemsOf(id);
    expect((await found(who, id, item?.['id'], 'bought')).status).toBe(409);
    const lists = await (await who.get('/desk/medicine/lists/special')).text();
    expect(lists).not.toContain('陈阿婆');
    await did(who, '/night');
    expect(await rows('night_lines')).toHaveLength(2);
  });
});

test('a request whose card is out is never purged; one whose card is back goes with all that hangs on it', async () => {
  const { id } = await asked();
  const who = await runner();
  await did(who, `/requests/${id}/card`);
  await boughtAll(who, id);
  await did(who, `/requests/${id}/invoices`, { yuan: '1', advanced: String((await rows('people'))[0]?.['id']) });
  await did(who, '/night');
  await (await staff('clerk', {})).get('/desk');
  await env.DB.exec("update requests set state = 'done', ended_at = 1, purge_at = 1");
  await exports.default.scheduled({ scheduledTime: new Date('2026-11-24T00:23:00Z') });
  expect(await rows('requests')).toHaveLength(1);
  await did(who, `/requests/${id}/card/return`);
  await exports.default.scheduled({ scheduledTime: new Date('2026-11-24T00:23:00Z') });
  for (const table of ['requests', 'items', 'cards', 'findings', 'invoices', 'night_lines', 'receipts'])
    expect(await rows(table)).toHaveLength(0);
  expect(await rows('nights')).toHaveLength(1);
});
