import { execFileSync } from 'node:child_process';
import { join as joined } from 'node:path';
import { expect, test } from 'vitest';
import { invite, join, someone } from './desk.ts';
import { HOST } from './portal.ts';
import { stage } from './stage.ts';

const SLOW = 40_000;
const at = stage({ invites: true });
const git = (...words: string[]): string =>
  execFileSync('git', ['-C', joined(at.portal.data, 'content.git'), '-c', 'core.quotePath=false', ...words], { encoding: 'utf8' });

// `npm start` has no repository of its own: there the editor says so, which the route tests see.
test.runIf(HOST === 'box')(
  'a clerk puts a notice right in the editor: her commit, one line, and nothing asked of another host',
  async () => {
    const lead = await someone(at.browser, at.portal.url);
    await join(lead, at.portal.url + (/\/desk\/join\/[A-Z2-9]{12}/.exec(at.portal.output())?.[0] ?? expect.unreachable()));
    const clerk = await someone(at.browser, at.portal.url, { javaScript: true });
    await join(clerk, await invite(lead, at.portal.url, '贺小真', 'clerk'));
    const { page } = clerk;
    // Two megabytes of script, and then all of her notices: a machine that does much else takes its time.
    page.setDefaultTimeout(SLOW);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    const refused: string[] = [];
    page.on('console', (line) => line.text().includes('Content Security Policy') && refused.push(line.text()));

    await page.goto(`${at.portal.url}/desk/editor`);
    // A list of the editor's hears taps a tenth of a second after it is seen: sooner than a hand is there, later than a test is.
    const open = async () => {
      if (!page.url().includes('xibu-xincun--notices')) await page.getByText('西部新村 通知').click();
      return page.url();
    };
    await expect.poll(open, { timeout: SLOW }).toContain('xibu-xincun--notices');
    await page.getByText('垃圾放门口，每天收两次').click();
    const title = page.getByRole('textbox', { name: '标题' });
    await title.fill('垃圾放门口，每天收三次');
    await page.getByRole('button', { name: '保存' }).click();
    const path = 'mingdu/xibu-xincun/notices/';
    await expect.poll(() => git('log', '-1', '--format=%an', 'main').trim(), { timeout: SLOW }).toBe('贺小真');

    const changed = git('show', '--format=%s', '--unified=0', 'main').split('\n');
    expect(changed[0]).toContain('改');
    expect(changed.filter((line) => /^[+-](?![+-])/.test(line))).toEqual([
      '-title: 垃圾放门口，每天收两次',
      '+title: 垃圾放门口，每天收三次',
    ]);
    expect(git('diff', '--name-only', 'main~1', 'main')).toContain(path);

    // It is on the residents' page a moment later.
    const resident = await clerk.phone.newPage();
    const shown = async () => {
      await resident.goto(`${at.portal.url}/mingdu/xibu-xincun/`);
      return resident.locator('main').innerText();
    };
    await expect.poll(shown, { timeout: SLOW }).toContain('每天收三次');

    const others = asked.filter((address) => !address.startsWith(at.portal.url) && !/^(blob|data):/.test(address));
    expect(others).toEqual([]);
    expect(refused).toEqual([]);
    expect(asked.filter((address) => address.includes('/desk/editor/api/')).length).toBeGreaterThan(5);
    await lead.phone.close();
    await clerk.phone.close();
  },
  4 * SLOW,
);
