import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, test } from 'vitest';
import { HOUR, MINUTE } from '../../domain/clock.ts';
import { zhCN } from '../../domain/words/index.ts';
import { forget, get, logOf, rows } from './portal.ts';
import { invite, PIN, phoneWith, staff } from './staff.ts';

const { door, shell } = zhCN.desk;
beforeEach(forget);

const set = (table: string, values: string) => env.DB.prepare(`update ${table} set ${values}`).run();

describe('an invitation', () => {
  test('is opened without being used up, and enrols one phone', async () => {
    const code = await invite('clerk');
    for (let look = 0; look < 3; look++) {
      const page = await get(`/desk/join/${code}`);
      expect(page.status).toBe(200);
      expect(await page.text()).toContain(door.invited(shell.role.clerk, '名都居委会'));
    }
    const phone = phoneWith(new Map());
    const joined = await phone.submit(`/desk/join/${code}`, { pin: PIN, again: PIN });
    expect(joined.headers.get('location')).toBe('/desk');
    for (const cookie of joined.headers.getSetCookie()) {
      expect(cookie).toMatch(/^__Host-(device|session)=[0-9a-f]{64};/);
      for (const word of ['HttpOnly', 'Secure', 'SameSite=Lax', 'Path=/']) expect(cookie).toContain(word);
    }
    expect(await (await phone.get('/desk')).text()).toContain(shell.who('贺小真', shell.role.clerk, '名都居委会'));
    expect((await get(`/desk/join/${code}`)).status).toBe(410);
    expect((await phoneWith(new Map()).submit(`/desk/join/${code}`, { pin: PIN, again: PIN })).status).toBe(410);
    expect(await rows('people')).toHaveLength(1);
  });

  test('used by ten phones at once lets one in', async () => {
    const code = await invite('medicine');
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => phoneWith(new Map()).submit(`/desk/join/${code}`, { pin: PIN, again: PIN })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([303, ...Array(9).fill(410)]);
    expect(await rows('devices')).toHaveLength(1);
    expect(await rows('grants')).toHaveLength(1);
  });

  test('lasts ten minutes', async () => {
    const code = await invite('lead', {}, { at: Date.now() - 10 * MINUTE - 1 });
    const answer = await get(`/desk/join/${code}`);
    expect(answer.status).toBe(410);
    expect(await answer.text()).toContain(door.inviteGone);
  });

  test.each([
    ['12345', PIN, door.pinFair],
    ['123456', '123456', door.pinFair],
    ['888888', '888888', door.pinFair],
    [PIN, '274916', door.pinDiffers],
  ])('is not used up by a PIN like %s and %s', async (pin, again, sentence) => {
    const code = await invite('clerk');
    const answer = await phoneWith(new Map()).submit(`/desk/join/${code}`, { pin, again });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain(sentence);
    expect((await get(`/desk/join/${code}`)).status).toBe(200);
  });

  test('stores neither its code nor the key, the token or the PIN', async () => {
    const code = await invite('clerk');
    const phone = phoneWith(new Map());
    const log = await logOf(() => phone.submit(`/desk/join/${code}`, { pin: PIN, again: PIN }));
    const kept = JSON.stringify(await Promise.all(['invitations', 'devices', 'sessions', 'people', 'events'].map((table) => rows(table))));
    for (const secret of [code, PIN, '贺小真', ...phone.cookies.values()]) {
      expect(kept).not.toContain(secret);
      expect(log).not.toContain(secret);
    }
  });
});

describe('the PIN', () => {
  const locked = async () => {
    const phone = await staff('clerk');
    await phone.submit('/desk/session/end');
    return phone;
  };

  test('opens the desk again after signing out, and leads to the page that was asked for', async () => {
    const phone = await locked();
    expect(await (await phone.get('/desk')).text()).toContain(door.pin);
    const away = await phone.get('/desk/session/end');
    expect(away.status).toBe(404);
    const back = await phone.submit('/desk/session', { pin: PIN, to: '/desk/requests' });
    expect(back.headers.get('location')).toBe('/desk/requests');
    expect(await rows('sessions', 'ends_at > seen_at')).toHaveLength(1);
  });

  test.each(['https://evil.example', '//evil.example', '/desk/../r/x', '/r/mingdu/x'])('never leads to %s', async (to) => {
    const phone = await locked();
    expect((await phone.submit('/desk/session', { pin: PIN, to })).headers.get('location')).toBe('/desk');
  });

  test('has five tries, then the phone is locked even for the right one', async () => {
    const phone = await locked();
    for (const left of [4, 3, 2, 1]) {
      const wrong = await phone.submit('/desk/session', { pin: '000001' });
      expect(wrong.status).toBe(403);
      expect(await wrong.text()).toContain(door.pinWrong(left));
    }
    expect((await phone.submit('/desk/session', { pin: '000001' })).status).toBe(423);
    const right = await phone.submit('/desk/session', { pin: PIN });
    expect(right.status).toBe(423);
    expect(await right.text()).toContain(door.locked);
  });

  test('tried fifty times at once has five tries too', async () => {
    const phone = await locked();
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, at) => phone.submit('/desk/session', { pin: String(100_007 + at * 13) })),
    );
    expect(answers.filter(({ status }) => status === 403)).toHaveLength(4);
    expect(answers.filter(({ status }) => status === 423)).toHaveLength(46);
  });

  test('that is no six digits costs no try', async () => {
    const phone = await locked();
    for (const pin of ['', '12', 'abcdef', '1234567']) expect((await phone.submit('/desk/session', { pin })).status).toBe(422);
    expect((await rows('devices'))[0]).toMatchObject({ tries: 0 });
  });

  test('of a phone that was never enrolled is not even asked', async () => {
    const answer = await phoneWith(new Map([['__Host-device', 'f'.repeat(64)]])).submit('/desk/session', { pin: PIN });
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain(door.notEnrolled);
  });
});

describe('a session', () => {
  test('that was signed out of opens nothing any more, though it is on record', async () => {
    const phone = await staff('clerk');
    const cookies = new Map(phone.cookies);
    await phone.submit('/desk/session/end');
    expect(await rows('sessions')).toHaveLength(1);
    expect(await (await phoneWith(cookies).get('/desk')).text()).toContain(door.pin);
  });

  test('ends after half an hour without a tap', async () => {
    const phone = await staff('clerk');
    await set('sessions', `seen_at = ${Date.now() - 29 * MINUTE}`);
    expect(await (await phone.get('/desk')).text()).toContain('贺小真 ·');
    await set('sessions', `seen_at = ${Date.now() - 31 * MINUTE}`);
    expect(await (await phone.get('/desk')).text()).toContain(door.pin);
  });

  test('ends after twelve hours whatever happens', async () => {
    const phone = await staff('clerk');
    const [session] = await rows('sessions');
    expect(Number(session?.['ends_at']) - Number(session?.['started_at'])).toBe(12 * HOUR);
    await set('sessions', `ends_at = ${Date.now() - 1}`);
    expect(await (await phone.get('/desk')).text()).toContain(door.pin);
  });

  test('fails at the next request when its grant is taken back or has lapsed', async () => {
    const phone = await staff('clerk');
    await set('grants', `revoked_at = ${Date.now()}`);
    const answer = await phone.get('/desk');
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain(shell.revoked);
    await set('grants', 'revoked_at = null, until_at = 1');
    expect((await phone.get('/desk')).status).toBe(403);
  });
});
