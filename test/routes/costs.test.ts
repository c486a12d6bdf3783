import { beforeEach, expect, test } from 'vitest';
import { COSTS } from '../../worker/city/costs.ts';
import { pills } from '../records/town.ts';
import { app, person, PUBLIC, RICE, send } from './machine.ts';
import { metered } from './metered.ts';
import { forget, receiptOf } from './portal.ts';

beforeEach(forget);

// What a city is planned with is what the code really asks of a database.
test('a sign-up, its receipt, the places left and a request cost what is planned with', async () => {
  const { trips, bindings } = metered();
  const receipt = receiptOf(await send(RICE, person, bindings));
  expect(trips.splice(0)).toEqual(COSTS.signUp);
  expect((await app.request(`${PUBLIC}${receipt}?new=1`, {}, bindings)).status).toBe(200);
  expect(trips.splice(0)).toEqual(COSTS.receipt);
  expect((await app.request(`${PUBLIC}/api/slots/ju/yuan`, {}, bindings)).status).toBe(200);
  expect(trips.splice(0)).toEqual(COSTS.places);
  const { drugs: _, ...fields } = pills(1);
  const drug = { 'drugs.0.name': '胰岛素', 'drugs.0.amount': '1', 'drugs.0.days': '2' };
  expect((await send('/requests/ju/yuan/medicine', { ...fields, ...drug }, bindings)).status).toBe(303);
  expect(trips.splice(0)).toEqual(COSTS.request);
});
