import { mkdirSync } from 'node:fs';
import { openBrowser, openPhone } from './chromium.ts';
import { startPortal } from './portal.ts';

// `npm run screenshots`: the README's pictures, of the portal as it is.
const FOLDER = 'docs/screens';
const STREET = '/chenjiaxiang/yanjie/';
const SCREENS = [
  { name: 'home', path: '/' },
  { name: 'compound', path: '/mingdu/xibu-mingdu-huayuan/' },
  { name: 'building', path: `${STREET}#b-hongqiao-121` },
  { name: 'map', path: '/tianlin-12/tianlin-shier-cun/map/', dark: true },
];

mkdirSync(FOLDER, { recursive: true });
const [portal, browser] = await Promise.all([startPortal(), openBrowser()]);
try {
  for (const { name, path, dark = false } of SCREENS) {
    const phone = await openPhone(browser, { dark });
    const page = await phone.newPage();
    await page.goto(`${portal.url}${path}`);
    await page.screenshot({ path: `${FOLDER}/${name}.png` });
    await phone.close();
  }

  const phone = await openPhone(browser, { javaScript: false });
  const page = await phone.newPage();
  await page.goto(`${portal.url}${STREET}services/medicine/`);
  await page.getByRole('button', { name: '提交' }).click();
  await page.screenshot({ path: `${FOLDER}/form.png` });
  await page.goto(`${portal.url}${STREET}supplies/oil-0417/`);
  await page.locator('input[name=slot]').first().check();
  await page.getByLabel('姓名').fill('张三');
  await page.getByLabel('联系电话').fill('021-55550199');
  await page.getByLabel('门牌号').selectOption({ index: 1 });
  await page.getByLabel('户主姓氏').fill('张');
  await page.getByRole('button', { name: '提交' }).click();
  await page.waitForURL(/\/r\//);
  await page.screenshot({ path: `${FOLDER}/receipt.png` });
  await phone.close();
} finally {
  await browser.close();
  await portal.stop();
}
