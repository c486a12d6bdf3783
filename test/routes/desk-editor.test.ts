import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, test } from 'vitest';
import { portal } from '../../worker/app.ts';
import { originFor } from '../../worker/editor/config.ts';
import type { Bindings } from '../../worker/host.ts';
import { blobOf, type Memory, memory } from '../repository/memory.ts';
import { forget, ORIGIN, rows } from './portal.ts';
import { type Staff, staff } from './staff.ts';

const API = '/desk/editor/api/v1';
const REPO = `${API}/repos/town/content`;
const NOTICE = 'mingdu/xibu-xincun/notices/laji.md';
const ROUND = 'mingdu/xibu-xincun/samplings/0416.md';
const COMPOUND = 'mingdu/xibu-xincun/compound.md';
const FOREIGN = 'baihua/notices/zhengming.md';

const FILES = {
  'town.md': '---\nname: 示范镇\nphones: [{ name: 值班, phone: 021-55550100 }]\n---\n',
  'services/ride.md': '---\ntitle: 接送\nsummary: 去医院\nteam: transport\nworkdays: 0\n---\n',
  'mingdu/committee.md': '---\nname: 名都居委会\nphones: [{ name: 值班, phone: 021-55550101 }]\n---\n',
  [COMPOUND]: `---
name: 西部新村
kind: 小区
status: { state: 管控, since: 2022-04-01, changed: { day: 2022-04-15, at: "20:45" } }
buildings:
  # 从南到北
  - ids: 1-3
    row: [[10, 20], [40, 20]]
  - ids: 4
    position: 82, 95
points:
  - { id: plaza, name: 小广场, position: 50, 50 }
---
`.replace('position: 50, 50', 'position: [50, 50]'),
  [NOTICE]: `---
# 每周看一次
title:   垃圾放门口
day: 2022-04-10
at: "08:00"
until: 2022-04-20
channels: 网页、微信群
---

每天收两次。
`,
  [ROUND]: `---
title: 采样
day: 2022-04-16
plan: 晴天
fine:
  batches:
    - { point: plaza, from: "08:00", to: "09:00", buildings: 1-3 } # 有老人
    - { point: plaza, from: "09:00", to: "10:00", buildings: 4 }
changed: { day: 2022-04-15, at: "21:00" }
---
`,
  [FOREIGN]: '---\ntitle: 开证明\nday: 2022-04-10\nat: "08:00"\nuntil: 2022-04-20\n---\n',
};

const app = portal({ render: async (c, name, _, status) => c.html(`<!doctype html><title>${name}</title>`, status) });
let repository: Memory;
let bindings: Bindings;
beforeEach(async () => {
  await forget();
  repository = memory(FILES);
  bindings = { DB: env.DB, SEAL_KEYS: env.SEAL_KEYS, LOOKUP_KEY: env.LOOKUP_KEY, ASSETS: env.ASSETS, REPOSITORY: repository };
});

const ask = async (who: Staff | undefined, path: string, body?: unknown) => {
  const cookie = [...(who?.cookies ?? [])].map(([name, value]) => `${name}=${value}`).join('; ');
  const sent = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  const headers = { cookie, origin: ORIGIN, ...(body !== undefined && { 'content-type': 'application/json' }) };
  return app.request(ORIGIN + path, { ...sent, headers }, bindings);
};
const packed = (text: string): string => Buffer.from(text).toString('base64');
const unpacked = (text: string): string => Buffer.from(text, 'base64').toString();

const shownTo = async (who: Staff, path: string): Promise<{ text: string; sha: string }> => {
  const [file]: { content: string; sha: string }[] = await (await ask(who, `${REPO}/file-contents?ref=main`, { files: [path] })).json();
  return file ? { text: unpacked(file.content), sha: file.sha } : expect.unreachable();
};
const save = (who: Staff, path: string, text: string, sha?: string, operation = sha ? 'update' : 'create') =>
  ask(who, `${REPO}/contents`, {
    branch: 'main',
    message: `改 ${path}`,
    author: { name: '别人', email: 'x@y' },
    files: [{ operation, path, content: packed(text), sha }],
  });

test('the editor is in a page of its own, with a policy of its own, and the rest of the desk keeps its own', async () => {
  const clerk = await staff('clerk');
  const page = await ask(clerk, '/desk/editor');
  expect(page.status).toBe(200);
  const policy = page.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("style-src 'self' 'unsafe-inline'");
  expect(policy).toContain("connect-src 'self' data:;");
  expect(policy).toContain("script-src 'self';");
  expect((await ask(clerk, '/desk/requests')).headers.get('content-security-policy')).not.toContain('unsafe');
});

