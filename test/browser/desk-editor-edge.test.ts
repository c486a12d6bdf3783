import { appendFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join as joined } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser } from 'playwright-core';
import { zhCN } from '../../domain/words/index.ts';
import { makeSecrets } from '../../worker/secrets.ts';
import { bare } from '../repository/bare.ts';
import { corpus } from '../repository/corpus.ts';
import { giteaHost, TOKEN as GITEA_TOKEN } from '../repository/gitea-host.ts';
import { openBrowser } from './chromium.ts';
import { invite, join, someone } from './desk.ts';
import { HOST, type Portal, startPortal } from './portal.ts';

const FILES = Object.fromEntries(corpus.map(({ path, text }) => [path, text]));

/** The Worker with its content in a repository elsewhere. */
const edge = async () => {
  const there = bare(FILES, 'content');
  const elsewhere = await giteaHost(there);
  const data = mkdtempSync(joined(tmpdir(), 'portal-'));
  const secrets = joined(data, 'secrets.env');
  makeSecrets(secrets);
  appendFileSync(secrets, `CONTENT_REPOSITORY="gitea:${elsewhere.url}/jiedao/content@main:content"\nCONTENT_TOKEN="${GITEA_TOKEN}"\n`);
  return { there, elsewhere, portal: await startPortal({ data, invites: true }) };
};

let at: Awaited<ReturnType<typeof edge>>;
let browser: Browser;
beforeAll(async () => {
  if (HOST === 'cloudflare') [at, browser] = await Promise.all([edge(), openBrowser()]);
}, 90_000);
afterAll(async () => {
  await browser?.close();
  await at?.portal.stop();
});

const invitationIn = ({ url, output }: Portal): string => url + (/\/desk\/join\/[A-Z2-9]{12}/.exec(output())?.[0] ?? expect.unreachable());

test.runIf(HOST === 'cloudflare')(
  'on the edge a clerk’s correction is a commit elsewhere, and a token that has ended loses nothing',
  async () => {
    const { there, elsewhere, portal } = at;
    const lead = await someone(browser, portal.url);
    await join(lead, invitationIn(portal));
    const { page, phone } = await someone(browser, portal.url, { javaScript: true });
    await join({ page, phone }, await invite(lead, portal.url, '贺小真', 'clerk'));

    await page.goto(`${portal.url}/desk/editor`);
    await page.getByText('西部新村 通知').click();
    await page.getByText('垃圾放门口，每天收两次').click();
    const title = page.getByRole('textbox', { name: '标题' });
    await title.fill('垃圾放门口，每天收三次');
    await page.getByRole('button', { name: '保存' }).click();
    await expect.poll(async () => (await there.newest()).author, { timeout: 15_000 }).toContain('贺小真');

    await page.getByText('4月17日上门采样').click();
    await title.fill('4月17日上门采样，上午');
    elsewhere.fail({ status: 401 });
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByText(zhCN.desk.editor.trouble.refused).waitFor();
    expect((await there.newest()).count).toBe(2);

    // A new token, one more tap.
    elsewhere.fail(undefined);
    await page.getByRole('button', { name: '确定' }).click();
    expect(await title.inputValue()).toBe('4月17日上门采样，上午');
    await page.getByRole('button', { name: '保存' }).click();
    await expect.poll(async () => (await there.newest()).count, { timeout: 15_000 }).toBe(3);
    await lead.phone.close();
    await phone.close();
  },
);
