import { env } from 'cloudflare:workers';
import type { JsonFeed } from '../../domain/channel/feed.ts';
import { portal } from '../../worker/app.ts';
import type { Bindings } from '../../worker/host.ts';
import { type Memory, memory } from '../repository/memory.ts';
import { encoded, ORIGIN } from './portal.ts';
import type { Staff } from './staff.ts';

// The desk over a repository in memory, and a publisher that publishes when a test says so.

export const HERE = 'mingdu/xibu-mingdu-huayuan';
export const ROUND = `${HERE}/samplings/0418.md`;
export const NOTICE = `${HERE}/notices/dianti.md`;

export const FILES = {
  [ROUND]: `---
title: 4月18日采样
day: 2022-04-18
plan: undecided
changed: { day: 2022-04-15, at: "21:30" }
fine:
  note: 三个点一起开。 # 老周说的
  batches:
    - { id: a1, point: huodongshi, from: "07:00", to: "08:00", buildings: 1-4 }
    - { id: a2, point: huayuan, from: "07:00", to: "08:00", buildings: 5-12 }
rainy:
  batches:
    - { id: r1, point: huodongshi, from: "07:00", to: "08:10", buildings: 1-12 }
---

4月17日晚上9点前定。
`,
  [NOTICE]: `---
title: 2号楼电梯停了
level: 紧急
day: 2022-04-16
at: "05:40"
until: 2022-04-17
---

2号楼电梯坏了，下午5点前修好。
`,
} as const;

/** What a page of the desk was given to show. */
export interface Shown {
  status: number;
  page: string;
  // biome-ignore lint/suspicious/noExplicitAny: what a page shows differs from page to page, and a test looks into all of them
  props: any;
  location: string;
}

const render = async (name: string, props: object, status: number): Promise<Response> =>
  Response.json({ page: name, props }, { status, headers: { 'content-type': 'text/html' } });

const app = portal({ render: (_, name, props, status) => render(name, props, status) });

/** A desk with its repository, and what is live. */
export interface PressDesk {
  repository: Memory;
  /** Publishes what the repository has now. */
  goLive: () => Promise<void>;
  get: (who: Staff, path: string) => Promise<Shown>;
  post: (who: Staff, path: string, fields?: Record<string, string | readonly string[]>) => Promise<Shown>;
}

const feedOf = async (repository: Memory, place: string): Promise<JsonFeed> => {
  const folders = ['samplings', 'notices', 'supplies', 'posts'];
  const found = await Promise.all(
    folders.map(async (folder) =>
      (await repository.list(`${place}/${folder}`)).map(({ name, blob }) => ({ path: `${place}/${folder}/${name}`, blob })),
    ),
  );
  const item = ({ path, blob }: { path: string; blob: string }) => ({
    ...{ id: path, url: `/${path}`, title: path, content_text: path, date_published: '', date_modified: '', authors: [] },
    _xiaolaba: { kind: 'notice' as const, path, blob, revision: blob, urgent: false, changedAt: 0, text: `群里的话 ${path}` },
  });
  return {
    ...{ version: 'https://jsonfeed.org/version/1.1', title: '', description: '', home_page_url: '', feed_url: '', language: 'zh-CN' },
    items: found.flat().map(item),
  };
};

export const pressDesk = async (files: Readonly<Record<string, string>> = FILES): Promise<PressDesk> => {
  const repository = memory(files);
  let live = await feedOf(repository, HERE);
  const ASSETS: Bindings['ASSETS'] = {
    fetch: async (address) =>
      new URL(address).pathname === `/${HERE}/feed.json` ? Response.json(live) : (env.ASSETS.fetch(address) as Promise<Response>),
  };
  const { DB, SEAL_KEYS, LOOKUP_KEY } = env;
  const bindings: Bindings = { DB, SEAL_KEYS, LOOKUP_KEY, ASSETS, REPOSITORY: repository };
  const ask = async (who: Staff, path: string, init: RequestInit = {}): Promise<Shown> => {
    const cookie = [...who.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await app.request(ORIGIN + path, { ...init, headers: { cookie, origin: ORIGIN } }, bindings);
    const text = await answer.text();
    const { page = '', props = {} } = text.startsWith('{') ? (JSON.parse(text) as Partial<Shown>) : {};
    return { status: answer.status, page, props: page ? props : text, location: answer.headers.get('location') ?? '' };
  };
  return {
    repository,
    goLive: async () => {
      live = await feedOf(repository, HERE);
    },
    get: (who, path) => ask(who, path),
    post: (who, path, fields = {}) => ask(who, path, { method: 'POST', body: encoded(fields) }),
  };
};
