import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, test } from 'vitest';
import { isToTell, itemsIn } from '../../domain/tidings.ts';
import { zhCN } from '../../domain/words/index.ts';
import { robotOf } from '../records/robots.ts';
import { forget, get, rows, submit } from './portal.ts';
import { type Staff, staff } from './staff.ts';

const { tidings: w } = zhCN.desk;
beforeEach(forget);

const HERE = { committee: 'mingdu', compound: 'xibu-mingdu-huayuan' };
const BASE = '/desk/told/mingdu/xibu-mingdu-huayuan';
const AS_MANY_AS_FIT = /name="revision" value="(\w+)"/;

const live = async () => itemsIn(await (await env.ASSETS.fetch('https://portal.example/mingdu/xibu-mingdu-huayuan/feed.json')).json());
const round = async () => {
  const found = (await live()).find(({ path }) => path.endsWith('samplings/0416.md'));
  if (!found) throw new Error('the round is not live');
  return found;
};
const pageOf = async (who: Staff, path: string) => (await who.get(`${BASE}?item=${encodeURIComponent(path)}`)).text();
const linkFor = async (clerk: Staff, building: string, more: Record<string, string> = {}): Promise<string> => {
  const page = await (await clerk.submit(`${BASE}/links`, { building, ...more })).text();
  return /\/t\/[0-9a-f]{64}/.exec(page)?.[0] ?? '';
};

/** As the minute's look writes down what it sees. */
const sighted = async (path: string, revisions: readonly string[], from = 1): Promise<void> => {
  for (const [at, revision] of revisions.entries())
    await env.DB.prepare(
      `insert into sightings (id, town, committee, compound, path, revision, turn, seen_at, again)
       values (?1, '示范镇', ?2, '', ?3, ?4, ?5, ?6, case when exists (select 1 from sightings where path = ?3 and revision = ?4) then ?6 else 0 end)`,
    )
      .bind(crypto.randomUUID(), path.split('/')[0] ?? '', path, revision, from + at, Date.now())
      .run();
};

