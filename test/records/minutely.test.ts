import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../domain/clock.ts';
import { minutely } from '../../worker/minutely.ts';
import { askFor } from '../../worker/records/asking.ts';
import { addressOf, type Channel } from '../../worker/records/channels.ts';
import { enqueue } from '../../worker/records/enqueueing.ts';
import { claim, dueAll, noteOutcome, textOf } from '../../worker/records/sendings.ts';
import { sweepSendings, tryAgain, unsentQuery } from '../../worker/records/sent.ts';
import { storeFor } from '../../worker/records/store.ts';
import { deliver } from '../../worker/tidings/deliver.ts';
import { forget, rows } from '../routes/portal.ts';
import { robotOf } from './robots.ts';
import { channelTo, town } from './tidings-town.ts';
import { OFFSET, pills, sheetWith } from './town.ts';

const START = Date.parse('2026-11-24T01:00:00Z');
const at = (ms: number) => vi.setSystemTime(START + ms);
beforeEach(async () => {
  await forget();
  vi.useFakeTimers({ toFake: ['Date'], now: START });
});
afterEach(() => vi.useRealTimers());

const WATER = { path: 'ju/notices/water.md', revision: 'r1', text: '今晚停水。' };
const sendings = (where = '1 = 1') => rows('sendings', `${where} order by made_at, rowid`);

/** A town with one group, at a minute after the channel was looked at for the first time. */
const told = async (more: Parameters<typeof channelTo>[2] = {}, kind: Parameters<typeof robotOf>[0] = 'wecom') => {
  const { state, wire } = town();
  const robot = robotOf(kind);
  const channel = await channelTo(wire, robot, more);
  await minutely(wire);
  at(MINUTE);
  return { state, wire, robot, channel };
};

describe('what is new', () => {
  test('is told once it is live, once, and each revision anew', async () => {
    const { state, wire, robot } = await told();
    state.live.push(WATER);
    expect(await minutely(wire)).toEqual({ queued: 1, sent: 1 });
    at(2 * MINUTE);
    expect(await minutely(wire)).toEqual({ queued: 0, sent: 0 });
    state.live = [{ ...WATER, revision: 'r2', text: '更正：明晚停水。' }];
    await minutely(wire);
    expect(await robot.read()).toEqual(['今晚停水。', '更正：明晚停水。']);
  });

  test('is not what was live before: a group is not flooded on its first day', async () => {
    const { state, wire } = town();
    state.live.push(WATER, { ...WATER, path: 'notices/all.md' }, { ...WATER, path: 'ju/yuan/notices/a.md' });
    const robot = robotOf('feishu');
    await channelTo(wire, robot);
    for (const minute of [0, 1, 2]) {
      at(minute * MINUTE);
      await minutely(wire);
    }
    expect(await robot.arrived()).toEqual([]);
    // A second group comes later: what the first was told is nothing new to it.
    state.live.push({ ...WATER, path: 'ju/notices/gas.md', text: '停气。' });
    await minutely(wire);
    at(3 * MINUTE);
    const second = robotOf('dingtalk');
    await channelTo(wire, second);
    await minutely(wire);
    expect(await robot.read()).toEqual(['停气。']);
    expect(await second.arrived()).toEqual([]);
  });

  test('is for whom its folder says, and for whom its file asks', async () => {
    const { state, wire, robot } = await told({ compound: 'yuan', kinds: ['sampling'] });
    const elsewhere = robotOf('wecom');
    await channelTo(wire, elsewhere, { committee: 'lin' });
    await minutely(wire);
    at(2 * MINUTE);
    state.live.push(
      { ...WATER, path: 'notices/town.md', text: '全镇' },
      { ...WATER, path: 'ju/notices/ju.md', text: '居委' },
      { ...WATER, path: 'ju/yuan/notices/yuan.md', text: '花园' },
      { ...WATER, path: 'ju/cun/notices/cun.md', text: '新村' },
      { ...WATER, path: 'lin/notices/lin.md', text: '邻居' },
      { ...WATER, path: 'ju/yuan/notices/poster.md', text: '只贴', channels: ['poster'] },
      { ...WATER, path: 'ju/yuan/samplings/0416.md', text: '采样', kind: 'sampling', channels: [] },
      { ...WATER, path: 'ju/yuan/supplies/rice.md', text: '大米', kind: 'supply', channels: [] },
    );
    await minutely(wire);
    expect((await robot.read()).sort()).toEqual(['全镇', '居委', '花园', '采样'].sort());
    expect((await elsewhere.read()).sort()).toEqual(['全镇', '邻居'].sort());
  });

  test('waits where the files can’t be had, and where there are no feeds yet nothing is taken for old', async () => {
    const { state, wire } = town();
    const robot = robotOf('wecom');
    state.before = true;
    await channelTo(wire, robot);
    await minutely(wire);
    state.before = false;
    state.live.push({ ...WATER, path: 'ju/notices/old.md', text: '早就有的' });
    at(MINUTE);
    await minutely(wire);
    state.broken = true;
    state.live.push(WATER);
    at(2 * MINUTE);
    await minutely(wire);
    expect(await robot.arrived()).toEqual([]);
    state.broken = false;
    at(3 * MINUTE);
    await minutely(wire);
    expect(await robot.read()).toEqual(['今晚停水。']);
  });

  test('goes to nobody whose channel was ended, and its key is gone', async () => {
    const { state, wire, robot, channel } = await told();
    await env.DB.prepare('update channels set off_at = 1, sealed = null where id = ?').bind(channel.id).run();
    state.live.push(WATER);
    expect(await minutely(wire)).toEqual({ queued: 0, sent: 0 });
    expect(await robot.arrived()).toEqual([]);
  });
});

