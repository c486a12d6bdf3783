import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { faultsOf } from '../site/validator.ts';
import { barriersOn } from './check.ts';
import { openPhone } from './chromium.ts';
import { askForDrugs, invite, join, someone } from './desk.ts';
import { stage } from './stage.ts';

const at = stage({ invites: true });

/** The address without what differs from record to record. */
const template = (path: string): string =>
  path
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{32}/g, ':id')
    .replace(/\/t\/[A-Z2-9]+/, '/t/:tag')
    .replace(/(entry|signups\/of|slots|turnout|routes)\/[^/]+\/[^/]+\/.*?(?=\/(ticking|entry|sheet|calls|missing)$|$)/, '$1/:place')
    .replace(/(entry|exports)\/[^/]+\/[^/]+$/, '$1/:place');

const linksOn = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    Array.from(document.querySelectorAll<HTMLAnchorElement>('a[href]'), ({ href }) => new URL(href))
      .filter(({ origin, pathname }) => origin === location.origin && /^\/desk(\/|$)/.test(pathname) && !/\.(xlsx|csv)$/.test(pathname))
      .map(({ pathname, search }) => pathname + search),
  );

/** Opens details and follows links from page to page, one of each kind. */
const walk = async (page: Page, look: (path: string) => Promise<void>): Promise<string[]> => {
  const seen = new Set<string>(['/desk']);
  const next = ['/desk'];
  for (let path = next.shift(); path !== undefined; path = next.shift()) {
    const answer = await page.goto(`${at.portal.url}${path}`);
    expect(answer?.status(), path).toBe(200);
    await page.evaluate(() => {
      for (const details of document.querySelectorAll('details')) details.open = true;
    });
    await look(path);
    for (const link of await linksOn(page)) {
      const kind = template(link.replace(/\?.*$/, ''));
      if (seen.has(kind)) continue;
      seen.add(kind);
      next.push(link);
    }
  }
  return [...seen];
};

// Everything that can be reached by links, with something on each list.
beforeAll(async () => {
  const lead = await someone(at.browser, at.portal.url);
  await join(lead, /http:\S+\/desk\/join\/[A-Z2-9]{12}/.exec(at.portal.output())?.[0] ?? expect.unreachable());
  await invite(lead, at.portal.url, '小周', 'medicine');
  const { page } = lead;
  const drugs = [
    { name: '门冬胰岛素', days: 1 },
    { name: '氨氯地平', days: 9 },
  ];
  await askForDrugs(lead, at.portal.url, '孟阿公', '301', drugs);
  await page.goto(`${at.portal.url}/mingdu/xibu-mingdu-huayuan/posts/saoma/`);
  await page.locator('input[name=slot]').last().check();
  for (const [name, value] of Object.entries({ name: '许老师', phone: '13800138022', unit: '1', room: '402' }))
    await page.locator(`[name=${name}]`).fill(value);
  await page.getByLabel('楼栋').selectOption('3');
  await page.getByRole('button', { name: '提交' }).click();
  await page.goto(`${at.portal.url}/desk/medicine/runs`);
  await page.locator('input[name=hospital]').first().check();
  await page.getByRole('button', { name: '开这趟车' }).click();
  await page.locator('input[name=part]').first().check();
  await page.getByRole('button', { name: '排进这趟' }).click();
  await page.goto(`${at.portal.url}/desk/medicine/night`);
  await page.getByRole('button', { name: '开今晚的单子' }).click();
  await lead.phone.storageState({ path: `${at.portal.data}/lead.json` });
}, 60_000);

describe.each([
  { name: 'light', dark: false },
  { name: 'dark', dark: true },
])('the desk at 320 pixels and 1.6× text, $name', ({ dark }) => {
  test('every page that links lead to is accessible, no wider than the screen, and valid', async () => {
    const phone = await openPhone(at.browser, { dark, width: 320, text: 1.6, state: `${at.portal.data}/lead.json` });
    const page = await phone.newPage();
    const found: string[] = [];
    const kinds = await walk(page, async (path) => {
      found.push(...(await barriersOn(page)).map((barrier) => `${path} ${barrier}`));
      // Once is enough, and a reload without a script is for those who have none.
      const html = dark ? '' : await (await page.request.get(`${at.portal.url}${path}`)).text();
      // Whoever types or chooses loses nothing to a page that draws itself anew.
      if (/http-equiv="refresh"/.test(html) && (await page.locator('main :is(input, select, textarea):not([type=hidden])').count()) > 0)
        found.push(`${path} is drawn anew under the hand`);
      if (html) found.push(...(await faultsOf(path, html.replace(/<noscript>.*?<\/noscript>/, ''))));
    });
    expect(found).toEqual([]);
    expect(kinds.length).toBeGreaterThanOrEqual(35);
    await phone.close();
  }, 240_000);
});
