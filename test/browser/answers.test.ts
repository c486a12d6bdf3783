import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { faultsOf } from '../site/validator.ts';
import { type Portal, startPortal } from './portal.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await startPortal();
}, 60_000);
afterAll(() => portal?.stop());

const post = (path: string, fields: Record<string, string>) =>
  fetch(`${portal.url}${path}`, { method: 'POST', body: new URLSearchParams(fields), headers: { origin: portal.url }, redirect: 'manual' });

const OIL = { slot: 's1', name: '冯先生', phone: '13800138000', building: 'hongqiao-121', family: '冯' };

test('every answer is valid HTML: faults, a receipt, a correction, a refusal', async () => {
  const made = await post('/signups/chenjiaxiang/yanjie/supply/oil-0417', OIL);
  expect(made.status).toBe(303);
  const receipt = new URL(made.headers.get('location') ?? '', portal.url).pathname;
  const answers = {
    'sign-up with faults': await post('/signups/chenjiaxiang/yanjie/supply/oil-0417', {}),
    'medicine with faults': await post('/requests/chenjiaxiang/yanjie/medicine', { 'drugs.3.name': '胰岛素' }),
    'ride with faults': await post('/requests/chenjiaxiang/yanjie/hospital-ride', {}),
    'signed up already': await post('/signups/chenjiaxiang/yanjie/supply/oil-0417', { ...OIL, slot: 's2', name: '冯太太' }),
    receipt: await fetch(portal.url + receipt),
    'wrong digits': await post(`${receipt}/cancellation`, { four: '1234' }),
    correction: await post(`${receipt}/correction-form`, { four: '8000' }),
    'no such receipt': await fetch(`${portal.url}/r/chenjiaxiang/ABCDEFGHJKLM`),
  };
  const faults: string[] = [];
  const statuses: Record<string, number> = {};
  for (const [name, answer] of Object.entries(answers)) {
    statuses[name] = answer.status;
    faults.push(...(await faultsOf(name, await answer.text())));
  }
  expect(faults).toEqual([]);
  expect(statuses).toMatchObject({
    'sign-up with faults': 422,
    'medicine with faults': 422,
    'signed up already': 409,
    receipt: 200,
    correction: 200,
    'no such receipt': 404,
  });
});

test('the database console is off, and nothing of the machine is served', async () => {
  for (const path of [
    '/cdn-cgi/explorer/',
    '/cdn-cgi/explorer/api/d1/database',
    '/.dev.vars',
    '/.local/secrets.env',
    '/wrangler.json',
    '/server/entry.mjs',
    '/__scheduled',
  ]) {
    const answer = await fetch(portal.url + path);
    const text = await answer.text();
    expect(text, path).not.toMatch(/SEAL_KEYS|LOOKUP_KEY|sqlite|"uuid"|CREATE TABLE/i);
    expect(answer.status, path).toBeGreaterThanOrEqual(400);
  }
});

/** Command lines of the processes that run on this data: they name it, or were given it by their environment. */
const processesOn = (data: string): string[] =>
  readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((pid) => {
      try {
        const [command, settings] = [readFileSync(`/proc/${pid}/cmdline`, 'utf8'), readFileSync(`/proc/${pid}/environ`, 'utf8')];
        return (command + settings).includes(data) ? [command] : [];
      } catch {
        return []; // it ended meanwhile
      }
    });

test('Ctrl-C leaves no process behind, and the next start has the data', async () => {
  const first = await startPortal();
  const made = await fetch(`${first.url}/signups/chenjiaxiang/yanjie/supply/oil-0417`, {
    method: 'POST',
    body: new URLSearchParams(OIL),
    headers: { origin: first.url },
    redirect: 'manual',
  });
  const receipt = new URL(made.headers.get('location') ?? '', first.url).pathname;
  expect(processesOn(first.data).length).toBeGreaterThan(0);
  await first.stop(true);
  expect(processesOn(first.data)).toEqual([]);
  await expect(fetch(first.url)).rejects.toThrow();
  const second = await startPortal({ data: first.data });
  const answer = await fetch(second.url + receipt);
  await second.stop();
  expect(answer.status).toBe(200);
  expect(await answer.text()).toContain('已登记');
}, 60_000);
