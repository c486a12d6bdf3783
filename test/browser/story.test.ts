import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPhone } from './chromium.ts';
import { stage } from './stage.ts';

const at = stage();

const say = (page: Page) => page.locator('main').innerText();
const fill = async (page: Page, fields: Record<string, string>) => {
  for (const [label, value] of Object.entries(fields)) await page.getByLabel(label, { exact: false }).first().fill(value);
};

describe.each([
  { name: 'with JavaScript', javaScript: true, family: '沈' },
  { name: 'without JavaScript', javaScript: false, family: '陆' },
])('a resident of 陈家巷, $name', ({ javaScript, family }) => {
  let phone: BrowserContext;
  let page: Page;
  let receipt: string;
  beforeAll(async () => {
    phone = await openPhone(at.browser, { javaScript });
    page = await phone.newPage();
  });
  afterAll(() => phone?.close());

  test('finds her sampling time and point in two taps', async () => {
    await page.goto(at.portal.url);
    await page.getByRole('link', { name: /沿街房屋 陈家巷/ }).click();
    expect(await page.title()).toContain('沿街房屋');
    await page.getByRole('link', { name: '虹桥路121号', exact: true }).click();
    const card = page.locator('.card:visible');
    await card.waitFor();
    expect(await card.count()).toBe(1);
    expect(await card.innerText()).toMatch(/虹桥路121号[\s\S]*4月16日 周六 \d\d:\d\d–\d\d:\d\d[\s\S]*(路口|花园|斜面|空地)/);
    expect(await card.innerText()).toContain('带上');
  });

  test('signs up for oil, and the answer says how many places are left', async () => {
    await page.goto(`${at.portal.url}/chenjiaxiang/yanjie/`);
    await page
      .getByRole('link', { name: /食用油/ })
      .first()
      .click();
    await page.getByRole('button', { name: '提交' }).click();
    expect(await page.locator('[role=alert]').innerText()).toContain('请填写联系电话');
    await page.locator('input[name=slot]').first().check();
    await fill(page, { 姓名: `${family}阿婆`, 联系电话: '021-5555 0199', 户主姓氏: family });
    await page.getByLabel('门牌号').selectOption('hongqiao-121');
    await page.getByRole('button', { name: '提交' }).click();
    await page.waitForURL(/\/r\/chenjiaxiang\/[A-Z2-9]{12}/);
    receipt = page.url();
    expect(await say(page)).toMatch(/已登记[\s\S]*还剩\d+个名额/);
    expect(await say(page)).toMatch(/[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}/);
    expect(await say(page)).not.toContain('阿婆');
  });

  test('what was typed is kept when something was wrong', async () => {
    await page.goto(`${at.portal.url}/chenjiaxiang/yanjie/supplies/oil-0417/`);
    await page.locator('input[name=slot]').nth(1).check();
    await fill(page, { 姓名: '顾阿姨', 联系电话: '12345' });
    await page.getByRole('button', { name: '提交' }).click();
    await page.locator('[role=alert]').waitFor();
    expect(await page.getByLabel('姓名').inputValue()).toBe('顾阿姨');
    expect(await page.locator('input[name=slot]').nth(1).isChecked()).toBe(true);
    await page.getByRole('link', { name: '电话号码不对', exact: false }).click();
    expect(new URL(page.url()).hash).toBe('#f-phone');
  });

  test('can’t sign the same household up twice, and is told whom to call', async () => {
    await page.goto(`${at.portal.url}/chenjiaxiang/yanjie/supplies/oil-0417/`);
    await page.locator('input[name=slot]').nth(1).check();
    await fill(page, { 姓名: `${family}小妹`, 联系电话: '021-5555 0198', 户主姓氏: family });
    await page.getByLabel('门牌号').selectOption('hongqiao-121');
    await page.getByRole('button', { name: '提交' }).click();
    expect(await page.locator('[role=alert]').innerText()).toContain('已经登记过');
  });

  test('cancels with the last four digits of her phone, and only with them', async () => {
    await page.goto(receipt);
    await page.getByLabel('预留电话的后四位').first().fill('0000');
    await page.getByRole('button', { name: '取消登记' }).click();
    expect(await say(page)).toContain('后四位不对');
    await page.getByLabel('预留电话的后四位').first().fill('0199');
    await page.getByRole('button', { name: '取消登记' }).click();
    expect(await say(page)).toContain('已取消');
  });

  test('asks for insulin with two days left: urgent, with the number to call now', async () => {
    await page.goto(`${at.portal.url}/chenjiaxiang/yanjie/`);
    await page
      .getByRole('link', { name: /^配药 / })
      .first()
      .click();
    await fill(page, {
      药名: '胰岛素',
      要几盒: '2',
      手头还够吃几天: '2',
      需要帮助的人的姓名: `${family}阿婆`,
      联系电话: '021-5555 0199',
      户主姓氏: family,
    });
    await page.getByLabel('已备好').check();
    await page.getByLabel('我自己').check();
    await page.getByLabel('门牌号').selectOption('hongqiao-121');
    await page.getByRole('button', { name: '提交' }).click();
    expect(await page.locator('[role=alert]').innerText()).toContain('要您勾选同意');
    await page.getByLabel('我同意').check();
    await page.getByRole('button', { name: '提交' }).click();
    await page.waitForURL(/\/r\/chenjiaxiang\//);
    expect(await say(page)).toMatch(/已收到[\s\S]*请现在就打这个电话[\s\S]*打不通就打/);
    expect(await page.locator('main a[href^="tel:"]').first().isVisible()).toBe(true);
    expect(await say(page)).not.toContain('胰岛素');
    receipt = page.url().replace(/\?.*/, '');
  });

  test('opens the receipt again from its QR address, and corrects what she wrote', async () => {
    const other = await phone.newPage();
    await other.goto(receipt);
    expect(await say(other)).toContain('已收到');
    await other.getByLabel('预留电话的后四位').first().fill('0199');
    await other.getByRole('button', { name: '修改' }).click();
    expect(await other.getByLabel('药名').first().inputValue()).toBe('胰岛素');
    await other.getByLabel('要几盒').first().fill('3');
    await other.getByLabel('我同意').check();
    await other.getByRole('button', { name: '保存' }).click();
    expect(await say(other)).toContain('已改好');
    await other.close();
  });
});

test('her building is remembered, and its next turn stands in the first screen', async () => {
  const phone = await openPhone(at.browser);
  const page = await phone.newPage();
  await page.goto(`${at.portal.url}/chenjiaxiang/yanjie/`);
  await page.getByRole('link', { name: '虹桥路121号', exact: true }).click();
  await page.goto(`${at.portal.url}/chenjiaxiang/yanjie/`);
  const turn = page.locator('[data-glance=turn]');
  await expect.poll(() => turn.innerText()).toContain('虹桥路121号');
  const box = await turn.boundingBox();
  expect((box?.y ?? 999) + (box?.height ?? 0)).toBeLessThan(740);
  await page.goto(at.portal.url);
  expect(await page.getByRole('link', { name: '沿街房屋', exact: true }).getAttribute('href')).toBe('/chenjiaxiang/yanjie/');
  await phone.close();
});

test('a compound is found by its name, its committee or its pinyin initials', async () => {
  const phone = await openPhone(at.browser);
  const page = await phone.newPage();
  await page.goto(at.portal.url);
  for (const sought of ['名都花园', '名都居委会', 'xbmd']) {
    await page.getByRole('searchbox').fill(sought);
    const found = await page.locator('[data-find]:visible').allInnerTexts();
    expect(
      found.some((text) => text.includes('西部名都花园')),
      sought,
    ).toBe(true);
    expect(found.length).toBeLessThan(6);
  }
  await page.getByRole('searchbox').fill('没有这个地方');
  expect(await page.getByText('没有找到').isVisible()).toBe(true);
  await phone.close();
});

test('the first screen says status, sampling, pick-up, news and the phone number', async () => {
  const phone = await openPhone(at.browser, { javaScript: false });
  const page = await phone.newPage();
  await page.goto(`${at.portal.url}/mingdu/xibu-mingdu-huayuan/`);
  const parts = [
    page.locator('.status'),
    page.locator('[data-glance=turn]'),
    page.locator('.glance > div').nth(1),
    page.locator('.glance > div').nth(2),
    page.locator('.phone-bar'),
  ];
  const ends: number[] = [];
  for (const part of parts) {
    const box = await part.boundingBox();
    ends.push((box?.y ?? 9999) + (box?.height ?? 0));
  }
  expect([...ends].sort((one, other) => one - other)).toEqual(ends);
  expect(ends.at(-1)).toBeLessThanOrEqual(740);
  await phone.close();
});

test('a second tap on the button makes no second sign-up', async () => {
  const phone = await openPhone(at.browser);
  const page = await phone.newPage();
  await page.goto(`${at.portal.url}/chenjiaxiang/yanjie/supplies/oil-0417/`);
  await page.locator('input[name=slot]').first().check();
  await fill(page, { 姓名: '钱先生', 联系电话: '13800138000', 户主姓氏: '钱' });
  await page.getByLabel('门牌号').selectOption('hongqiao-121');
  await page.getByRole('button', { name: '提交' }).dblclick();
  await page.waitForURL(/\/r\/chenjiaxiang\//);
  expect(await say(page)).toContain('已登记');
  await phone.close();
});

test('a page left open marks what is over, and her building then shows what comes next', async () => {
  const phone = await openPhone(at.browser);
  const page = await phone.newPage();
  const compound = `${at.portal.url}/mingdu/xibu-mingdu-huayuan/`;
  await page.goto(compound);
  await page.getByRole('link', { name: '3号楼', exact: true }).click();
  const turn = page.locator('[data-glance=turn]');
  await expect.poll(() => turn.innerText()).toContain('今天');
  // a quarter to eleven
  await phone.clock.setFixedTime(Date.now() + 3.25 * 3_600_000);
  await page.goto(compound);
  await expect.poll(() => turn.innerText()).toContain('后天');
  expect(await turn.innerText()).not.toContain('已过');
  expect(await turn.locator('.over').count()).toBe(0);
  expect(await page.locator('.card.mine li.over').first().getAttribute('data-over')).toBe('已过');
  await phone.close();
});
