import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { zhCN } from '../../domain/words/index.ts';
import { check } from './check.ts';
import { invite, join, type Someone, someone } from './desk.ts';
import { HOST } from './portal.ts';
import { stage } from './stage.ts';

const at = stage({ invites: true });
const { press: words } = zhCN.desk;
const HERE = '/mingdu/xibu-mingdu-huayuan/';

const firstInvitation = (): string => /http:\S+\/desk\/join\/[A-Z2-9]{12}/.exec(at.portal.output())?.[0] ?? expect.unreachable();

let lead: Someone | undefined;
/** The first lead, who is let in once. */
const theLead = async (): Promise<Someone> => {
  if (!lead) {
    lead = await someone(at.browser, at.portal.url);
    await join(lead, firstInvitation());
  }
  return lead;
};

const aClerk = async (name: string, javaScript: boolean): Promise<Someone> => {
  const clerk = await someone(at.browser, at.portal.url, { javaScript });
  await join(clerk, await invite(await theLead(), at.portal.url, name, 'clerk'));
  return clerk;
};

const read = async (path: string): Promise<string> => (await fetch(at.portal.url + path)).text();

/** Opens a page until it says so: without a script it is drawn anew every two seconds. */
const until = async (page: Page, text: string): Promise<void> => {
  await page.getByText(text).first().waitFor();
};

