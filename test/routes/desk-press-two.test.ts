import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, test } from 'vitest';
import { DAY } from '../../domain/clock.ts';
import { zhCN } from '../../domain/words/index.ts';
import { momentIn } from '../../worker/moment.ts';
import { purge } from '../../worker/records/retention.ts';
import { storeFor } from '../../worker/records/store.ts';
import { change, forget, rows } from './portal.ts';
import { FILES, HERE, NOTICE, type PressDesk, pressDesk, ROUND } from './press.ts';
import { type Staff, staff } from './staff.ts';

const { press: words } = zhCN.desk;
beforeEach(forget);

const edited = async (desk: PressDesk, who: Staff, path: string) => {
  const { location } = await desk.post(who, '/desk/press/drafts', { path, begin: 'edit' });
  return { draft: location, values: (await desk.get(who, location)).props.form.values };
};

describe('two clerks who change the same file', () => {
  const both = async () => {
    const desk = await pressDesk();
    const [one, other] = [await staff('clerk'), await staff('lead')];
    const [mine, theirs] = [await edited(desk, one, ROUND), await edited(desk, other, ROUND)];
    await desk.post(other, theirs.draft, { ...theirs.values, 'fine.0.from': '06:30', deed: 'publish' });
    const { location } = await desk.post(one, mine.draft, { ...mine.values, 'fine.1.to': '09:00', deed: 'publish' });
    const { props } = await desk.get(one, location);
    expect(props.state).toBe('conflict');
    const lines = (sign: string) => props.diff.flatMap((line: { sign: string; text: string }) => (line.sign === sign ? [line.text] : []));
    expect(lines('gone')).toHaveLength(lines('new').length);
    return { desk, one, mine, location, theirs: props.theirs };
  };

  test('see both versions, and mine is written on top of what I have read', async () => {
    const { desk, one, location, theirs } = await both();
    expect(theirs.text).toContain('from: "06:30"');
    await desk.post(one, `${location}/choice`, { choice: 'mine', theirs: theirs.blob });
    expect((await desk.repository.read(ROUND))?.text).toContain('to: "09:00"');
    expect(await rows('press_drafts', `id = '${location.split('/').at(-1)}'`)).toEqual([]);
  });

  test('theirs is kept where it is chosen', async () => {
    const { desk, one, location, theirs } = await both();
    await desk.post(one, `${location}/choice`, { choice: 'theirs', theirs: theirs.blob });
    expect((await desk.repository.read(ROUND))?.text).toBe(theirs.text);
  });

  test('what was chosen is not written over a third version', async () => {
    const { desk, one, location, theirs } = await both();
    desk.repository.push({ [ROUND]: `${theirs.text}\n第三个人写的。\n` });
    await desk.post(one, `${location}/choice`, { choice: 'mine', theirs: theirs.blob });
    expect((await desk.get(one, location)).props).toMatchObject({
      state: 'conflict',
      theirs: { text: expect.stringContaining('第三个人') },
    });
    expect((await desk.repository.read(ROUND))?.text).toContain('第三个人写的。');
  });

  test('by hand it goes on from the draft, on top of theirs', async () => {
    const { desk, one, mine, location, theirs } = await both();
    const { location: back } = await desk.post(one, `${location}/choice`, { choice: 'hand', theirs: theirs.blob });
    expect(back).toBe(mine.draft);
    const { values } = (await desk.get(one, back)).props.form;
    await desk.post(one, back, { ...values, 'fine.0.from': '06:30', deed: 'publish' });
    const text = (await desk.repository.read(ROUND))?.text;
    expect(text).toContain('from: "06:30"');
    expect(text).toContain('to: "09:00"');
    expect(text).toContain('# 老周说的');
  });

  test('two new rounds of one day: both can be had', async () => {
    const desk = await pressDesk();
    const [one, other] = [await staff('clerk'), await staff('lead')];
    const locations = [];
    for (const [who, title] of [
      [one, '早上那一轮'],
      [other, '晚上那一轮'],
    ] as const) {
      const { location: draft } = await desk.post(who, '/desk/press/drafts', { begin: 'round:blank', place: HERE });
      const { values } = (await desk.get(who, draft)).props.form;
      locations.push((await desk.post(who, draft, { ...values, title, deed: 'publish' })).location);
    }
    const [, second = ''] = locations;
    const { props } = await desk.get(other, second);
    expect(props).toMatchObject({ state: 'conflict', theirs: { text: expect.stringContaining('早上那一轮') } });
    await desk.post(other, `${second}/choice`, { choice: 'both', theirs: props.theirs.blob });
    expect(desk.repository.changes.map(({ edits }) => edits[0]?.path.replace(/.*\/\d{4}/, ''))).toEqual(['.md', '-2.md']);
  });
});