test('it is told the collections of one’s own scope, with fields from the schemas', async () => {
  interface Told {
    backend: { api_root: string };
    collections: { folder?: string; fields?: { name: string; label: string; widget: string; required: boolean }[] }[];
  }
  const told: Told = await (await ask(await staff('clerk'), '/desk/editor/config')).json();
  expect(told.backend.api_root).toBe(`${ORIGIN}${API}`);
  const folders = told.collections.map(({ folder }) => folder).filter(Boolean);
  expect(folders).toContain('mingdu/xibu-xincun/notices');
  expect(folders.every((folder) => folder?.startsWith('mingdu/'))).toBe(true);
  const fields = told.collections.find(({ folder }) => folder === 'mingdu/xibu-xincun/notices')?.fields ?? [];
  expect(fields.map(({ name, widget, required }) => `${name} ${widget} ${required}`)).toEqual([
    ...['title string true', 'level select false', 'day datetime true', 'at string true', 'until datetime true'],
    ...['untilAt string false', 'channels select false', 'corrections list false', 'body markdown false'],
  ]);
  expect(fields.every(({ label }) => /[\u4e00-\u9fff]/.test(label))).toBe(true);
  const compound: Told = await (
    await ask(await staff('clerk', { committee: 'mingdu', compound: 'xibu-xincun' }), '/desk/editor/config')
  ).json();
  expect(compound.collections).toHaveLength(5);
});

test('what a committee adds to a service of the town’s has a form of its own', async () => {
  interface Told {
    collections: { folder?: string; filter?: object; files?: { file: string; fields: { name: string }[] }[] }[];
  }
  const { collections }: Told = await (await ask(await staff('clerk'), '/desk/editor/config')).json();
  const addition = collections.flatMap(({ files = [] }) => files).find(({ file }) => file === 'mingdu/services/ride.md');
  expect(addition?.fields.map(({ name }) => name)).toEqual(['bring', 'phones', 'paused', 'body']);
  const services = collections.filter(({ folder }) => folder === 'mingdu/services');
  expect(services).toMatchObject([{ filter: { field: 'title' } }]);
  const path = 'mingdu/services/ride.md';
  const clerk = await staff('clerk');
  expect((await save(clerk, path, '---\npaused: 车坏了\n---\n')).status).toBe(201);
  repository.fail('away');
  expect((await ask(clerk, '/desk/editor/config')).status).toBe(200);
});

test('its list has one’s own files, and no other', async () => {
  const paths = async (who: Staff) => {
    const { tree }: { tree: { path: string; sha: string }[] } = await (await ask(who, `${REPO}/git/trees/x?recursive=1`)).json();
    return tree.map(({ path }) => path).sort();
  };
  expect(await paths(await staff('clerk'))).toEqual(
    Object.keys(FILES)
      .filter((path) => path.startsWith('mingdu/'))
      .sort(),
  );
  expect(await paths(await staff('clerk', { committee: 'mingdu', compound: 'xibu-xincun' }))).toEqual([COMPOUND, NOTICE, ROUND].sort());
  expect(await paths(await staff('lead', {}))).toEqual(Object.keys(FILES).sort());
});

test('what is saved is the file as it was, with the changed field alone, in the name of whoever did it', async () => {
  const clerk = await staff('clerk');
  const { text, sha } = await shownTo(clerk, NOTICE);
  expect(text).toContain('channels:\n  - page\n  - group\n');
  const answer = await save(clerk, NOTICE, text.replace('垃圾放门口', '垃圾放楼下').replace('- group', '- group\n  - poster'), sha);
  expect(answer.status).toBe(201);
  const expected = FILES[NOTICE].replace('垃圾放门口', '垃圾放楼下').replace('网页、微信群', '网页、微信群、楼道张贴');
  expect((await repository.read(NOTICE))?.text).toBe(expected);
  expect(await answer.json()).toMatchObject({ files: [{ path: NOTICE, sha: await blobOf(expected) }] });
  expect(repository.changes).toMatchObject([{ author: { name: '贺小真' }, message: `改 ${NOTICE}` }]);
});

test('a batch, a text below, and what the editor has no field for', async () => {
  const clerk = await staff('clerk');
  const round = await shownTo(clerk, ROUND);
  expect(
    (await save(clerk, ROUND, round.text.replace('to: 10:00', 'to: 10:30').replace(/---\n$/, '---\n\n早点来。\n'), round.sha)).status,
  ).toBe(201);
  expect((await repository.read(ROUND))?.text).toBe(`${FILES[ROUND].replace('to: "10:00"', 'to: "10:30"')}\n早点来。\n`);
  const compound = await shownTo(clerk, COMPOUND);
  const without = compound.text.replace(/ *row:\n(?: {6}- .*\n| {8}.*\n)+/, '').replace(/ +position:\n(?: +- \d+\n)+/g, '');
  expect(without).not.toMatch(/row|position/);
  expect((await save(clerk, COMPOUND, without.replace('小广场', '大广场'), compound.sha)).status).toBe(201);
  expect((await repository.read(COMPOUND))?.text).toBe(FILES[COMPOUND].replace('小广场', '大广场'));
});

