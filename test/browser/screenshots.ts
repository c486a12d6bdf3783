import { mkdirSync } from 'node:fs';
import { openBrowser, openPhone } from './chromium.ts';
import { askForDrugs, join, someone } from './desk.ts';
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
const [portal, browser] = await Promise.all([startPortal({ invites: true }), openBrowser()]);
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

  const lead = await someone(browser, portal.url);
  await join(lead, /http:\S+\/desk\/join\/[A-Z2-9]{12}/.exec(portal.output())?.[0] ?? '');
  await askForDrugs(lead, portal.url, '许老师', '402', [{ name: '氨氯地平', days: 12 }]);
  await askForDrugs(lead, portal.url, '孟阿公', '301', [{ name: '门冬胰岛素', days: 1 }]);
  await lead.page.goto(`${portal.url}/desk/requests`);
  await lead.page.screenshot({ path: `${FOLDER}/queue.png` });
  await lead.page.locator('.lines a').first().click();
  await lead.page.goto(lead.page.url().replace('/desk/requests/', '/desk/medicine/requests/'));
  await lead.page.screenshot({ path: `${FOLDER}/case.png` });
  await lead.page.goto(`${portal.url}/desk/medicine/night`);
  await lead.page.getByRole('button', { name: '开今晚的单子' }).click();
  await lead.page.screenshot({ path: `${FOLDER}/night.png` });
} finally {
  await browser.close();
  await portal.stop();
}