describe('the queue', () => {
  test('two that run at once send once', async () => {
    const { state, wire, robot } = await told();
    for (const number of [1, 2, 3, 4, 5]) state.live.push({ ...WATER, path: `ju/notices/n${number}.md`, text: `第${number}条` });
    await Promise.all(Array.from({ length: 6 }, () => minutely(wire)));
    await minutely(wire);
    expect((await robot.read()).sort()).toEqual(['第1条', '第2条', '第3条', '第4条', '第5条']);
    expect(await sendings("state = 'sent' and tries = 1")).toHaveLength(5);
  });

  test('five hundred go out twenty a minute, the urgent one first, none lost and none twice', async () => {
    const { state, wire, robot } = await told({}, 'dingtalk');
    for (let number = 0; number < 500; number++) state.live.push({ ...WATER, path: `ju/notices/n${number}.md`, text: `第${number}条` });
    state.live.push({ ...WATER, path: 'ju/notices/urgent.md', text: '急', urgent: true });
    expect(await minutely(wire)).toEqual({ queued: 501, sent: 20 });
    expect((await robot.read())[0]).toBe('急');
    expect(await minutely(wire)).toEqual({ queued: 0, sent: 0 });
    let minutes = 1;
    while ((await sendings("state = 'waiting'")).length > 0) {
      at(++minutes * MINUTE);
      expect((await minutely(wire)).sent).toBeLessThanOrEqual(20);
    }
    expect(minutes).toBe(26);
    const read = await robot.read();
    expect(new Set(read).size).toBe(501);
    expect(read).toHaveLength(501);
  });

  test('what died after sending and before noting is sent again, and says so', async () => {
    const { state, wire, robot, channel } = await told();
    const store = await storeFor(wire);
    state.live.push(WATER);
    await robot.order({ faults: ['rate'] });
    await minutely(wire);
    at(12 * MINUTE);
    // As the queue does it, up to the moment when the process ends.
    const [due] = await dueAll(store, Date.now());
    if (!due) throw new Error('nothing is due');
    const mine = await claim(store, due, Date.now());
    if (!mine) throw new Error('somebody else has it');
    expect(await claim(store, due, Date.now())).toBeUndefined();
    const to = await addressOf(store, channel);
    const said = { title: '', text: await textOf(store, mine), repeat: mine.repeat, key: mine.id, at: Date.now() };
    await deliver(wire, to, { ...said, about: { subject: '', revision: '', urgent: false } });
    at(13 * MINUTE);
    expect(await minutely(wire)).toEqual({ queued: 0, sent: 0 });
    at(15 * MINUTE);
    expect(await minutely(wire)).toEqual({ queued: 0, sent: 1 });
    expect(await robot.read()).toEqual(['今晚停水。', '（重发）今晚停水。']);
  });

  test('an answer that never came is followed by a repeat; a rate limit by ten quiet minutes for all', async () => {
    const { state, wire, robot } = await told();
    await robot.order({ faults: ['hangup', 'rate'] });
    state.live.push(WATER);
    await minutely(wire);
    at(2 * MINUTE);
    await minutely(wire);
    state.live.push({ ...WATER, path: 'ju/notices/gas.md', text: '停气。' });
    for (const minute of [3, 5, 9]) {
      at(minute * MINUTE);
      expect((await minutely(wire)).sent).toBe(0);
    }
    expect(await robot.arrived()).toHaveLength(2);
    at(12 * MINUTE);
    expect((await minutely(wire)).sent).toBe(2);
    expect((await robot.read()).sort()).toEqual(['今晚停水。', '停气。', '（重发）今晚停水。'].sort());
    expect(await sendings("subject = 'ju/notices/water.md'")).toMatchObject([
      { state: 'sent', tries: 3, repeat: 1, fault: null, sealed: null },
    ]);
  });

  test('what time does not heal fails at once; what lasts is given up after hours', async () => {
    const { state, wire } = town();
    const [gone, broken] = [robotOf('wecom', 'gone'), robotOf('wecom')];
    await broken.order({ faults: Array.from({ length: 40 }, () => 'broken') });
    const channels = [await channelTo(wire, gone), await channelTo(wire, broken)] as const;
    await minutely(wire);
    at(MINUTE);
    state.live.push(WATER);
    for (let minute = 1; minute < 8 * 60; minute += 5) {
      at(minute * MINUTE);
      await minutely(wire);
    }
    const of = ({ id }: Channel) => sendings(`channel_id = '${id}'`);
    expect(await of(channels[0])).toMatchObject([{ state: 'failed', fault: 'key', answer: '93000', tries: 1 }]);
    const [given] = await of(channels[1]);
    expect(given).toMatchObject({ state: 'given-up', fault: 'away', answer: '500' });
    expect(Number(given?.['tries'])).toBeGreaterThan(6);
    expect(Number(given?.['tries'])).toBeLessThan(16);
  });

  test('the older revision is not sent where the newer one is there already; after a month all is forgotten and nothing sent again', async () => {
    const { state, wire, robot } = await told();
    await robot.order({ faults: ['rate'] });
    state.live.push(WATER);
    await minutely(wire);
    at(2 * MINUTE);
    state.live = [{ ...WATER, revision: 'r2', text: '明晚停水。' }];
    await minutely(wire);
    at(20 * MINUTE);
    await minutely(wire);
    expect(await robot.read()).toEqual(['明晚停水。']);
    expect((await sendings()).map(({ state }) => state)).toEqual(['dropped', 'sent']);
    at(40 * DAY);
    await sweepSendings(await storeFor(wire), Date.now());
    expect(await sendings()).toEqual([]);
    expect(await minutely(wire)).toEqual({ queued: 0, sent: 0 });
  });

  test('nothing of a message or a key stands in the database to be read', async () => {
    const { state, wire, robot } = await told({ secret: 'SEC-of-the-group' });
    await robot.order({ faults: ['broken'] });
    state.live.push(WATER);
    await minutely(wire);
    const all = JSON.stringify([await sendings(), await rows('channels'), await rows('events', "record_kind = 'channel'")]);
    for (const secret of ['今晚停水', 'SEC-of-the-group', robot.address, new URL(robot.address).search]) expect(all).not.toContain(secret);
  });
});

