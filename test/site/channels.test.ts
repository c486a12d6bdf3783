import { hash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith';
import ICAL from 'ical.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { buildingFile } from '../../domain/channel/events.ts';
import { jsonFeed } from '../../domain/channel/feed.ts';
import { exportRelease } from '../../site/publish/export.ts';
import { openPublisher } from '../../site/publish/publisher.ts';
import { filesIn } from './built.ts';
import { makeTown, type Town } from './publish/town.ts';

// Everything that goes out, read by parsers that others wrote. `npm run compile` comes first.
const URL = 'https://xiaolaba.example';
const COMPOUND = 'mingdu/xinjian';
const BUILDINGS = ['1', '2', '甲', 'A-1', '3/4'];
const ROUND = `${COMPOUND}/samplings/0417.md`;
const NOTICE = `${COMPOUND}/notices/stop.md`;
const real = Date.parse('2026-11-24T09:00:00+08:00');
const env = { PORTAL_CLOCK: String(Date.parse('2022-04-16T09:00:00+08:00') - real), SITE_URL: URL };

const round = (plan: string, minute = '45') => `---
title: 17日采样
day: 2022-04-17
plan: ${plan}
bring: 身份证
changed: { day: 2022-04-16, at: "08:${minute}" }
fine: { batches: [{ id: f1, point: lawn, from: "07:30", to: "08:30", buildings: "1、2" }, { id: f2, point: lawn, from: "08:30", to: "09:30", buildings: "甲、A-1" }] }
rainy: { note: 地面滑。, batches: [{ id: r1, point: hall, from: "10:00", to: "11:30", buildings: "1、2、甲、A-1" }] }
---
`;
const notice = (title: string, more = '') =>
  `---\ntitle: ${title}\nlevel: urgent\nday: 2022-04-16\nat: "07:00"\nuntil: 2022-04-18\n${more}---\n早点接水 & 关好阀门。\n`;

let folder: string;
let town: Town;
let publisher: Awaited<ReturnType<typeof openPublisher>>;
const store = () => join(folder, 'site');
const client = () => join(folder, 'client');
const read = (path: string): string => readFileSync(join(client(), path), 'utf8');
const paths = (): string[] => filesIn(client());
const publish = async (hours = 0): Promise<void> => {
  town.commit();
  await publisher.publish({ real: real + hours * 3_600_000 });
  exportRelease(store(), client());
};

interface Entry {
  uid: string;
  summary: string;
  location: string;
  startsAt: number;
  status: unknown;
  sequence: unknown;
}
const calendar = (path: string): Entry[] =>
  new ICAL.Component(ICAL.parse(read(path))).getAllSubcomponents('vevent').map((component) => {
    const event = new ICAL.Event(component);
    return {
      ...{ uid: event.uid, summary: event.summary, location: event.location },
      startsAt: event.startDate.toJSDate().getTime(),
      status: component.getFirstPropertyValue('status'),
      sequence: component.getFirstPropertyValue('sequence'),
    };
  });
const at = (time: string) => Date.parse(`2022-04-17T${time}:00+08:00`);
const visible = (html: string): string => html.replace(/<svg[\s\S]*?<\/svg>|<script[\s\S]*?<\/script>|<[^>]+>/g, ' ');

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'channels-'));
  town = makeTown(join(folder, 'town'));
  town.write(
    `${COMPOUND}/compound.md`,
    `---
name: 新建小区
kind: compound
status: { state: sealed, since: 2022-04-01, changed: { day: 2022-04-01, at: "08:00" } }
buildings: [{ ids: "${BUILDINGS.join('、')}" }]
points: [{ id: lawn, name: 大草坪 }, { id: hall, name: 车库入口 }]
---
`,
  );
  town.write(ROUND, round('undecided'));
  town.write(NOTICE, notice('停水</script><b>'));
  publisher = await openPublisher({ store: store(), repository: town.dir, env });
  await publish();
}, 60_000);
afterAll(() => {
  publisher.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('calendars', () => {
  test('another reader finds the compound’s batches of both plans, tentative, at the moments that the file says', () => {
    const entries = calendar(`${COMPOUND}/calendar.ics`);
    expect(entries.map(({ summary, location, startsAt, status }) => [summary, location, startsAt, status])).toEqual([
      ['采样：1号楼、2号楼（晴天才算）', '大草坪', at('07:30'), 'TENTATIVE'],
      ['采样：甲号楼、A-1号楼（晴天才算）', '大草坪', at('08:30'), 'TENTATIVE'],
      ['采样：1号楼、2号楼、甲号楼、A-1号楼（雨天才算）', '车库入口', at('10:00'), 'TENTATIVE'],
    ]);
    expect(new Set(entries.map(({ uid }) => uid)).size).toBe(3);
  });

  test('each building has its own, whatever its id is made of, under a name that any host can hold', () => {
    for (const building of BUILDINGS) {
      const file = buildingFile(building);
      expect(file).toMatch(/^[a-z0-9_-]+$/);
      const mine = calendar(`${COMPOUND}/calendar/${file}.ics`);
      expect(
        mine.map(({ startsAt }) => startsAt),
        building,
      ).toEqual(building === '3/4' ? [] : [at(['1', '2'].includes(building) ? '07:30' : '08:30'), at('10:00')]);
    }
    expect(new Set(['a', 'A', '_61_', '甲'].map(buildingFile)).size).toBe(4);
  });

  test('lines are folded, and every calendar of the town is read', () => {
    const all = paths().filter((path) => path.endsWith('.ics'));
    expect(all.length).toBeGreaterThan(50);
    for (const path of all) {
      expect(() => calendar(path), path).not.toThrow();
      for (const line of read(path).split('\r\n')) expect(Buffer.byteLength(line), path).toBeLessThanOrEqual(75);
    }
  });
});

describe('feeds', () => {
  test('RSS, Atom and JSON say the same, to readers that others wrote', () => {
    for (const base of ['', 'mingdu/', `${COMPOUND}/`]) {
      const json = jsonFeed.parse(JSON.parse(read(`${base}feed.json`)));
      const rss = parseRssFeed(read(`${base}feed.xml`));
      const atom = parseAtomFeed(read(`${base}atom.xml`));
      const titles = json.items.map(({ title }) => title);
      expect(titles.length, base).toBeGreaterThan(0);
      expect(parseJsonFeed(read(`${base}feed.json`)).items?.map(({ title }) => title)).toEqual(titles);
      expect(rss.items?.map(({ title }) => title)).toEqual(titles);
      expect(atom.entries?.map(({ title }) => title?.value)).toEqual(titles);
      expect(rss.items?.map(({ link }) => link)).toEqual(json.items.map(({ url }) => url));
      expect(atom.entries?.map(({ updated }) => updated)).toEqual(json.items.map(({ date_modified }) => date_modified));
      expect(
        rss.items?.map(({ description = '' }) =>
          description.replaceAll('<br/>', '\n').replace(/&amp;/g, '&').replace(/&lt;/g, '<').replace(/&gt;/g, '>'),
        ),
      ).toEqual(json.items.map(({ content_text }) => content_text));
    }
  });

  test('a compound’s has its own items, its committee’s and the town’s; a committee’s its own and the town’s', () => {
    const files = (base: string) => jsonFeed.parse(JSON.parse(read(`${base}feed.json`))).items.map((item) => item._xiaolaba.path);
    expect(files('').every((path) => path.startsWith('notices/'))).toBe(true);
    expect(files('mingdu/').every((path) => /^(mingdu\/)?notices\//.test(path))).toBe(true);
    expect(files(`${COMPOUND}/`)).toEqual(expect.arrayContaining([ROUND, NOTICE, ...files('mingdu/'), ...files('')]));
  });

  test('an item names its file as git does, and its text is the group’s', () => {
    for (const { _xiaolaba, content_text } of jsonFeed.parse(JSON.parse(read(`${COMPOUND}/feed.json`))).items) {
      expect(_xiaolaba.blob).toBe(town.git('rev-parse', `HEAD:${_xiaolaba.path}`).trim());
      expect(content_text).toBe(_xiaolaba.text);
    }
  });

  test('a revision is another one when a reader is told another thing, and stays when only the file differs', async () => {
    const item = () =>
      jsonFeed.parse(JSON.parse(read(`${COMPOUND}/feed.json`))).items.find(({ _xiaolaba }) => _xiaolaba.path === NOTICE)?._xiaolaba;
    const before = item();
    town.write(NOTICE, notice('停水</script><b>').replace('level: urgent\n', 'level: 紧急\n'));
    await publish();
    expect(item()?.blob).not.toBe(before?.blob);
    expect(item()?.revision).toBe(before?.revision);
    town.write(NOTICE, notice('停气</script><b>'));
    await publish();
    expect(item()?.revision).not.toBe(before?.revision);
  });

  test('nothing in a feed tells when it was drawn', async () => {
    const before = ['feed.xml', 'atom.xml', 'feed.json', 'calendar.ics'].map((file) => read(`${COMPOUND}/${file}`));
    await publish(1);
    expect(['feed.xml', 'atom.xml', 'feed.json', 'calendar.ics'].map((file) => read(`${COMPOUND}/${file}`))).toEqual(before);
  });
});

describe('alerts', () => {
  const schema = { fileName: 'CAP-v1.2.xsd', contents: readFileSync('test/fixtures/CAP-v1.2.xsd', 'utf8') };
  const alert = `${COMPOUND}/notices/stop/cap.xml`;

  test('every alert is valid by the schema of CAP 1.2; a demonstration’s is an exercise', async () => {
    const alerts = paths().filter((path) => /notices\/[^/]+\/cap\.xml$/.test(path));
    expect(alerts.length).toBeGreaterThan(1);
    const xml = alerts.map((path) => ({ fileName: path.replaceAll('/', '_'), contents: read(path) }));
    const { valid, errors } = await validateXML({ xml, schema });
    expect(errors).toEqual([]);
    expect(valid).toBe(true);
    for (const { contents } of xml) expect(contents).toContain('<status>Exercise</status>');
    const broken = { fileName: 'broken.xml', contents: read(alert).replace('<language>', '<tongue>zh</tongue><language>') };
    expect((await validateXML({ xml: [broken], schema })).valid).toBe(false);
  });

  test('the index leads to each that there is', () => {
    for (const base of ['', 'mingdu/']) {
      const index = parseAtomFeed(read(`${base}cap.xml`));
      const linked = index.entries?.flatMap(({ links = [] }) => links.map(({ href = '' }) => href.slice(URL.length + 1))) ?? [];
      for (const path of linked) expect(existsSync(join(client(), path)), path).toBe(true);
      const own = paths().filter((path) => new RegExp(`^${base}notices/[^/]+/cap\\.xml$`).test(path));
      expect(linked).toEqual(expect.arrayContaining(own));
    }
    expect(parseAtomFeed(read('cap.xml')).entries).toHaveLength(1);
  });

  test('a correction updates what was sent before', async () => {
    const first = /<identifier>(.*)<\/identifier>/.exec(read(alert))?.[1];
    expect(read(alert)).toContain('<msgType>Alert</msgType>');
    town.write(NOTICE, notice('停气', 'corrections: [{ day: 2022-04-16, at: "08:00", was: 停水, now: 停气 }]\n'));
    await publish();
    expect(read(alert)).toContain('<msgType>Update</msgType>');
    expect(read(alert)).toContain(`<references>xiaolaba.example,${first},2022-04-16T07:00:00+08:00</references>`);
    expect((await validateXML({ xml: [{ fileName: 'a.xml', contents: read(alert) }], schema })).valid).toBe(true);
  });
});

test('data for machines can’t end its script, whatever a title says', async () => {
  town.write(NOTICE, notice('停水</script><script>alert(1)</script>'));
  await publish();
  const html = read(`${COMPOUND}/notices/stop/index.html`);
  const [, data = ''] = /<script type="application\/ld\+json">(.*?)<\/script>/.exec(html) ?? [];
  expect(JSON.parse(data)).toMatchObject({ '@type': 'SpecialAnnouncement', name: '停水</script><script>alert(1)</script>' });
  expect(html).not.toContain('<script>alert');
  const [, event = ''] = /<script type="application\/ld\+json">(.*?)<\/script>/.exec(read(`${COMPOUND}/samplings/0417/index.html`)) ?? [];
  expect(JSON.parse(event)).toMatchObject({
    '@type': 'Event',
    startDate: '2022-04-17T07:30:00+08:00',
    endDate: '2022-04-17T11:30:00+08:00',
  });
});

test('rain at dawn: one word, and page, poster, text, script, calendars and feeds all say the rainy plan', async () => {
  const share = `${COMPOUND}/samplings/0417/share/index.html`;
  const outputs = () => ({
    page: visible(read(`${COMPOUND}/samplings/0417/index.html`)),
    compound: visible(read(`${COMPOUND}/index.html`)),
    share: visible(read(share)),
    calendar: JSON.stringify(calendar(`${COMPOUND}/calendar.ics`)),
    building: JSON.stringify(calendar(`${COMPOUND}/calendar/1.ics`)),
    rss: parseRssFeed(read(`${COMPOUND}/feed.xml`)).items?.find(({ title }) => title === '17日采样')?.description ?? '',
    atom: JSON.stringify(parseAtomFeed(read(`${COMPOUND}/atom.xml`)).entries?.find(({ title }) => title?.value === '17日采样')),
    json: JSON.stringify(jsonFeed.parse(JSON.parse(read(`${COMPOUND}/feed.json`))).items.find(({ title }) => title === '17日采样')),
  });
  const sheets = () => read(share).match(/<article class="poster/g)?.length;
  const said = () => read(share).split('data-aloud')[1]?.split('</div>')[0] ?? '';
  for (const [name, text] of Object.entries(outputs())) {
    expect(text, name).toContain('大草坪');
    expect(text, name).toContain('车库入口');
  }
  expect(sheets()).toBe(4);
  const before = calendar(`${COMPOUND}/calendar.ics`).find(({ location }) => location === '车库入口');
  const revision = JSON.parse(outputs().json)._xiaolaba.revision;

  town.write(ROUND, round('rainy', '55'));
  await publish();
  for (const [name, text] of Object.entries(outputs())) {
    expect(text, name).not.toContain('大草坪');
    expect(text, name).toContain('车库入口');
  }
  expect(sheets()).toBe(4);
  expect(said()).toContain('上午十点到十一点半，到车库入口');
  expect(said()).not.toContain('如果');
  const after = calendar(`${COMPOUND}/calendar.ics`);
  expect(after).toMatchObject([{ uid: before?.uid, status: 'CONFIRMED' }]);
  expect(Number(after[0]?.sequence)).toBeGreaterThan(Number(before?.sequence));
  expect(JSON.parse(outputs().json)._xiaolaba.revision).not.toBe(revision);
});

test('what is past has no share page, no alert and no entry any more', async () => {
  expect(paths()).toContain(`${COMPOUND}/samplings/0417/share/index.html`);
  await publish(72);
  expect(paths().filter((path) => path.startsWith(COMPOUND) && /share|cap/.test(path))).toEqual([]);
  expect(calendar(`${COMPOUND}/calendar.ics`)).toEqual([]);
  expect(paths()).toContain(`${COMPOUND}/samplings/0417/index.html`);
});

test('git’s name of a file with a byte order mark is that of its bytes', async () => {
  const bytes = Buffer.from(`\ufeff${notice('带标记')}`);
  town.write(NOTICE, bytes.toString());
  await publish();
  const item = jsonFeed.parse(JSON.parse(read(`${COMPOUND}/feed.json`))).items.find(({ title }) => title === '带标记');
  expect(item?._xiaolaba.blob).toBe(hash('sha1', Buffer.concat([Buffer.from(`blob ${bytes.length}\0`), bytes])));
});
