import type { Browser, BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import { openPhone, type Phone } from './chromium.ts';

const PIN = '730164';

/** Somebody with a phone of his own. */
export interface Someone {
  phone: BrowserContext;
  page: Page;
}

/** A phone that opens the portal. Without a script, unless it is wanted. */
export const someone = async (browser: Browser, portal: string, phone: Phone = { javaScript: false }): Promise<Someone> => {
  const context = await openPhone(browser, phone);
  const page = await context.newPage();
  await page.goto(portal);
  return { phone: context, page };
};

/** Opens an invitation and sets the six digits. */
export const join = async ({ page }: Someone, invitation: string): Promise<void> => {
  await page.goto(invitation);
  await page.getByLabel('六位数字密码').fill(PIN);
  await page.getByLabel('再输一次').fill(PIN);
  await page.getByRole('button', { name: '用这部手机加入' }).click();
  await page.waitForURL(/\/desk$/);
};

/** What a lead does to let somebody in. @returns the address that the invited one opens */
export const invite = async ({ page }: Someone, portal: string, name: string, role: string): Promise<string> => {
  await page.goto(`${portal}/desk/people`);
  await page.getByText('邀请一个人').click();
  const form = page.locator('form[action="/desk/invitations"]');
  await form.getByLabel('姓名').fill(name);
  await form.locator(`input[name=role][value=${role}]`).check();
  await form.getByLabel('管哪里').selectOption('mingdu');
  await form.getByRole('button', { name: '做一个邀请' }).click();
  await page.waitForURL(/\/desk\/invitations\//);
  const address = /http:\S+\/desk\/join\/[A-Z2-9]{12}/.exec(await page.locator('main').innerText())?.[0];
  return address ?? expect.unreachable('no address on the page');
};

interface Drug {
  name: string;
  days: number;
}

/** Asks for drugs as a resident of 西部名都花园. @returns the receipt's address */
export const askForDrugs = async (
  { page }: Someone,
  portal: string,
  name: string,
  room: string,
  drugs: readonly Drug[],
): Promise<string> => {
  await page.goto(`${portal}/mingdu/xibu-mingdu-huayuan/services/medicine/`);
  await page.locator('input[name=for][value=self]').check();
  if (drugs.length > 1) await page.getByText('还有别的药要配').click();
  for (const [at, drug] of drugs.entries()) {
    await page.locator(`[name="drugs.${at}.name"]`).fill(drug.name);
    await page.locator(`[name="drugs.${at}.amount"]`).fill('2');
    await page.locator(`[name="drugs.${at}.days"]`).fill(String(drug.days));
  }
  await page.locator('input[name=card][value=ready]').check();
  await page.getByLabel('需要帮助的人的姓名').fill(name);
  await page.getByLabel('楼栋').selectOption('3');
  await page.locator('[name=unit]').fill('1');
  await page.locator('[name=room]').fill(room);
  await page.locator('[name=phone]').fill('13800138021');
  await page.locator('input[name=health]').check();
  await page.getByRole('button', { name: '提交' }).click();
  await page.waitForURL(/\/r\/mingdu\//);
  return page.url().replace(/\?.*$/, '');
};