describe('what was overtaken or withdrawn', () => {
  test('an older one that somebody died over, or gets no answer for, is not sent after the newer one', async () => {
    const { state, wire, robot, channel } = await told();
    const store = await storeFor(wire);
    await robot.order({ faults: ['rate'] });
    state.live.push(WATER);
    await minutely(wire);
    at(12 * MINUTE);
    const [due] = await dueAll(store, Date.now());
    const mine = due && (await claim(store, due, Date.now()));
    if (!mine) throw new Error('nothing is due');
    state.live = [{ ...WATER, revision: 'r2', text: '更正：明晚停水。' }];
    at(13 * MINUTE);
    expect(await minutely(wire)).toEqual({ queued: 1, sent: 1 });
    await noteOutcome(store, mine, { fault: 'unsure' }, Date.now());
    expect((await sendings("revision = 'r1'"))[0]).toMatchObject({ state: 'dropped', sealed: null });
    // And where nobody came back to note anything.
    await env.DB.prepare("update sendings set state = 'sending', next_at = 0 where revision = 'r1'").run();
    expect(await claim(store, { id: mine.id, tries: mine.tries }, Date.now())).toBeUndefined();
    await env.DB.prepare("update sendings set state = 'failed' where revision = 'r1'").run();
    expect(await tryAgain(store, channel.id, mine.id, Date.now())).toBeUndefined();
    await env.DB.prepare("update sendings set state = 'sending' where revision = 'r1'").run();
    at(20 * MINUTE);
    await minutely(wire);
    expect(await sendings("revision = 'r1' and state = 'dropped'")).toHaveLength(1);
    expect(await robot.read()).toEqual(['更正：明晚停水。']);
  });

  test('what was withdrawn while it waited is not sent; where it comes back it is', async () => {
    const { state, wire, robot } = await told();
    await robot.order({ faults: ['rate'] });
    state.live.push(WATER);
    await minutely(wire);
    state.live = [];
    state.broken = true;
    at(11 * MINUTE);
    await robot.order({ faults: ['rate'] });
    // Whether it is live nobody knows now: what was to be said is said.
    await minutely(wire);
    expect(await robot.arrived()).toHaveLength(2);
    state.broken = false;
    at(30 * MINUTE);
    expect(await minutely(wire)).toEqual({ queued: 0, sent: 0 });
    expect(await sendings()).toMatchObject([{ state: 'dropped', sealed: null }]);
    at(31 * MINUTE);
    state.live = [WATER];
    expect(await minutely(wire)).toEqual({ queued: 1, sent: 1 });
    expect(await robot.read()).toEqual(['今晚停水。']);
  });

  test('links for heads go with what they are to tell of', async () => {
    const { state, wire, robot, channel } = await told();
    const store = await storeFor(wire);
    state.live.push({ ...WATER, channels: [] });
    await minutely(wire);
    const links = (path: string) => ({ subject: `heads/yuan/${path}/0`, revision: 'r1~5', asOf: 1, title: '', text: path, urgent: false });
    await enqueue(store, channel, [links(WATER.path), links('ju/notices/gone.md')], Date.now());
    at(2 * MINUTE);
    expect((await minutely(wire)).sent).toBe(1);
    expect(await robot.read()).toEqual([WATER.path]);
  });

  test('a correction that is taken back is said: the group must not keep what was wrong', async () => {
    const { state, wire, robot } = await told();
    const say = async (minute: number, revision: string, text: string) => {
      at(minute * MINUTE);
      state.live = [{ ...WATER, revision, text }];
      await Promise.all([minutely(wire), minutely(wire)]);
      await minutely(wire);
    };
    await say(2, 'A', '今晚停水。');
    await say(3, 'B', '明晚停水。');
    await say(4, 'A', '今晚停水。');
    await say(5, 'A', '今晚停水。');
    await say(6, 'B', '明晚停水。');
    expect(await robot.read()).toEqual(['今晚停水。', '明晚停水。', '今晚停水。', '明晚停水。']);
    expect(await rows('sightings', "path like '%.md' order by turn")).toMatchObject(
      ['A', 'B', 'A', 'B'].map((revision, before) => ({ revision, turn: before + 1 })),
    );
  });
});

