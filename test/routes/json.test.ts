import { beforeEach, expect, test } from 'vitest';
import * as z from 'zod';
import { zhCN as words } from '../../domain/words/index.ts';
import { errorBody, receiptBody, slotsBody } from '../../domain/api/bodies.ts';
import { call, forget, get, submit } from './portal.ts';
import { baker, granny, insulin, MEDICINE, neighbour, OIL } from './residents.ts';

beforeEach(forget);

const asJson = { accept: 'application/json' };

test('a sign-up is 201 with the receipt, its address and the places left', async () => {
  const answer = await call(OIL, { ...granny, slot: 's1' });
  expect(answer.status).toBe(201);
  const body = receiptBody.strict().parse(await answer.json());
  expect(body).toMatchObject({
    state: 'booked',
    left: 29,
    receipt: { kind: 'signup', title: '4月17日食用油', can: { cancel: true, correct: true, erase: true } },
  });
  const receipt = await get(new URL(body.url).pathname, asJson);
  expect(receiptBody.strict().parse(await receipt.json()).receipt).toEqual(body.receipt);
});

test('a form that asks for JSON is answered in JSON', async () => {
  const answer = await submit(MEDICINE, insulin, asJson);
  expect(answer.status).toBe(201);
  expect(receiptBody.strict().parse(await answer.json())).toMatchObject({ receipt: { urgent: true, call: { name: '配药热线（急用）' } } });
});

test('what is wrong is told field by field', async () => {
  const answer = await call(OIL, { slot: 's1', building: 'panyu-301' });
  expect(answer.status).toBe(422);
  expect(errorBody.strict().parse(await answer.json()).error.fields).toEqual({
    name: words.errors.required(words.asking.name),
    phone: words.errors.required(words.asking.phone),
    family: words.errors.required(words.places.family),
  });
});

test('a slot that is full is 409 with whom to call', async () => {
  for (const one of [granny, neighbour]) await call(OIL, { ...one, slot: 's3' });
  const answer = await call(OIL, { ...baker, slot: 's3' });
  expect(answer.status).toBe(409);
  const { error } = errorBody.strict().parse(await answer.json());
  expect(error.message).toContain(words.asking.full);
  expect(error.phones?.length).toBeGreaterThan(0);
});

test('places left are told for every slot of a compound that wants a sign-up', async () => {
  await call(OIL, { ...granny, slot: 's1' });
  const answer = await get('/api/slots/chenjiaxiang/yanjie');
  const { slots } = slotsBody.strict().parse(await answer.json());
  expect(slots).toMatchObject({
    'supply/oil-0417/s1': { capacity: 30, left: 29, closed: false },
    'supply/oil-0417/s3': { capacity: 2, left: 2, closed: false },
    'post/yindao/y0416': { capacity: 4, left: 4, closed: false },
  });
});

test('the document describes every route, and its schemas are whole', async () => {
  const document: { openapi: string; paths: object; components: { schemas: Record<string, object> } } = await (
    await get('/api/openapi.json')
  ).json();
  expect(document.openapi).toBe('3.1.0');
  expect(Object.keys(document.paths)).toEqual(
    expect.arrayContaining([
      '/signups/{committee}/{compound}/{kind}/{of}',
      '/requests/{committee}/{compound}/{service}',
      '/r/{committee}/{code}',
      '/api/slots/{committee}/{compound}',
    ]),
  );
  for (const reference of JSON.stringify(document).match(/#\/components\/schemas\/\w+/g) ?? []) {
    expect(Object.keys(document.components.schemas)).toContain(reference.split('/').at(-1));
  }
  const text = JSON.stringify(document.components.schemas['Signup']);
  for (const field of ['slot', 'name', 'phone', 'building', 'unit', 'family', 'house', 'bed', 'key']) expect(text).toContain(`"${field}"`);
  expect(JSON.stringify(document.components.schemas['MedicineRequest'])).toContain('"drugs"');
});

test('health is a word', async () => {
  expect(await (await get('/api/health')).json()).toEqual({ ok: true });
});

test('an error body is what the document says', () => {
  expect(z.toJSONSchema(errorBody)).toMatchObject({ properties: { error: { required: ['message'] } } });
});
