import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import type { Server } from 'node:http';
import { dirname, join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { pinyin } from 'pinyin-pro';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { city as words } from '../../domain/words/zh-CN/city.ts';
import { zhCN } from '../../domain/words/index.ts';
import { drawFront, serve } from '../city/front.ts';
import { gzipped, loadedBy } from '../site/built.ts';
import { openBrowser, openPhone, type Phone } from './chromium.ts';

// The city's front page: a compound among 13,000.
const FIRST_SCREEN = 10 * 1024;
const PIECE = 14 * 1024;

let folder: string;
let front: { url: string; server: Server };
let browser: Browser;
beforeAll(async () => {
  folder = drawFront();
  [front, browser] = await Promise.all([serve(folder), openBrowser()]);
}, 120_000);
afterAll(async () => {
  await browser.close();
  front.server.close();
  rmSync(dirname(folder), { recursive: true });
});

const on = async (phone: Phone, story: (page: Page) => Promise<void>, path = '/'): Promise<void> => {
  const context = await openPhone(browser, phone);
  const page = await context.newPage();
  await page.goto(front.url + path);
  await story(page);
  await context.close();
};

interface Sample {
  name: string;
  committee: string;
  path: string;
}
const compoundsOf = (town: string): Sample[] => {
  const file = JSON.parse(readFileSync(join(dirname(folder), 'sites', town, 'catalogue/town.json'), 'utf8')) as {
    committees: { id: string; name: string; compounds: { id: string; name: string }[] }[];
  };
  return file.committees.flatMap(({ id, name, compounds }) =>
    compounds.map((one) => ({ name: one.name, committee: name, path: `/${id}/${one.id}/` })),
  );
};
let mine: Sample;
beforeAll(() => {
  mine = compoundsOf('town-107')[20] ?? expect.unreachable();
});
const there = () => `https://town-107.example.cn${mine.path}`;

test('the first screen is under 10 KB, with its style and its script; every further page and piece under 14 KB', () => {
  const html = readFileSync(join(folder, 'index.html'), 'utf8');
  const weight = gzipped(html) + loadedBy(html).reduce((sum, file) => sum + gzipped(readFileSync(join(folder, file))), 0);
  expect(loadedBy(html).length).toBeGreaterThanOrEqual(2);
  expect(weight).toBeLessThan(FIRST_SCREEN);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => statSync(join(folder, file)).isFile());
  expect(files.length).toBeGreaterThan(400);
  expect(files.filter((file) => gzipped(readFileSync(join(folder, file))) > PIECE)).toEqual([]);
});

test('without a script: by the first letter, then the second, to the compound in its own town', async () => {
  await on({ javaScript: false }, async (page) => {
    expect(await page.getByLabel(words.findLabel).isVisible()).toBe(false);
    expect(await page.locator('a[href^="tel:"]').first().isVisible()).toBe(true);
    const [first = '', second = ''] = pinyin(mine.name, { pattern: 'first', toneType: 'none', type: 'array' }).map((letter) =>
      letter.toUpperCase(),
    );
    await page.getByRole('link', { name: first, exact: true }).click();
    await page.getByRole('link', { name: new RegExp(`^${first}${second} \\d+$`) }).click();
    const next = page.getByRole('link', { name: zhCN.reading.older });
    const link = page.locator(`a[href="${there()}"]`);
    while ((await link.count()) === 0) await next.click();
    expect(await link.textContent()).toContain(mine.committee);
  });
});

test('without a script: by district and town', async () => {
  await on({ javaScript: false }, async (page) => {
    await page.getByRole('list', { name: words.byDistrict }).getByRole('link').first().click();
    expect(await page.locator('a[href^="https://town-"]').count()).toBeGreaterThan(5);
    expect(await page.locator('main').textContent()).toMatch(/\d+个小区/);
  });
});

describe('with a script', () => {
  test.each([
    ['the name', () => mine.name],
    ['the name with a house number', () => `${mine.name} 12号楼`],
    ['its first two characters', () => mine.name.slice(0, 2)],
  ])('%s leads there', async (_, typed) => {
    await on({}, async (page) => {
      await page.getByLabel(words.findLabel).fill(typed());
      const link = page.locator(`a[href="${there()}"]`);
      if (typed().length > 2) await link.waitFor();
      else await page.locator('[data-found] a').first().waitFor();
      for (const name of await page.locator('[data-found] li').allTextContents()) expect(name).toContain(mine.name.slice(0, 2));
    });
  });

  test('letters lead there too, two at least', async () => {
    await on({}, async (page) => {
      const input = page.getByLabel(words.findLabel);
      await input.fill('m');
      await page.getByText(words.findLetter).waitFor();
      await input.fill('ml');
      await page.locator('[data-found] a').first().waitFor();
      expect(await page.getByText(words.findFirst(30)).isVisible()).toBe(true);
    });
  });

  test('what too many have is asked for one more, and what nobody has is said', async () => {
    await on({}, async (page) => {
      const input = page.getByLabel(words.findLabel);
      await input.fill('花园');
      await page.getByText(words.findMore('花园')).waitFor();
      await input.fill('龘');
      await page.getByText(words.findNone).waitFor();
    });
  });

  test('a piece that can’t be had is said, and asked for anew', async () => {
    await on({}, async (page) => {
      await page.route('**/find/**', (route) => route.abort());
      const input = page.getByLabel(words.findLabel);
      await input.fill(mine.name);
      await page.getByText(words.findFailed).waitFor();
      await page.unroute('**/find/**');
      await input.fill(`${mine.name} `);
      await page.locator(`a[href="${there()}"]`).waitFor();
    });
  });
});

test.each<[string, Phone]>([
  ['in the light', {}],
  ['in the dark', { dark: true }],
  ['in large type on a narrow screen', { width: 320, text: 1.6 }],
])('%s nothing stands in anybody’s way', async (_, phone) => {
  for (const path of ['/', '/m/', '/m/l/', '/districts/dongjiangqu/']) {
    await on(
      phone,
      async (page) => {
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(violations.map(({ id, nodes }) => `${path} ${id} ${nodes[0]?.html}`)).toEqual([]);
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(phone.width ?? 360);
      },
      path,
    );
  }
});