test('a minute in which nothing happens asks the database no more for a hundred channels than for one', async () => {
  const { state, wire } = town();
  const robot = robotOf('wecom');
  for (let count = 0; count < 100; count++) await channelTo(wire, robot, { urgent: true });
  await minutely(wire);
  at(MINUTE);
  state.live.push({ ...WATER, channels: [] });
  await minutely(wire);
  at(2 * MINUTE);
  let statements = 0;
  const counted = new Proxy(env.DB, {
    get: (target, name) => {
      if (name === 'prepare') statements++;
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  expect(await minutely({ ...wire, DB: counted })).toEqual({ queued: 0, sent: 0 });
  expect(statements).toBe(6);
  const store = await storeFor(wire);
  const plan = async (query: { toSQL: () => { sql: string; params: unknown[] } }) => {
    const { sql, params } = query.toSQL();
    const { results } = await env.DB.prepare(`explain query plan ${sql}`)
      .bind(...params)
      .all<{ detail: string }>();
    return results.map(({ detail }) => detail).join('\n');
  };
  expect(await plan(dueAll(store, Date.now()))).toContain('SEARCH sendings USING INDEX sendings_due (next_at<?)');
  const duty = { store, scope: { town: '示范镇' }, now: { real: Date.now(), town: Date.now() } };
  expect(await plan(unsentQuery(duty))).toContain('INDEX sendings_unsent');
  expect(await plan(unsentQuery({ ...duty, scope: { town: '示范镇', committee: 'ju' } }))).toContain(
    'INDEX sendings_unsent (committee=? AND tried_at>?)',
  );
});

describe('urgent medicine', () => {
  const sheet = sheetWith();
  const [service] = sheet.services;
  const ask = async (days: number, room: string) => {
    if (!service) throw new Error('no medicine');
    const real = Date.now();
    return askFor(await storeFor(env), sheet, service, { ...pills(days), room }, undefined, { real, town: real + OFFSET });
  };

  test('is told to the team: where, and nothing of whose or which; once, and again after it was reopened', async () => {
    const { wire, robot } = await told({ urgent: true });
    const { id } = await ask(1, '101');
    await ask(9, '102');
    await minutely(wire);
    at(2 * MINUTE);
    await minutely(wire);
    const texts = await robot.read();
    expect(texts).toEqual([`有1份急的配药，花园，点开看\nhttps://town.example/desk/requests/${id}`]);
    for (const word of ['王秀英', '胰岛素', '101', '13720000000']) expect(texts.join()).not.toContain(word);
    const { town: where, committee, compound } = { town: '示范镇', committee: 'ju', compound: 'yuan' };
    await env.DB.prepare(
      `insert into events (id, town, committee, compound, record_kind, record_id, seq, at, actor, deed, detail, prev_hash, hash)
       values ('again', ?, ?, ?, 'request', ?, 2, 1, 'staff', 'reopened', '{}', '', 'x')`,
    )
      .bind(where, committee, compound, id)
      .run();
    at(HOUR);
    await minutely(wire);
    expect(await robot.read()).toHaveLength(2);
  });

  test('is told where it is asked for only, and not if somebody has taken it', async () => {
    const { wire, robot } = await told();
    const team = robotOf('feishu');
    await channelTo(wire, team, { urgent: true, committee: '' });
    at(2 * MINUTE);
    await ask(1, '101');
    const { id } = await ask(1, '102');
    await env.DB.prepare("update requests set state = 'taken' where id = ?").bind(id).run();
    await minutely(wire);
    expect(await team.read()).toHaveLength(1);
    expect(await robot.arrived()).toEqual([]);
  });

  test('is told of however many there are, the longest waiting first, and not of what was taken while it waited', async () => {
    const { wire, robot } = await told({ urgent: true });
    const { id } = await ask(1, '101');
    await env.DB.prepare(
      `with recursive n(i) as (select 1 union all select i + 1 from n where i < 55)
       insert into requests (id, town, committee, compound, service, title, team, queues, urgent, days_left, for_other, state, due_at, actor, source, asked_at, changed_at, received_at, phone, door, building, ended_at)
       select id || i, town, committee, compound, service, title, team, queues, urgent, days_left, for_other, state, due_at, actor, source, asked_at, changed_at - i, received_at, phone || i, door || i, building, ended_at from requests, n where id = ?`,
    )
      .bind(id)
      .run();
    expect((await minutely(wire)).queued).toBe(50);
    expect((await robot.read())[0]).toContain(`${id}55`);
    await env.DB.prepare("update requests set state = 'taken' where id = ?").bind(id).run();
    at(2 * MINUTE);
    expect((await minutely(wire)).queued).toBe(5);
    for (const minute of [3, 4]) {
      at(minute * MINUTE);
      await minutely(wire);
    }
    expect(await robot.read()).toHaveLength(55);
    await env.DB.prepare("update requests set state = 'received' where id = ?").bind(id).run();
    await robot.order({ faults: ['rate'] });
    at(5 * MINUTE);
    expect(await minutely(wire)).toEqual({ queued: 1, sent: 0 });
    await env.DB.prepare("update requests set state = 'taken' where id = ?").bind(id).run();
    at(20 * MINUTE);
    await minutely(wire);
    expect(await robot.read()).toHaveLength(55);
    expect(await sendings(`subject = 'request/${id}'`)).toMatchObject([{ state: 'dropped' }]);
  });
});
