import { exports } from 'cloudflare:workers';
import { beforeEach, describe, expect, test } from 'vitest';
import { zhCN as words } from '../../domain/words/index.ts';
import { SECURITY_HEADERS } from '../../worker/headers.ts';
import { call, count, encoded, forget, get, logOf, ORIGIN, receiptOf, send, submit } from './portal.ts';
import { granny, insulin, MEDICINE, OIL } from './residents.ts';

beforeEach(forget);

const form = { ...granny, slot: 's1' };

describe('a form from elsewhere', () => {
  const strange = { 'another site': 'https://evil.example', 'a sandbox': 'null', 'the same host without TLS': 'http://portal.example' };

  test.each(Object.entries(strange))('from %s is refused, as a form and as JSON', async (_, origin) => {
    for (const path of [OIL, MEDICINE, '/r/chenjiaxiang/ABCDEFGHJKLM/erasure']) {
      const plain = await submit(path, form, { origin });
      expect(plain.status).toBe(403);
      expect(await plain.text()).toContain(words.asking.foreign);
      const json = await send(path, JSON.stringify(form), { origin, 'content-type': 'application/json', accept: 'application/json' });
      expect(json.status).toBe(403);
      expect(await json.json()).toMatchObject({ error: { message: words.asking.foreign } });
    }
    expect(await count('signups')).toBe(0);
  });

  test('that names no origin is refused', async () => {
    const answer = await exports.default.fetch(ORIGIN + OIL, { method: 'POST', body: encoded(form) });
    expect(answer.status).toBe(403);
  });

  test.each(['PUT', 'PATCH', 'DELETE'])('by %s is refused too', async (method) => {
    expect((await exports.default.fetch(ORIGIN + OIL, { method, body: encoded(form) })).status).toBe(403);
  });
});

describe('a body', () => {
  const long = 'a'.repeat(17 * 1024);

  test('over 16 KB is refused with a sentence', async () => {
    for (const answer of [await submit(OIL, { ...form, note: long }), await call(OIL, { ...form, note: long })]) {
      expect(answer.status).toBe(413);
      expect(await answer.text()).toContain(words.asking.tooLarge);
    }
  });

  test('over 16 KB in pieces of unknown number is refused', async () => {
    const pieces = new ReadableStream({
      start(stream) {
        for (let piece = 0; piece < 40; piece++) stream.enqueue(new TextEncoder().encode(`note=${'b'.repeat(1000)}&`));
        stream.close();
      },
    });
    const answer = await send(OIL, pieces, { 'content-type': 'application/x-www-form-urlencoded' });
    expect(answer.status).toBe(413);
  });

  test.each(['text/plain', 'application/xml', 'application/jsonp', ''])('of type "%s" is not read', async (type) => {
    const answer = await send(OIL, new TextEncoder().encode(encoded(form).toString()), type ? { 'content-type': type } : {});
    expect(answer.status).toBe(415);
    expect(await count('signups')).toBe(0);
  });

  test.each([
    ['JSON cut short', 'application/json', '{"slot": "s1", "name": "陈'],
    ['JSON that is a list', 'application/json', '[1, 2, 3]'],
    ['JSON nested too deep', 'application/json', `{"a":${'['.repeat(7000)}${']'.repeat(7000)}}`],
    ['multipart without its boundary', 'multipart/form-data', 'slot=s1'],
    ['multipart cut short', 'multipart/form-data; boundary=x', '--x\r\nContent-Disposition: form-data; name="slot"\r\n\r\ns1'],
  ])('that is %s is unreadable, and no more', async (_, type, body) => {
    const answer = await send(OIL, body, { 'content-type': type });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain(words.asking.unreadable);
  });

  test('with a file in it is unreadable', async () => {
    const upload = new FormData();
    upload.append('name', new Blob(['x']), 'x.txt');
    expect((await send(OIL, upload)).status).toBe(400);
  });

  test('that names a field twice is put right by its sender', async () => {
    const answer = await submit(OIL, { ...form, name: ['陈阿婆', '陈婆婆'] });
    expect(answer.status).toBe(422);
  });

  test('that reaches for the machine’s own names changes nothing', async () => {
    const answer = await send(OIL, '{"__proto__": {"slot": "s1"}, "constructor": "x", "slot": "s1"}', {
      'content-type': 'application/json',
    });
    expect(answer.status).toBe(422);
    expect((await submit(OIL, { ...form, __proto__: 'x', 'constructor.prototype.name': 'y', 'drugs.0.name': 'z' })).status).toBe(303);
  });
});