test('a new file is written as a person would', async () => {
  const clerk = await staff('clerk');
  const path = 'mingdu/notices/ting-shui.md';
  const sent = '---\nuntil: 2022-04-18\ntitle: 停水\nlevel: normal\nday: 2022-04-17\nat: 8:00\nuntilAt: ""\nchannels: []\n---\n\n接水。\n';
  expect((await save(clerk, path, sent)).status).toBe(201);
  expect((await repository.read(path))?.text).toBe('---\ntitle: 停水\nday: 2022-04-17\nat: "08:00"\nuntil: 2022-04-18\n---\n\n接水。\n');
  const { sha } = await shownTo(clerk, path);
  expect((await save(clerk, path, '', sha, 'delete')).status).toBe(201);
  expect(await repository.read(path)).toBeUndefined();
});

test.each([
  [NOTICE, (text: string) => text.replace('2022-04-20', '2022-04-01'), '有效期早于发布时间'],
  [NOTICE, (text: string) => text.replace('title', 'titel'), '不认识的字段“titel”'],
  [ROUND, (text: string) => text.replace('point: plaza', 'point: nirgends'), '本小区没有“nirgends”这个点位或大门'],
  [ROUND, (text: string) => text.replace('buildings: 1-3', 'buildings: 1-9'), '本小区没有“5”这个楼栋'],
  [COMPOUND, (text: string) => text.replace('1-3', '1-4'), '写了两次'],
])('what the catalogue would set aside is refused in its words: %s', async (path, spoil, sentence) => {
  const clerk = await staff('clerk');
  const { text, sha } = await shownTo(clerk, path);
  const answer = await save(clerk, path, spoil(text), sha);
  expect(answer.status).toBe(422);
  const { message }: { message: string } = await answer.json();
  expect(message).toContain(sentence);
  expect(repository.changes).toEqual([]);
});

test('what somebody else changed meanwhile is not written over', async () => {
  const clerk = await staff('clerk');
  const { text, sha } = await shownTo(clerk, NOTICE);
  repository.push({ [NOTICE]: FILES[NOTICE].replace('每天', '每周') });
  const answer = await save(clerk, NOTICE, text.replace('垃圾', '纸箱'), sha);
  expect(answer.status).toBe(409);
  expect(await answer.json()).toMatchObject({ message: expect.stringContaining('别人刚改过') });
  expect((await repository.read(NOTICE))?.text).toContain('每周');
});

test.each([
  ['away', 503, '暂时连不上'],
  ['refused', 503, '通行证'],
  ['full', 507, '磁盘满了'],
  ['unset', 501, '没有设置内容库'],
] as const)('a repository in trouble is told of: %s', async (trouble, status, sentence) => {
  const clerk = await staff('clerk');
  const { text, sha } = await shownTo(clerk, NOTICE);
  repository.fail(trouble);
  const answer = await save(clerk, NOTICE, text.replace('垃圾', '纸箱'), sha);
  expect(answer.status).toBe(status);
  expect(await answer.json()).toMatchObject({ message: expect.stringContaining(sentence) });
});

test('an urgent notice is neither made, changed nor taken away here: it wants a second person', async () => {
  const clerk = await staff('clerk');
  const { text, sha } = await shownTo(clerk, NOTICE);
  const urgent = text.replace('level: normal', 'level: urgent');
  const path = 'mingdu/notices/ting-shui.md';
  repository.push({ [path]: FILES[NOTICE].replace('day:', 'level: 紧急\nday:') });
  const there = await shownTo(clerk, path);
  const answers = [
    await save(clerk, NOTICE, urgent, sha),
    await save(clerk, 'mingdu/notices/new.md', urgent),
    await save(clerk, path, there.text.replace('每天', '每周'), there.sha),
    await save(clerk, path, there.text.replace('level: urgent', 'level: normal'), there.sha),
    await save(clerk, path, '', there.sha, 'delete'),
  ];
  expect(answers.map(({ status }) => status)).toEqual([422, 422, 422, 422, 422]);
  for (const answer of answers) expect(await answer.json()).toMatchObject({ message: expect.stringContaining('发通知') });
  expect(repository.changes).toEqual([]);
});

