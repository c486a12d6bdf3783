import type { Page } from 'playwright-core';
import { describe, test } from 'vitest';
import { openPhone } from './chromium.ts';
import { check } from './check.ts';
import { stage } from './stage.ts';

const at = stage();

const STREET = '/chenjiaxiang/yanjie/';
const TEMPLATES = {
  home: '/',
  committee: '/chengqiao/',
  compound: '/mingdu/xibu-mingdu-huayuan/',
  'street houses': STREET,
  village: '/hemucun/hemu-cun/',
  'work site': '/yueyang/sixiangyuan/',
  'building’s card': `${STREET}#b-hongqiao-121`,
  notice: '/notices/caiyang-0416/',
  archive: '/mingdu/xibu-mingdu-huayuan/archive/2/',
  round: '/yaojiang/yaojiang-huayuan/samplings/0416/',
  'round with both plans': '/baihua/baihua-yuan/samplings/0417/',
  distribution: `${STREET}supplies/oil-0417/`,
  post: '/tianlin-12/tianlin-shier-cun/posts/night-watch/',
  services: `${STREET}services/`,
  'town services': '/services/',
  medicine: `${STREET}services/medicine/`,
  ride: `${STREET}services/hospital-ride/`,
  'paused service': '/luoyi/luoshan-yicun/services/certificate/',
  map: '/tianlin-12/tianlin-shier-cun/map/',
  privacy: '/privacy/',
  'not found': '/nowhere/',
  'no such receipt': '/r/chenjiaxiang/ABCDEFGHJKLM',
};

const submit = async (page: Page) => page.getByRole('button', { name: '提交' }).click();

/** Pages that answer what somebody sent. */
const ANSWERS: Record<string, (page: Page, family: string) => Promise<void>> = {
  'sign-up with faults': async (page) => {
    await page.goto(`${at.portal.url}${STREET}supplies/oil-0417/`);
    await submit(page);
  },
  'medicine with faults': async (page) => {
    await page.goto(`${at.portal.url}${STREET}services/medicine/`);
    await submit(page);
  },
  'receipt and correction': async (page, family) => {
    await page.goto(`${at.portal.url}${STREET}services/exit-pass/`);
    for (const group of await page.locator('form[data-form] fieldset').all()) {
      const first = group.locator('input[type=radio], input[type=checkbox]').first();
      if ((await first.count()) > 0) await first.check();
    }
    for (const field of await page.locator('form[data-form] input[type=text], form[data-form] textarea').all()) await field.fill('3');
    for (const field of await page.locator('form[data-form] input[type=date]').all()) await field.fill('2022-04-17');
    for (const field of await page.locator('form[data-form] input[type=time]').all()) await field.fill('09:00');
    for (const field of await page.locator('form[data-form] input[type=tel]').all()) await field.fill('13800138000');
    for (const field of await page.locator('form[data-form] select').all()) await field.selectOption({ index: 1 });
    await page.getByLabel('户主姓氏').fill(family);
    await submit(page);
    await page.waitForURL(/\/r\/chenjiaxiang\//);
  },
};

describe.each([
  { name: 'light', dark: false },
  { name: 'dark', dark: true },
])('at 320 pixels and 1.6× text, $name: no violation, nothing wider than the screen', ({ dark }) => {
  test.each(Object.entries(TEMPLATES))('%s', async (_, path) => {
    const phone = await openPhone(at.browser, { dark, width: 320, text: 1.6 });
    const page = await phone.newPage();
    await page.goto(`${at.portal.url}${path}`);
    await check(page);
    await phone.close();
  });

  test.each(Object.entries(ANSWERS))('%s', async (_, reach) => {
    const phone = await openPhone(at.browser, { dark, width: 320, text: 1.6 });
    const page = await phone.newPage();
    await reach(page, dark ? '周' : '吴');
    await check(page);
    if (page.url().includes('/r/')) {
      await page.getByLabel('预留电话的后四位').first().fill('8000');
      await page.getByRole('button', { name: '修改' }).click();
      await page.getByRole('button', { name: '保存' }).waitFor();
      await check(page);
    }
    await phone.close();
  });
});