describe('two clerks in one draft', () => {
  const both = async () => {
    const desk = await pressDesk();
    const [one, other] = [await staff('clerk'), await staff('lead')];
    const { location: draft } = await desk.post(one, '/desk/press/drafts', { begin: 'round:blank', place: HERE });
    const { form, seen } = (await desk.get(other, draft)).props;
    const typed = (title: string) => ({ ...form.values, seen: String(seen), title });
    await desk.post(other, draft, { ...typed('组长写的'), deed: 'save' });
    return { desk, one, draft, typed };
  };
  const titles = async () =>
    (await rows('press_drafts', '1 = 1 order by changed_at')).map(({ fields }) => JSON.parse(String(fields)).title);

  test('lose nothing: the second one’s text is a draft of its own, and nothing goes out of the two', async () => {
    const { desk, one, draft, typed } = await both();
    const { location } = await desk.post(one, draft, { ...typed('接待员写的'), deed: 'publish' });
    expect(location).not.toContain(draft);
    expect(location).toMatch(/^\/desk\/press\/drafts\/.*said=n-apart$/);
    expect((await desk.get(one, location)).props.form.values.title).toBe('接待员写的');
    expect((await titles()).sort()).toEqual(['接待员写的', '组长写的'].sort());
    expect(desk.repository.changes).toEqual([]);
  });

  test('a preview says so, and where to go on', async () => {
    const { desk, one, draft, typed } = await both();
    const { props } = await desk.post(one, `${draft}/preview`, typed('接待员写的'));
    expect(props).toMatchObject({ apart: true });
    expect(draft).not.toContain(props.id);
    const { seen } = (await desk.post(one, `/desk/press/drafts/${props.id}/preview`, { ...typed('接着写'), seen: String(props.seen) }))
      .props;
    expect(seen).toBeGreaterThanOrEqual(props.seen);
    expect((await titles()).sort()).toEqual(['接着写', '组长写的'].sort());
  });

  test('whoever wrote the same text has not written another one', async () => {
    const { desk, one, draft, typed } = await both();
    expect((await desk.post(one, draft, { ...typed('组长写的'), deed: 'save' })).location).toBe(`${draft}?said=n-kept`);
    expect(await titles()).toEqual(['组长写的']);
  });
});

describe.each(['round:blank', 'notice:mask'])('a draft that was published: %s', (begin) => {
  const published = async () => {
    const [desk, clerk] = [await pressDesk(), await staff('clerk')];
    const { location: draft } = await desk.post(clerk, '/desk/press/drafts', { begin, place: HERE });
    const { form, seen } = (await desk.get(clerk, draft)).props;
    const fields = { ...form.values, seen: String(seen), deed: 'publish', key: 'k'.repeat(32) };
    return { desk, clerk, draft, fields, location: (await desk.post(clerk, draft, fields)).location };
  };

  test('a second tap leads to what became of it', async () => {
    const { desk, clerk, draft, fields, location } = await published();
    expect(location).toMatch(/publications/);
    expect(await desk.post(clerk, draft, fields)).toMatchObject({ status: 303, location });
    expect(await desk.post(clerk, draft, { ...fields, key: 'l'.repeat(32) })).toMatchObject({ status: 303, location });
    expect(await desk.get(clerk, draft)).toMatchObject({ status: 303, location });
    expect(desk.repository.changes).toHaveLength(1);
    const stranger = await staff('lead', { committee: 'chenjiaxiang' });
    expect((await desk.get(stranger, draft)).status).toBe(404);
  });

  test('what was typed after it is a draft that changes it', async () => {
    const { desk, clerk, draft, fields } = await published();
    const { location } = await desk.post(clerk, draft, { ...fields, title: '又改了' });
    expect(location).toMatch(/drafts\/.*said=n-after$/);
    const { props } = await desk.get(clerk, location);
    expect(props).toMatchObject({ old: true, form: { values: { title: '又改了' } } });
    await desk.post(clerk, location, { ...props.form.values, deed: 'publish' });
    const [first, second] = desk.repository.changes.map(({ edits }) => edits[0]);
    expect(second?.path).toBe(first?.path);
    expect(second?.text).toContain('又改了');
  });
});