test('each write is one event, without a word of it', async () => {
  const clerk = await staff('clerk');
  const { text, sha } = await shownTo(clerk, NOTICE);
  const before = await rows('events', "record_kind = 'publication' order by id");
  await save(clerk, NOTICE, text.replace('每天', '每周'), sha);
  expect((await rows('events', "record_kind = 'publication' order by id")).slice(before.length)).toMatchObject([
    { deed: 'published', committee: 'mingdu', compound: 'xibu-xincun', state: 'written', detail: '{"editor":true,"files":1}' },
  ]);
});

test('the file of a place stays where it is, and nothing is taken away unseen', async () => {
  const clerk = await staff('clerk');
  const { text, sha } = await shownTo(clerk, COMPOUND);
  const moved = { operation: 'update', path: 'mingdu/anderswo/compound.md', from_path: COMPOUND, sha, content: packed(text) };
  const answers = [
    await save(clerk, COMPOUND, '', sha, 'delete'),
    await ask(clerk, `${REPO}/contents`, { message: 'x', files: [moved] }),
    await save(clerk, NOTICE, '', undefined, 'delete'),
  ];
  expect(answers.map(({ status }) => status)).toEqual([422, 422, 422]);
  expect((await ask(clerk, `${REPO}/raw/%E0%A4%A`)).status).toBe(404);
  expect(repository.changes).toEqual([]);
});

test.each([
  ['http://portal.example/desk/editor/config', 'https://portal.example', 'https://portal.example'],
  ['http://127.0.0.1:8080/desk/editor/config', 'https://portal.example', 'http://127.0.0.1:8080'],
  ['https://portal.example/desk/editor/config', undefined, 'https://portal.example'],
])('behind a proxy that ends TLS the editor asks where the browser is: %s of %s', (asked, told, origin) => {
  expect(originFor(asked, told)).toBe(origin);
});

describe('nobody reaches what is not his', () => {
  const notice = '---\ntitle: 一条\nday: 2022-04-17\nat: "08:00"\nuntil: 2022-04-18\n---\n';
  const files = (path: string) => ({ files: [path] });

  test('a clerk of another committee', async () => {
    const clerk = await staff('clerk', { committee: 'baihua' });
    expect((await ask(clerk, `${REPO}/file-contents`, files(NOTICE))).status).toBe(403);
    expect((await ask(clerk, `${REPO}/raw/${NOTICE}`)).status).toBe(404);
    expect((await save(clerk, NOTICE, notice, await blobOf(FILES[NOTICE]))).status).toBe(403);
    expect((await save(clerk, NOTICE, '', await blobOf(FILES[NOTICE]), 'delete')).status).toBe(403);
    expect((await save(clerk, 'mingdu/notices/new.md', notice)).status).toBe(403);
    const moved = {
      operation: 'update',
      path: 'baihua/notices/x.md',
      from_path: NOTICE,
      sha: await blobOf(FILES[NOTICE]),
      content: packed(notice),
    };
    expect((await ask(clerk, `${REPO}/contents`, { message: 'x', files: [moved] })).status).toBe(403);
    const { tree }: { tree: { path: string }[] } = await (await ask(clerk, `${REPO}/git/trees/main`)).json();
    expect(tree.map(({ path }) => path)).toEqual([FOREIGN]);
    expect(repository.changes).toEqual([]);
  });

  test('what is no content', async () => {
    const lead = await staff('lead', {});
    for (const path of ['package.json', '../town.md', '.git/config', 'mingdu/notices/x.html', 'mingdu/notices/../../town.md'])
      expect((await save(lead, path, notice)).status, path).toBe(403);
  });

  test('whoever is not signed in, or has not the right', async () => {
    const paths = [
      `${API}/version`,
      `${API}/user`,
      `${API}/settings/api`,
      REPO,
      `${REPO}/branches/main`,
      `${REPO}/git/trees/x`,
      `${REPO}/raw/${NOTICE}`,
      `${REPO}/commits`,
      '/desk/editor/config',
    ];
    const medicine = await staff('medicine');
    for (const path of paths) {
      expect((await ask(undefined, path)).status, path).toBe(401);
      expect((await ask(medicine, path)).status, path).toBe(403);
    }
    for (const path of [`${REPO}/file-contents`, `${REPO}/contents`]) {
      expect((await ask(undefined, path, files(NOTICE))).status).toBe(401);
      expect((await ask(medicine, path, files(NOTICE))).status).toBe(403);
    }
  });

  test('a page of another site', async () => {
    const clerk = await staff('clerk');
    const cookie = [...clerk.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { cookie, origin: 'https://elsewhere.example', 'content-type': 'application/json' };
    const answer = await app.request(`${ORIGIN}${REPO}/contents`, { method: 'POST', headers, body: '{}' }, bindings);
    expect(answer.status).toBe(403);
  });
});