describe('doors are told', () => {
  test('by the head’s link: one button, no sign-in, his own building and nothing else', async () => {
    const clerk = await staff('clerk');
    const { path, title, text } = await round();
    const link = await linkFor(clerk, '3');
    const page = await (await get(link)).text();
    expect(page).toContain(title);
    expect(page).toContain(text.split('\n')[0]);
    const [, revision = ''] = AS_MANY_AS_FIT.exec(page.slice(page.indexOf(path))) ?? [];
    const told = await submit(`${link}/tellings`, { item: path, revision });
    expect(told.headers.get('location')).toBe(`${link}?done`);
    await submit(`${link}/tellings`, { item: path, revision, building: '4' });
    expect(await rows('tellings')).toMatchObject([{ building: '3', path, revision, way: 'link', by: null, committee: 'mingdu' }]);
    expect(await (await get(`${link}?done`)).text()).toContain(w.doorsThanks);
    const desk = await pageOf(clerk, path);
    expect(desk.indexOf(`<h2>${w.isTold}</h2>`)).toBeLessThan(desk.indexOf('>3号楼<'));
    expect(desk).toContain(w.way.link);
    const [event] = await rows('events', "deed = 'told' order by rowid desc");
    expect(event).toMatchObject({ actor: 'head', record_id: `mingdu/xibu-mingdu-huayuan/told/${path}` });
    expect(await rows('events', "deed = 'told'")).toHaveLength(1);
  });

  test('a link is stored as a hash, ends by hand or after a week; a guess opens nothing', async () => {
    const clerk = await staff('clerk');
    const first = await linkFor(clerk, '3');
    expect(JSON.stringify(await rows('head_links'))).not.toContain(first.slice(3));
    const neighbour = await linkFor(clerk, '4');
    // Somebody may have pasted the first one in a group already.
    await linkFor(clerk, '3');
    expect((await get(first)).status).toBe(200);
    const second = await linkFor(clerk, '3', { end: 'yes' });
    expect((await get(first)).status).toBe(404);
    for (const link of [second, neighbour]) expect((await get(link)).status).toBe(200);
    await env.DB.prepare('update head_links set expires_at = 1').run();
    const over = await get(second);
    expect(over.status).toBe(404);
    expect(await over.text()).toContain(w.linksOver);
    for (const guess of [`/t/${'0'.repeat(64)}`, '/t/x', '/t/']) expect((await get(guess)).status).toBe(404);
    const { path, revision } = await round();
    expect((await submit(`${second}/tellings`, { item: path, revision })).status).toBe(404);
    expect(await rows('tellings')).toEqual([]);
  });

  test('what is not live can’t be said to be told', async () => {
    const link = await linkFor(await staff('clerk'), '3');
    expect((await submit(`${link}/tellings`, { item: 'mingdu/notices/none.md', revision: 'r' })).status).toBe(409);
    const { path } = await round();
    for (const revision of ['<b>', 'r', `${'r'.repeat(30)}`])
      expect((await submit(`${link}/tellings`, { item: path, revision })).status).toBe(409);
    const quiet = (await live()).find((item) => !isToTell(item, item.changedAt));
    expect((await submit(`${link}/tellings`, { item: quiet?.path ?? '', revision: quiet?.revision ?? '' })).status).toBe(409);
    expect(await rows('tellings')).toEqual([]);
  });

  test('by the desk after a call, or by a head at the desk for his own building', async () => {
    const clerk = await staff('clerk');
    const { path, revision } = await round();
    const tell = (who: Staff, building: string) => who.submit(`${BASE}/tellings`, { item: path, revision, building });
    expect((await tell(clerk, '5')).headers.get('location')).toContain('said=t-told');
    const head = await staff('head', { ...HERE, building: '4' });
    expect((await tell(head, '5')).status).toBe(409);
    expect((await tell(head, '4')).status).toBe(303);
    expect((await tell(clerk, '99')).status).toBe(409);
    expect((await rows('tellings', '1 = 1 order by building')).map(({ building, way }) => [building, way])).toEqual([
      ['4', 'head'],
      ['5', 'call'],
    ]);
    const own = await pageOf(head, path);
    expect(own).toContain('4号楼');
    expect(own).not.toContain('5号楼');
    expect(own).not.toContain(w.media);
    expect((await head.submit(`${BASE}/links`, { building: '4' })).status).toBe(403);
  });

  test('who was told of the first version is asked again, and stands first', async () => {
    const clerk = await staff('clerk');
    const { path } = await round();
    const link = await linkFor(clerk, '3');
    await sighted(path, ['before']);
    await submit(`${link}/tellings`, { item: path, revision: 'before' });
    expect(await (await get(link)).text()).toContain(w.changedNote);
    const page = await pageOf(clerk, path);
    expect(page.indexOf(w.wasTold)).toBeGreaterThan(page.indexOf('>3号楼<'));
    expect(page.indexOf('>3号楼<')).toBeLessThan(page.indexOf('>1号楼<'));
    expect(page).not.toContain(`<h2>${w.isTold}</h2>`);
  });

  test('who was told of what came back has heard the other one since: he is asked again, and that is told anew', async () => {
    const clerk = await staff('clerk');
    const { path, revision } = await round();
    const tell = (version: string) => clerk.submit(`${BASE}/tellings`, { item: path, revision: version, building: '3' });
    const shown = async () => /name="revision" value="([^"]+)"/.exec(await pageOf(clerk, path))?.[1] ?? '';
    await sighted(path, [revision]);
    await tell(await shown());
    expect(await pageOf(clerk, path)).toContain(`<h2>${w.isTold}</h2>`);
    await sighted(path, ['before', revision], 2);
    const version = await shown();
    expect(version).not.toBe(revision);
    expect(await pageOf(clerk, path)).toContain(w.wasTold);
    expect((await tell(revision)).status).toBe(409);
    expect((await tell(version)).status).toBe(303);
    const link = await linkFor(clerk, '4');
    expect((await submit(`${link}/tellings`, { item: path, revision: version })).status).toBe(303);
    expect(await rows('tellings', 'revision = (select max(revision) from tellings)')).toHaveLength(2);
  });

  test('the half hour begins when it was live, not when it was written', async () => {
    const clerk = await staff('clerk');
    const fresh = await round();
    const older = (await live()).find((one) => one.changedAt < fresh.changedAt && isToTell(one, fresh.changedAt));
    if (!older) throw new Error('nothing is older');
    expect(await pageOf(clerk, older.path)).toContain(w.late(12));
    await sighted(older.path, [older.revision]);
    expect(await pageOf(clerk, older.path)).not.toContain('过了30分钟');
  });

  test('after half an hour who is not told is called: his name, his number', async () => {
    const clerk = await staff('clerk');
    const fresh = await round();
    const older = (await live()).find((one) => one.changedAt < fresh.changedAt && isToTell(one, fresh.changedAt));
    await staff('head', { ...HERE, building: '6' }, '祝楼长');
    // Whenever the pages were built: this one has only just been seen.
    await sighted(fresh.path, [fresh.revision]);
    expect(await pageOf(clerk, fresh.path)).not.toContain('过了30分钟');
    const page = await pageOf(clerk, older?.path ?? '');
    expect(page).toContain(w.late(12));
    expect(page).toContain(w.head('祝楼长'));
    expect(await (await clerk.get('/desk/told')).text()).toContain(w.late(12));
    // Where nobody is enrolled, the number is the one that the compound's file names.
    const there = await staff('clerk', { committee: 'tianlin-12' });
    const list = await (await there.get('/desk/told/tianlin-12/tianlin-shier-cun')).text();
    const [, item = ''] = /href="([^"]+\?item=[^"]+)"/.exec(list) ?? [];
    expect(await (await there.get(item)).text()).toMatch(/href="tel:\d+"/);
  });
});