test('what would make a page that no phone can show is refused at its field, and the reason stays typed', async () => {
  const [desk, clerk] = [await pressDesk(), await staff('clerk')];
  const { location: draft } = await desk.post(clerk, '/desk/press/drafts', { begin: 'notice:mask', place: HERE });
  const { values } = (await desk.get(clerk, draft)).props.form;
  const body = `${'> '.repeat(30)}深`;
  const answer = await desk.post(clerk, draft, { ...values, body, level: 'urgent', reason: '夜里只有我', deed: 'publish' });
  expect(answer).toMatchObject({
    status: 422,
    props: { form: { faults: { body: zhCN.errors.tooDeep }, values: { reason: '夜里只有我' } } },
  });
});

describe('an urgent notice', () => {
  const urgent = async (reason = '') => {
    const desk = await pressDesk();
    const [clerk, lead] = [await staff('clerk'), await staff('lead')];
    const { location: draft } = await desk.post(clerk, '/desk/press/drafts', { begin: 'notice:water', place: HERE });
    const { values } = (await desk.get(clerk, draft)).props.form;
    const publish = (body: string) => desk.post(clerk, draft, { ...values, body, level: 'urgent', deed: 'publish', reason });
    return { desk, clerk, lead, draft, publish, location: (await publish('今晚8点停水。')).location };
  };

  test('waits for a second person, who sees every word, and whoever wrote it is not one', async () => {
    const { desk, clerk, lead, location } = await urgent();
    expect(desk.repository.changes).toEqual([]);
    expect((await desk.post(clerk, `${location}/confirmation`)).status).toBe(409);
    expect((await desk.get(lead, location)).props).toMatchObject({ state: 'waiting', mine: false, by: '贺小真', isNew: true });
    await desk.post(lead, `${location}/confirmation`);
    expect(desk.repository.changes).toMatchObject([{ author: { name: '贺小真' }, message: expect.stringContaining('（朱组长核对）') }]);
    const deeds = (await rows('events', `record_id = '${location.split('/').at(-1)}'`)).map(({ deed }) => deed);
    expect(deeds).toEqual(['published', 'confirmed']);
  });

  test('goes out at once for a reason, which is sealed and no event', async () => {
    const { desk, clerk, location } = await urgent('夜里只有我在');
    expect(desk.repository.changes).toHaveLength(1);
    expect((await desk.get(clerk, location)).props.words).toBe('夜里只有我在');
    expect(JSON.stringify([await rows('press_publications'), await rows('events')])).not.toContain('夜里只有我在');
  });

  test('is objected to with a word, written anew, and asked for again', async () => {
    const { desk, clerk, lead, location, publish } = await urgent();
    expect((await desk.post(lead, `${location}/objection`)).status).toBe(422);
    await desk.post(lead, `${location}/objection`, { why: '几点来水？' });
    expect((await desk.get(clerk, location)).props).toMatchObject({ state: 'objected', words: '几点来水？' });
    const { location: next } = await publish('今晚8点停水，10点来水。');
    expect(next).not.toBe(location);
    // What was waited for is no longer asked for, and a yes to it counts for nothing.
    expect((await desk.post(lead, `${location}/confirmation`)).status).toBe(409);
    expect(desk.repository.changes).toEqual([]);
    await desk.post(lead, `${next}/confirmation`);
    expect(desk.repository.changes[0]?.edits[0]?.text).toContain('10点来水');
  });

  test('can’t be confirmed when it is too old, until it is asked for anew', async () => {
    const { desk, clerk, lead, location } = await urgent();
    await env.DB.prepare('update press_publications set expires_at = 1').run();
    expect((await desk.post(lead, `${location}/confirmation`)).status).toBe(409);
    await desk.post(clerk, `${location}/renewal`);
    expect((await desk.post(lead, `${location}/confirmation`)).status).toBe(303);
    expect(desk.repository.changes).toHaveLength(1);
  });

  test('of another committee’s clerk can’t be confirmed', async () => {
    const { desk, location } = await urgent();
    const stranger = await staff('lead', { committee: 'chenjiaxiang' });
    expect((await desk.post(stranger, `${location}/confirmation`)).status).toBe(404);
  });
});

