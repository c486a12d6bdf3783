import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { OWN_PATHS } from '../../worker/app.ts';
import { SECURITY_HEADERS } from '../../worker/headers.ts';
import { CLIENT, filesIn, pages, read, SERVER } from './built.ts';
import { faultsOf } from './validator.ts';

const all = pages().map((page) => ({ page, html: read(page) }));

test('every page is valid HTML', async () => {
  const faults: string[] = [];
  for (const { page, html } of all) faults.push(...(await faultsOf(page, html)));
  expect(faults).toEqual([]);
}, 180_000);

test('no link inside the portal is broken, and every anchor is there', () => {
  const ids = new Map(all.map(({ page, html }) => [page, new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id))]));
  const broken: string[] = [];
  let links = 0;
  for (const { page, html } of all) {
    for (const [, href = ''] of html.matchAll(/ href="([^"]+)"/g)) {
      if (/^(https?|tel):/.test(href)) continue;
      links++;
      // What the worker draws names two pages: the form, and what it is about.
      const [, place, service, about] = /^\/requests(\/.+\/)([a-z0-9-]+)\?about=(.+)$/.exec(href) ?? [];
      if (place) {
        const there = [`${place}services/${service}/`, `${place}${about}/`].every((one) => existsSync(join(CLIENT, one, 'index.html')));
        if (!there) broken.push(`${page} → ${href}`);
        continue;
      }
      const [path = '', anchor] = href.split('#');
      const target = path === '' ? page : path.endsWith('/') ? `${path.slice(1)}index.html` : path.slice(1);
      if (!existsSync(join(CLIENT, target))) broken.push(`${page} → ${href}`);
      else if (anchor && !ids.get(target)?.has(decodeURIComponent(anchor))) broken.push(`${page} → ${href}`);
    }
  }
  expect(links).toBeGreaterThan(1000);
  expect(broken).toEqual([]);
});

test('nothing stands inline, and nothing is loaded from elsewhere', () => {
  for (const { page, html } of all) {
    expect(html, page).not.toMatch(/<style|<script(?![^>]* (?:src=|type="application\/ld\+json"))| style="| on[a-z]+="/);
    expect(
      [...html.matchAll(/ (?:src|action|formaction)="([^"]+)"/g)].filter(([, url = '']) => !url.startsWith('/')),
      page,
    ).toEqual([]);
  }
});

test('every page names whom to call, as links', () => {
  for (const { page, html } of all) expect(html, page).toMatch(/<a href="tel:\d+/);
});

test('what can grow old says when it was changed; no page says when it was made, or each publication would change it', () => {
  const dated = all.filter(({ html }) => /<article class="notice"|<li[^>]* data-ends|<section class="status/.test(html));
  expect(dated.length).toBeGreaterThan(100);
  for (const { page, html } of dated) expect(html, page).toMatch(/本页内容更改于 \d+月\d+日 \d\d:\d\d/);
  for (const { page, html } of all) expect(html, page).not.toContain('生成于');
});

test('the town says on every page that it is a demonstration, and what day it is there', () => {
  for (const { page, html } of all) expect(html.replace(/<[^>]+>/g, ''), page).toContain('页面时间是2022年4月16日');
});

test('where a file says what is over, the page does not show it as current', () => {
  const past = all.filter(({ html }) => html.includes('已过期，只供查看'));
  expect(past.length).toBeGreaterThan(5);
  for (const { page, html } of past) expect(html, page).toContain('name="robots" content="noindex"');
});

interface Deployed {
  main: string;
  assets: { run_worker_first: string[] };
  d1_databases: { binding: string }[];
  triggers: { crons: string[] };
}

test('the build has a Worker, with its database and its minute, and it owns the paths of what people send', () => {
  const { main, assets, d1_databases, triggers } = JSON.parse(readFileSync(join(SERVER, 'wrangler.json'), 'utf8')) as Deployed;
  expect(filesIn(SERVER)).toContain(main);
  expect(assets.run_worker_first).toEqual(OWN_PATHS);
  expect(d1_databases).toMatchObject([{ binding: 'DB' }]);
  expect(triggers.crons).toEqual(['* * * * *']);
});

test('pages and the Worker send the same security headers', () => {
  const served =
    readFileSync(join(CLIENT, '_headers'), 'utf8')
      .split(/\n(?=\/)/)
      .find((block) => block.startsWith('/*\n')) ?? '';
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) expect(served).toContain(`${name}: ${value}`);
});