describe('every answer', () => {
  test('carries the security headers, whatever it says', async () => {
    const receipt = receiptOf(await submit(OIL, form));
    const answers = [
      await get(receipt),
      await get(receipt, { accept: 'application/json' }),
      await submit(OIL, { ...form, name: '' }),
      await submit(OIL, form),
      await get(OIL),
      await get('/r/chenjiaxiang?code=x'),
      await get('/answers'),
      await get('/desk/anything'),
      await get('/api/nothing'),
      await get('/api/health'),
      await get('/api/openapi.json'),
      await get('/api/slots/chenjiaxiang/yanjie'),
      await send(OIL, 'x', { 'content-type': 'text/plain' }),
      await submit(OIL, form, { origin: 'null' }),
      await submit(`${receipt}/data`, { four: '8001' }),
    ];
    for (const { headers } of answers) {
      expect(Object.fromEntries(Object.keys(SECURITY_HEADERS).map((name) => [name, headers.get(name)]))).toEqual(SECURITY_HEADERS);
      expect(headers.get('x-robots-tag')).toBe('noindex');
      expect(headers.get('set-cookie')).toBeNull();
    }
    const kept = answers.filter(({ headers }) => headers.get('cache-control') !== 'private, no-store');
    expect(kept.map(({ headers }) => headers.get('cache-control'))).toEqual(['public, max-age=3600', 'public, max-age=8']);
  });

  test('to an address that is nobody’s is a sorry page with the town’s phone', async () => {
    for (const path of ['/answers', '/desk/anything', '/api/nothing', '/requests/chenjiaxiang', '/r']) {
      const page = await get(path);
      expect(page.status).toBe(404);
      expect(await page.text()).toContain('tel:02155550100');
      const json = await get(path, { accept: 'application/json' });
      expect(json.status).toBe(404);
      expect(await json.json()).toMatchObject({ error: { message: expect.any(String) } });
    }
  });
});

const GUESSED = {
  'a receipt': { path: '/r/chenjiaxiang/ABCDEFGHJKLM', wrong: 404, address: '203.0.113.7' },
  'an invitation': { path: '/desk/join/ABCDEFGHJKLM', wrong: 410, address: '203.0.113.8' },
};

test.each(Object.entries(GUESSED))('nobody guesses the code of %s faster than five a second', async (_, { path, wrong, address }) => {
  const here = { 'cf-connecting-ip': address };
  const statuses: number[] = [];
  // The minute may turn in the middle: then twice as many pass.
  while (!statuses.includes(429) && statuses.length < 650) {
    const calls = Array.from({ length: 50 }, () => get(path, { ...here, accept: 'application/json' }));
    statuses.push(...(await Promise.all(calls)).map(({ status }) => status));
  }
  expect(statuses.filter((status) => status === wrong).length).toBeGreaterThanOrEqual(300);
  const refused = await get(path, here);
  expect(refused.status).toBe(429);
  expect(refused.headers.get('retry-after')).toBe('60');
  expect(await refused.text()).toContain(words.asking.tooMany);
});

test('the log has one line for each request: route, status, names of fields, and nothing that anybody typed', async () => {
  let path = '';
  const log = await logOf(async () => {
    path = receiptOf(await submit(MEDICINE, insulin));
    await get(path);
    await submit(`${path}/data`, { four: '8001' });
    await submit(MEDICINE, { ...insulin, phone: '12345', 'drugs.0.days': '很多' });
  });
  expect(log.split('\n').map((line) => JSON.parse(line))).toMatchObject([
    { method: 'POST', route: '/requests/:committee/:compound/:service', status: 303 },
    { method: 'GET', route: '/r/:committee/:code', status: 200 },
    { method: 'POST', route: '/r/:committee/:code/data', status: 200 },
    { method: 'POST', status: 422, faults: expect.arrayContaining(['phone', 'drugs.0.days']) },
  ]);
  for (const word of [
    ...Object.values(insulin).filter((value) => value.length > 3 && value !== 'self' && value !== 'ready'),
    path.split('/').at(-1) ?? '',
    '8001',
    '12345',
    '很多',
  ]) {
    expect(log).not.toContain(word);
  }
});
