import { beforeEach, describe, expect, test } from 'vitest';
import { SLOT_KINDS } from '../../domain/slot.ts';
import { zhCN as words } from '../../domain/words/index.ts';
import { portal } from '../../worker/app.ts';
import { SECURITY_HEADERS } from '../../worker/headers.ts';
import { pills } from '../records/town.ts';
import { failing, machine, person, PUBLIC, RICE, send } from './machine.ts';
import { forget, logOf, rows } from './portal.ts';

beforeEach(forget);

describe('a portal on a machine behind a proxy', () => {
  test('takes forms from its public address, and has no limit of its own', async () => {
    const answer = await send(RICE, person);
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toMatch(/^\/r\/ju\/\w{12}\?new=1$/);
    expect(await rows('signups')).toHaveLength(1);
  });

  test('takes none from an address that only looks like it', async () => {
    for (const origin of ['https://town.example.evil', 'http://town.example', 'https://town.example:8443', 'null']) {
      expect((await send(RICE, person, machine, origin)).status).toBe(403);
    }
  });
});

test('a service that is paused says why, and whom to call', async () => {
  const { drugs: _, ...fields } = pills(1);
  const answer = await send('/requests/ju/paused/medicine', fields);
  expect(answer.status).toBe(409);
  const page = await answer.text();
  expect(page).toContain(words.asking.paused('今天没有车'));
  expect(page).toContain('02155550100');
});

test.each(SLOT_KINDS)('before its sign-up opens a form for a %s is kept, told when, and costs the database nothing', async (kind) => {
  const answer = await send(`/signups/ju/early/${kind}/rice`, person, failing('nobody may ask'));
  expect(answer.status).toBe(409);
  const page = await answer.text();
  expect(page).toContain(words.asking.early('1月1日 08:00'));
  expect(page).toContain('王秀英');
  expect(await rows('signups')).toHaveLength(0);
});

describe('a database', () => {
  test.each([
    'D1_ERROR: D1 DB is overloaded. Too many requests queued.',
    'Network connection lost.',
    'D1_ERROR: D1 DB storage operation exceeded timeout which caused object to be reset.',
  ])('that says "%s" is busy: the form is kept', async (message) => {
    const answer = await send(RICE, person, failing(message));
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('20');
    expect(await answer.text()).toContain('王秀英');
  });

  test('that breaks in another way is a fault, of which neither answer nor log tells more than its name', async () => {
    let text = '';
    const log = await logOf(async () => {
      const answer = await send(RICE, person, failing('a secret of the inside'));
      expect(answer.status).toBe(500);
      text = await answer.text();
    });
    expect(text).toContain(words.asking.failed);
    expect(text + log).not.toContain('secret');
    expect(log).toContain('"error":"Error"');
  });
});

test('a page that can’t be drawn is a sentence, with the headers of every other answer', async () => {
  const broken = portal({ render: async () => Promise.reject(new TypeError('no page')) });
  const answer = await send(RICE, { ...person, name: '' }, machine, PUBLIC, broken);
  expect(answer.status).toBe(500);
  expect(await answer.text()).toBe(words.asking.failed);
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) expect(answer.headers.get(name)).toBe(value);
});

test('secrets that are missing are a fault of the portal, not of the form', async () => {
  const answer = await send(RICE, person, { ...machine, SEAL_KEYS: '', LOOKUP_KEY: '' });
  expect(answer.status).toBe(500);
});