// Only one machine has a repository of its own; what writes to one elsewhere is tried against its stand-in.
describe.runIf(HOST === 'box')('the desk publishes', () => {
  test('a round with three points, from the six digits to the group text, in a dozen taps', async () => {
    const clerk = await aClerk('贺小真', true);
    const { page } = clerk;
    await clerk.phone.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.goto(`${at.portal.url}/desk`);
    await page.getByRole('button', { name: '退出' }).click();
    let taps = 0;
    const tap = async (name: string, role: 'button' | 'link' = 'button') => {
      await page.getByRole(role, { name, exact: true }).first().click();
      taps += 1;
    };
    await page.getByLabel('六位数字密码').fill('730164');
    taps += 6;
    await page.getByRole('button', { name: '进入' }).click();
    taps += 1;
    await tap('发通知', 'link');
    await page.locator('button[value="round:blank"]').click();
    taps += 1;
    await page.waitForURL(/\/drafts\//);
    await check(page);
    await tap(words.publish);
    await page.getByText(/^已发布，用时 \d+\.\d 秒$/).waitFor();
    await check(page);
    await tap(words.copy);
    await page.getByRole('button', { name: words.copied }).waitFor();
    const text = await page.evaluate(() => navigator.clipboard.readText());
    for (const point of ['活动室门口：1–4号楼', '中心花园：5–8号楼', '停车场：9–12号楼']) expect(text).toContain(point);
    await tap(words.sharePage, 'link');
    expect(await page.locator('article.poster').count()).toBe(12);
    await page.getByRole('button', { name: zhCN.channel.share.print }).waitFor();
    taps += 1;
    expect(taps).toBeLessThanOrEqual(14);
    expect(await read(`${HERE}samplings/0417/`)).toContain('9–12号楼');
    await page.goto(`${at.portal.url}/desk/press`);
    await check(page);
    await clerk.phone.close();
  });

  test('rain at dawn: one tap, and page, poster, text, calendar and feeds all say the rainy plan', async () => {
    const { page, phone } = await aClerk('小贺', false);
    const round = `${HERE}samplings/0418/`;
    const told = async () => ({
      page: await read(round),
      share: await read(`${round}share/`),
      building: await read(`${HERE}calendar/9.ics`),
      calendar: await read(`${HERE}calendar.ics`),
      json: await read(`${HERE}feed.json`),
      rss: await read(`${HERE}feed.xml`),
      atom: await read(`${HERE}atom.xml`),
    });
    // Building 9 goes to the car park at seven while the sky is clear, and under the one roof at 9:20 when it rains.
    const before = await told();
    for (const [name, text] of Object.entries(before)) expect(text, name).toContain('停车场');
    await page.goto(`${at.portal.url}/desk/press`);
    await page.getByRole('button', { name: words.usePlan.rainy }).first().click();
    await until(page, '已发布，用时');
    const after = await told();
    for (const [name, text] of Object.entries(after)) expect(text, name).not.toEqual(before[name as keyof typeof before]);
    expect(after.page).toContain(zhCN.reading.planChosen.rainy);
    for (const text of [after.page, after.share]) expect(text).not.toContain('停车场');
    const said = JSON.parse(after.json).items.find(({ url }: { url: string }) => url.endsWith(round))._xiaolaba.text;
    expect(said).toContain('09:20–10:30 活动室门口：9–12号楼');
    expect(after.share).toContain('09:20–10:30');
    for (const feed of [after.rss, after.atom]) expect(feed).toContain('09:20–10:30 活动室门口：9–12号楼');
    for (const calendar of [after.calendar, after.building]) {
      // 18 April, 09:20 in Shanghai, at the one roof
      expect(calendar).toMatch(/DTSTART:20220418T012000Z[\s\S]*?活动室门口/);
      expect(calendar).not.toMatch(/DTSTART:20220417T230000Z[\s\S]{0,400}停车场/);
    }
    await phone.close();
  });

  test('an urgent notice is read by two, without a script', async () => {
    const [{ page, phone }, second] = [await aClerk('阿珍', false), await theLead()];
    await page.goto(`${at.portal.url}/desk/press`);
    await page.locator('button[value="notice:lift"]').click();
    await page.locator('textarea[name=body]').fill('3号楼电梯坏了，晚上8点前修好。走不动的打电话。');
    await page.locator('input[name=level][value=urgent]').check();
    await page.getByRole('button', { name: words.look }).click();
    await until(page, '3号楼电梯坏了');
    await page.getByRole('link', { name: words.backToForm }).last().click();
    await page.getByRole('button', { name: words.publish, exact: true }).click();
    await until(page, words.states.waiting);
    const link = await page.locator('input.link').inputValue();
    await second.page.goto(link);
    await until(second.page, '3号楼电梯坏了');
    await second.page.getByRole('button', { name: words.confirm, exact: true }).click();
    await until(second.page, '已发布，用时');
    await page.goto(link);
    await until(page, words.secondBy('名都居委会负责人'));
    await page.goto(`${at.portal.url}${HERE}`);
    await until(page, '3号楼电梯坏了');
    await phone.close();
  });

  test('what was typed while the network was away stands in the form again, and is the desk’s as soon as it is back', async () => {
    const { page, phone } = await aClerk('小何', true);
    const typed = '3号楼电梯坏了。这句是没有信号的时候写的。';
    const inMemory = (on: Page) =>
      on.evaluate(() => Object.entries(localStorage).flatMap(([key, value]) => (key.startsWith('press/') ? [String(value)] : [])));
    await page.goto(`${at.portal.url}/desk/press`);
    await page.locator('button[value="notice:lift"]').click();
    await page.waitForURL(/\/drafts\//);
    const draft = page.url();
    await phone.setOffline(true);
    await page.locator('textarea[name=body]').fill(typed);
    await page.locator('input[name=level][value=urgent]').check();
    await expect.poll(() => inMemory(page)).toEqual([expect.stringContaining('level=urgent')]);
    // Somebody in the lift with the phone in the pocket: the tab is gone.
    await page.close();
    await phone.setOffline(false);

    const again = await phone.newPage();
    await again.goto(draft);
    expect(await again.locator('textarea[name=body]').inputValue()).toBe(typed);
    expect(await again.locator('input[name=level][value=urgent]').isChecked()).toBe(true);
    await again.locator('[data-preview]').getByText(typed).first().waitFor();
    await expect.poll(() => inMemory(again)).toEqual([]);
    // The phone remembers nothing of it now: it comes from the desk.
    await again.goto(`${at.portal.url}/desk/press`);
    await again.goto(draft);
    expect(await again.locator('textarea[name=body]').inputValue()).toBe(typed);
    await phone.close();
  });
});
