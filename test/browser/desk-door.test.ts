import { expect, test } from 'vitest';
import { openPhone } from './chromium.ts';
import { stage } from './stage.ts';

const at = stage({ invites: true });

test('the invitation that npm start prints lets the first lead in, who comes back with six digits', async () => {
  const phone = await openPhone(at.browser, { javaScript: false });
  const page = await phone.newPage();
  const path = /\/desk\/join\/[A-Z2-9]{12}/.exec(at.portal.output())?.[0] ?? expect.unreachable();
  await page.goto(at.portal.url + path);
  await page.getByLabel('六位数字密码').fill('730164');
  await page.getByLabel('再输一次').fill('730164');
  await page.getByRole('button', { name: '用这部手机加入' }).click();
  expect(await page.locator('header').innerText()).toContain('名都居委会负责人 · 负责人 · 名都居委会');
  await page.getByRole('button', { name: '退出' }).click();
  await page.getByLabel('六位数字密码').fill('730164');
  await page.getByRole('button', { name: '进入' }).click();
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('今天');
  await phone.close();
});
