import { beforeEach, describe, expect, test } from 'vitest';
import { zhCN } from '../../domain/words/index.ts';
import { change, count, forget, rows } from './portal.ts';
import { HERE, type PressDesk, pressDesk, ROUND } from './press.ts';
import { type Staff, staff } from './staff.ts';

const { press: words } = zhCN.desk;
beforeEach(forget);

const draftOf = async (desk: PressDesk, clerk: Staff, begin: string, place = HERE): Promise<string> => {
  const { location } = await desk.post(clerk, '/desk/press/drafts', { begin, place });
  expect(location).toMatch(/^\/desk\/press\/drafts\//);
  return location;
};

describe('a round from a template', () => {
  test('needs one tap, and is a file as a person would write it, in the clerk’s name', async () => {
    const [desk, clerk] = [await pressDesk(), await staff('clerk')];
    const draft = await draftOf(desk, clerk, 'round:blank');
    const { props } = await desk.get(clerk, draft);
    expect(props.form.values['fine.2.point']).toBe('tingchechang');
    expect(props.preview.text).toContain('停车场');
    const { location } = await desk.post(clerk, draft, { ...props.form.values, deed: 'publish', key: 'k'.repeat(32) });
    expect(desk.repository.changes).toMatchObject([{ author: { name: '贺小真' } }]);
    const [edit] = desk.repository.changes[0]?.edits ?? [];
    expect(edit?.path).toMatch(/^mingdu\/xibu-mingdu-huayuan\/samplings\/\d{4}\.md$/);
    expect(edit?.text).toMatch(/^---\ntitle: \d+月\d+日采样\nday: \d{4}-\d\d-\d\d\n/);
    expect(edit?.text).toContain('{ point: huodongshi, from: "07:00", to: "08:30", buildings: 1-4 }');
    expect((await desk.get(clerk, location)).props).toMatchObject({ state: 'written' });
    await desk.goLive();
    expect((await desk.get(clerk, location)).props).toMatchObject({ state: 'live', group: expect.stringContaining('群里的话') });
    expect(await rows('press_drafts')).toEqual([]);
    expect(await count('press_publications')).toBe(1);
  });

  test('gets one row more, which follows from the ones before', async () => {
    const [desk, clerk] = [await pressDesk(), await staff('clerk')];
    const draft = await draftOf(desk, clerk, 'round:blank');
    const { values } = (await desk.get(clerk, draft)).props.form;
    await desk.post(clerk, draft, { ...values, 'fine.0.to': '08:00', deed: 'add:fine' });
    const more = (await desk.get(clerk, draft)).props.form.values;
    expect(more).toMatchObject({ 'fine.3.point': 'huodongshi', 'fine.3.from': '08:00', 'fine.3.to': '09:00' });
    await desk.post(clerk, draft, { ...more, deed: 'less:fine:1' });
    const less = (await desk.get(clerk, draft)).props.form.values;
    expect(less['fine.1.point']).toBe('tingchechang');
    expect(less['fine.3.point']).toBeUndefined();
  });

  test('is refused with the catalogue’s own sentence, at its field, and kept', async () => {
    const [desk, clerk] = [await pressDesk(), await staff('clerk')];
    const draft = await draftOf(desk, clerk, 'round:blank');
    const { values } = (await desk.get(clerk, draft)).props.form;
    const typed = { ...values, 'fine.0.buildings': '1-4、99', 'fine.1.to': '06:00', 'fine.2.from': '' };
    const answer = await desk.post(clerk, draft, { ...typed, deed: 'publish' });
    expect(answer.status).toBe(422);
    expect(Object.keys(answer.props.form.faults)).toEqual(['fine.1.to', 'fine.2.from']);
    const again = await desk.post(clerk, draft, { ...typed, 'fine.1.to': '09:00', 'fine.2.from': '7点', deed: 'publish' });
    expect(again.props.form.faults).toEqual({ 'fine.0.buildings': zhCN.errors.noSuchBuilding('99', zhCN.places.building.compound) });
    expect((await desk.get(clerk, draft)).props.form.values['fine.0.buildings']).toBe('1-4、99');
    expect(desk.repository.changes).toEqual([]);
  });

  test('sent twice at once is one commit', async () => {
    const [desk, clerk] = [await pressDesk(), await staff('clerk')];
    const draft = await draftOf(desk, clerk, 'round:blank');
    const fields = { ...(await desk.get(clerk, draft)).props.form.values, deed: 'publish', key: 'k'.repeat(32) };
    const answers = await Promise.all([desk.post(clerk, draft, fields), desk.post(clerk, draft, fields)]);
    expect(new Set(answers.map(({ location }) => location)).size).toBe(1);
    expect(desk.repository.changes).toHaveLength(1);
  });
});

describe('the last one once more', () => {
  test('has its days moved, its dates in words with them, and nothing of what had become of it', async () => {
    const [desk, clerk] = [await pressDesk(), await staff('clerk')];
    const { location } = await desk.post(clerk, '/desk/press/drafts', { path: ROUND, begin: 'again' });
    const { values } = (await desk.get(clerk, location)).props.form;
    expect(values.day).not.toBe('2022-04-18');
    expect(values.title).toBe(words.roundTitle(zhCN.dates.date(values.day)));
    expect(values['fine.0.buildings']).toBe('1-4');
    expect((await desk.get(clerk, location)).props.old).toBe(false);
  });
});

describe('one tap', () => {
  test('at dawn chooses the rainy plan: two lines of the file, and no more', async () => {
    const [desk, clerk] = [await pressDesk(), await staff('clerk')];
    const before = (await desk.repository.read(ROUND))?.text.split('\n') ?? [];
    const tap = { path: ROUND, tap: 'plan:rainy', key: 'k'.repeat(32) };
    const { location } = await desk.post(clerk, '/desk/press/taps', tap);
    const after = (await desk.repository.read(ROUND))?.text.split('\n') ?? [];
    const changed = after.flatMap((line, at) => (line === before[at] ? [] : [line]));
    expect(changed).toEqual(['plan: 雨天', expect.stringMatching(/^changed: \{ day: 2022-\d\d-\d\d, at: "\d\d:\d\d" \}$/)]);
    expect(desk.repository.changes[0]?.message).toBe('西部名都花园 4月18日采样：改用雨天方案');
    await desk.goLive();
    expect((await desk.get(clerk, location)).props.state).toBe('live');
    // Tapped once more, by somebody who has not seen it: nothing is to be done.
    const again = await desk.post(clerk, '/desk/press/taps', { ...tap, key: 'l'.repeat(32) });
    expect((await desk.get(clerk, again.location)).props.state).toBe('live');
    expect(desk.repository.changes).toHaveLength(1);
  });

  test('says that a batch is late, and done', async () => {
    const [desk, clerk] = [await pressDesk(), await staff('clerk')];
    await desk.post(clerk, '/desk/press/taps', { path: ROUND, tap: 'late:a1:30' });
    expect((await desk.repository.read(ROUND))?.text).toContain('buildings: 1-4, state: 推迟, late: 30 }');
    await desk.post(clerk, '/desk/press/taps', { path: ROUND, tap: 'done:a1' });
    expect((await desk.repository.read(ROUND))?.text).toContain('buildings: 1-4, state: 已结束 }');
    const gone = await desk.post(clerk, '/desk/press/taps', { path: ROUND, tap: 'done:zz' });
    expect((await desk.get(clerk, gone.location)).props).toMatchObject({ state: 'failed', trouble: 'gone' });
  });

  test('stands beside a change of somebody else’s, with neither lost', async () => {
    const [desk, one, other] = [await pressDesk(), await staff('clerk'), await staff('lead')];
    await Promise.all([
      desk.post(one, '/desk/press/taps', { path: ROUND, tap: 'plan:fine' }),
      desk.post(other, '/desk/press/taps', { path: ROUND, tap: 'late:a2:15' }),
    ]);
    const text = (await desk.repository.read(ROUND))?.text;
    expect(text).toContain('plan: 晴天');
    expect(text).toContain('buildings: 5-12, state: 推迟, late: 15 }');
  });
});

test.each(['away', 'refused', 'full', 'unset'] as const)(
  'with a repository that is %s nothing is lost, and a sentence helps',
  async (trouble) => {
    const [desk, clerk] = [await pressDesk(), await staff('clerk')];
    const draft = await draftOf(desk, clerk, 'round:blank');
    const { values } = (await desk.get(clerk, draft)).props.form;
    desk.repository.fail(trouble);
    const { location } = await desk.post(clerk, draft, { ...values, title: '4月17日补采', deed: 'publish' });
    expect((await desk.get(clerk, location)).props).toMatchObject({ state: 'failed', trouble });
    expect((await desk.get(clerk, draft)).props.form.values.title).toBe('4月17日补采');
    const home = await desk.get(clerk, '/desk/press');
    expect(home.props).toMatchObject({ away: trouble, drafts: [{ title: '4月17日补采' }] });
    expect(home.props.live[0].lines.map(({ path }: { path: string }) => path)).toContain(ROUND);
    desk.repository.fail(undefined);
    await desk.post(clerk, `${location}/retry`);
    await desk.post(clerk, `${location}/retry`);
    expect(desk.repository.changes).toHaveLength(1);
    expect((await desk.get(clerk, location)).props.state).toBe('written');
  },
);

test('a write whose answer was lost is found, not written again', async () => {
  const [desk, clerk] = [await pressDesk(), await staff('clerk')];
  desk.repository.loseAnswer();
  const draft = await draftOf(desk, clerk, 'round:blank');
  const { values } = (await desk.get(clerk, draft)).props.form;
  const { location } = await desk.post(clerk, draft, { ...values, deed: 'publish' });
  expect((await desk.get(clerk, location)).props).toMatchObject({ state: 'failed', trouble: 'away' });
  await desk.post(clerk, `${location}/retry`);
  expect((await desk.get(clerk, location)).props.state).toBe('written');
  expect(desk.repository.changes).toHaveLength(1);
});

test('whoever died between the commit and the row finds it written at the next look, and nothing is written again', async () => {
  const [desk, clerk] = [await pressDesk(), await staff('clerk')];
  const form = await draftOf(desk, clerk, 'round:blank');
  const { values } = (await desk.get(clerk, form)).props.form;
  const written = await desk.post(clerk, form, { ...values, deed: 'publish' });
  const tapped = await desk.post(clerk, '/desk/press/taps', { path: ROUND, tap: 'plan:rainy' });
  await change("update press_publications set state = 'writing', tapped_at = tapped_at - 60000, written_at = null, blob = null");
  await desk.goLive();
  for (const { location } of [written, tapped]) expect((await desk.get(clerk, location)).props.state).toBe('live');
  expect(desk.repository.changes).toHaveLength(2);
});