test('a correction stays in sight, and the text is put right', async () => {
  const [desk, clerk] = [await pressDesk(), await staff('clerk')];
  const address = `/desk/press/correction?path=${encodeURIComponent(NOTICE)}`;
  expect((await desk.get(clerk, address)).props).toMatchObject({ title: '2号楼电梯停了', urgent: true });
  expect((await desk.post(clerk, '/desk/press/correction', { path: NOTICE, wrong: '5点' })).status).toBe(422);
  const fields = { path: NOTICE, wrong: '下午5点', right: '晚上7点', replace: 'yes', reason: '我一个人值班' };
  await desk.post(clerk, '/desk/press/correction', fields);
  const text = (await desk.repository.read(NOTICE))?.text ?? '';
  expect(text).toContain('2号楼电梯坏了，晚上7点前修好。');
  expect(text).toMatch(/corrections:\n {2}- day: \d{4}-\d\d-\d\d\n {4}at: "\d\d:\d\d"\n {4}was: 下午5点\n {4}now: 晚上7点\n/);
  expect(desk.repository.changes[0]?.message).toBe(words.messages.corrected('西部名都花园', '2号楼电梯停了'));
});

test('a correction puts right every place, and is refused where it would change nothing', async () => {
  const [desk, clerk] = [await pressDesk(), await staff('clerk')];
  const fields = { path: NOTICE, wrong: '上午5点', right: '晚上7点', replace: 'yes', reason: '我一个人值班' };
  expect(await desk.post(clerk, '/desk/press/correction', fields)).toMatchObject({
    status: 422,
    props: { form: { faults: { wrong: words.notInText }, values: { right: '晚上7点', reason: '我一个人值班' } } },
  });
  desk.repository.push({ [NOTICE]: `${FILES[NOTICE]}\n下午5点以后再看。\n` });
  await desk.post(clerk, '/desk/press/correction', { ...fields, wrong: '下午5点' });
  const body = (await desk.repository.read(NOTICE))?.text.split('\n---\n')[1];
  expect(body?.match(/晚上7点/g)).toHaveLength(2);
  expect(body).not.toContain('下午5点');
});

test('while the repository is away nothing is said to be kept that is not, and what was typed stays', async () => {
  const [desk, clerk] = [await pressDesk(), await staff('clerk')];
  const { draft, values } = await edited(desk, clerk, ROUND);
  desk.repository.fail('away');
  const fields = { path: NOTICE, wrong: '下午5点', right: '晚上7点', replace: 'yes' };
  expect(await desk.post(clerk, '/desk/press/correction', fields)).toMatchObject({
    status: 503,
    props: { form: { message: words.unread.away, values: { wrong: '下午5点', right: '晚上7点' } } },
  });
  expect(await desk.post(clerk, '/desk/press/drafts', { path: ROUND, begin: 'edit' })).toMatchObject({
    status: 503,
    props: { form: { faults: { begin: words.unread.away } } },
  });
  expect(await desk.post(clerk, draft, { ...values, title: '改过的', deed: 'publish' })).toMatchObject({
    status: 503,
    props: { form: { message: words.unsent.away, values: { title: '改过的' } } },
  });
});