test('what no machine sees is ticked, and taken back', async () => {
  const clerk = await staff('clerk', { committee: 'mingdu' }, '贺小真');
  const { path, revision } = await round();
  const tick = (medium: string, done: string) => clerk.submit(`${BASE}/announcements`, { item: path, revision, medium, done });
  await tick('loudspeaker', 'yes');
  await tick('loudspeaker', 'yes');
  await tick('poster', 'yes');
  expect(await rows('announcements')).toHaveLength(2);
  expect(await pageOf(clerk, path)).toContain('贺小真');
  await tick('poster', 'no');
  expect(await rows('announcements')).toMatchObject([{ medium: 'loudspeaker', path, revision }]);
  expect((await tick('smoke', 'yes')).status).toBe(409);
  expect((await rows('events', "deed = 'announced'")).length).toBe(3);
});

test('the links of those who are not told go to their group', async () => {
  const lead = await staff('lead');
  const robot = robotOf('wecom');
  await lead.submit('/desk/channels', { address: robot.address, name: '楼组长群', scope: 'mingdu', heads: 'yes' });
  const [channel] = await rows('channels');
  const { path, revision } = await round();
  await lead.submit(`${BASE}/tellings`, { item: path, revision, building: '3' });
  await lead.submit(`${BASE}/heads`, { item: path, channel: String(channel?.['id']) });
  const texts = (await robot.read()).join('\n');
  expect(texts).toMatch(/\n1号楼 https:\/\/\S+\/t\/[0-9a-f]{64}/);
  expect(texts).not.toMatch(/\n3号楼 /);
  for (const text of await robot.read()) expect(text).not.toContain('全文点开看');
  const link = /\/t\/[0-9a-f]{64}/.exec(texts)?.[0] ?? '';
  expect((await get(link)).status).toBe(200);
  expect(JSON.stringify(await rows('sendings'))).not.toContain(link);
});

test('the links go to no group but the heads’ own, and to none beyond one’s own place', async () => {
  const [mayor, lead] = [await staff('lead', {}), await staff('lead')];
  const groups = { residents: robotOf('wecom'), town: robotOf('wecom') };
  await lead.submit('/desk/channels', { address: groups.residents.address, name: '居民群', scope: 'mingdu' });
  await mayor.submit('/desk/channels', { address: groups.town.address, name: '全镇楼组长', scope: '*', heads: 'yes' });
  const { path } = await round();
  const page = await pageOf(lead, path);
  for (const { id, name } of await rows('channels')) {
    expect(page).not.toContain(w.sendLinks(String(name)));
    expect((await lead.submit(`${BASE}/heads`, { item: path, channel: String(id) })).status, String(name)).toBe(409);
  }
  expect(await rows('head_links')).toEqual([]);
  for (const robot of Object.values(groups)) expect(await robot.arrived()).toEqual([]);
});