test('a notice that can’t be read just now was not deleted by anybody: nothing is chosen meanwhile', async () => {
  const [desk, clerk, lead] = [await pressDesk(), await staff('clerk'), await staff('lead')];
  const { draft, values } = await edited(desk, clerk, NOTICE);
  const { location } = await desk.post(clerk, draft, { ...values, body: '修好了。', deed: 'publish' });
  desk.repository.fail('away');
  expect((await desk.get(lead, location)).props).toMatchObject({ state: 'waiting', unread: 'away', isNew: false, diff: [] });
  desk.repository.fail(undefined);
  expect((await desk.get(lead, location)).props.unread).toBeUndefined();
});

describe('a tap that died', () => {
  const died = async (ms: number) => {
    const [desk, clerk] = [await pressDesk(), await staff('clerk')];
    desk.repository.fail('away');
    const { location } = await desk.post(clerk, '/desk/press/taps', { path: ROUND, tap: 'plan:rainy' });
    desk.repository.fail(undefined);
    await change(`update press_publications set state = 'writing', trouble = null, tapped_at = tapped_at - ${ms}`);
    return { desk, clerk, location };
  };

  test('is not carried out over a later one by a look', async () => {
    const { desk, clerk, location } = await died(60_000);
    await desk.post(clerk, '/desk/press/taps', { path: ROUND, tap: 'plan:fine' });
    expect((await desk.get(clerk, location)).props).toMatchObject({ state: 'failed', trouble: 'away' });
    expect((await desk.repository.read(ROUND))?.text).toContain('plan: 晴天');
  });

  test('is carried out while it is fresh, and not when it is old', async () => {
    const fresh = await died(60_000);
    expect((await fresh.desk.get(fresh.clerk, fresh.location)).props.state).toBe('written');
    await forget();
    const old = await died(600_000);
    expect((await old.desk.get(old.clerk, old.location)).props.state).toBe('failed');
    expect(old.desk.repository.changes).toEqual([]);
  });

  test('is written where the file says so already', async () => {
    const { desk, clerk, location } = await died(600_000);
    await desk.post(clerk, '/desk/press/taps', { path: ROUND, tap: 'plan:rainy' });
    expect((await desk.get(clerk, location)).props.state).toBe('written');
  });
});

test('drafts and what became of publications are forgotten after thirty days', async () => {
  const [desk, clerk] = [await pressDesk(), await staff('clerk')];
  await edited(desk, clerk, ROUND);
  await desk.post(clerk, '/desk/press/taps', { path: ROUND, tap: 'plan:rainy' });
  const keptFor = async (days: number) => {
    await purge(await storeFor(env), momentIn(0, Date.now() + days * DAY));
    return [await rows('press_drafts'), await rows('press_publications')].map(({ length }) => length);
  };
  expect(await keptFor(29)).toEqual([1, 1]);
  expect(await keptFor(31)).toEqual([0, 0]);
});

test('nobody writes outside his scope, whatever path he sends', async () => {
  const desk = await pressDesk({ 'chenjiaxiang/yanjie/samplings/0416.md': '---\n---\n', 'town.md': '' });
  const clerk = await staff('clerk');
  for (const path of [
    'chenjiaxiang/yanjie/samplings/0416.md',
    'town.md',
    '../x.md',
    'mingdu/committee.md',
    'mingdu/a/samplings/../../x.md',
  ]) {
    expect([400, 404], path).toContain((await desk.post(clerk, '/desk/press/taps', { path, tap: 'plan:rainy' })).status);
    expect([400, 404], path).toContain((await desk.post(clerk, '/desk/press/drafts', { path, begin: 'edit' })).status);
  }
  for (const place of ['', 'chenjiaxiang', 'chenjiaxiang/yanjie', 'mingdu/nowhere'])
    expect((await desk.post(clerk, '/desk/press/drafts', { begin: 'notice:blank', place })).status, place).toBe(404);
  expect(desk.repository.changes).toEqual([]);
});
