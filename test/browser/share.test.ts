import { createReadStream, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import jsQR from 'jsqr';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exportRelease } from '../../site/publish/export.ts';
import { openPublisher } from '../../site/publish/publisher.ts';
import { makeTown } from '../site/publish/town.ts';
import { check } from './check.ts';
import { openPhone } from './chromium.ts';
import { stage } from './stage.ts';

const at = stage();

const SHARE = '/baihua/baihua-yuan/samplings/0417/share/';

describe('a clerk at one in the morning', () => {
  test('copies the text and finds a picture to keep; nothing is refused by the policy', async () => {
    const phone = await openPhone(at.browser);
    await phone.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: at.portal.url });
    const page = await phone.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    await page.goto(`${at.portal.url}/baihua/baihua-yuan/samplings/0417/`);
    await page.getByRole('link', { name: '打印海报、转发到群、喇叭稿' }).click();
    await page.getByRole('button', { name: '复制这段文字' }).click();
    await page.getByRole('button', { name: '复制好了' }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('【百花苑】4月17日采样');
    const picture = page.getByRole('img', { name: '转发图片' });
    expect(await picture.evaluate((image: HTMLImageElement) => [image.naturalWidth, image.naturalHeight > 500])).toEqual([720, true]);
    expect(await page.getByRole('button', { name: '打印海报' }).isVisible()).toBe(true);
    expect(complaints).toEqual([]);
    await phone.close();
  });

  test('without a script the text can be marked, the script read and the posters printed', async () => {
    const phone = await openPhone(at.browser, { javaScript: false });
    const page = await phone.newPage();
    await page.goto(`${at.portal.url}${SHARE}`);
    expect(await page.locator('[data-text]').innerText()).toContain('如果下雨');
    expect(await page.getByText('一号楼到四号楼，早上七点半到上午八点半，到大草坪。').isVisible()).toBe(true);
    expect(await page.getByRole('button').count()).toBe(0);
    expect(await page.getByRole('article').count()).toBe(14);
    await phone.close();
  });

  test.each([{}, { dark: true }, { text: 1.6, width: 320 }, { javaScript: false }])('nobody is shut out: %o', async (eyes) => {
    const phone = await openPhone(at.browser, eyes);
    const page = await phone.newPage();
    for (const path of [SHARE, '/notices/caiyang-0416/share/', '/chenjiaxiang/yanjie/supplies/oil-0417/share/']) {
      await page.goto(at.portal.url + path);
      // What can't be tried without a script is not tried.
      if (!('javaScript' in eyes)) await check(page);
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
    }
    await phone.close();
  });
});

describe('posters', () => {
  const URL = 'https://xiaolaba.example';
  const COMPOUND = '/mingdu/chang/';
  let folder: string;
  let server: Server;
  let base: string;
  let page: Page;

  const long = (most: number) => '很长的名字'.repeat(most).slice(0, most);
  const files = (): Record<string, string> => {
    const batch = (hour: number, id: string) =>
      `{ id: ${id}, point: ${'p'.repeat(30)}, from: "${hour}:00", to: "${hour}:50", buildings: "1、2、3", floors: ${long(20)}, state: late, late: "20" }`;
    const plan = `{ note: ${long(200)}, batches: [${batch(9, 'a')}, ${batch(11, 'b')}, ${batch(16, 'c')}] }`;
    const bring = `[${Array.from({ length: 20 }, () => long(40)).join(', ')}]`;
    const changed = 'changed: { day: 2022-04-16, at: "08:45" }';
    return {
      'compound.md': `---\nname: ${long(30)}\nkind: compound\nphones: [{ name: ${long(20)}, phone: 021-55550100 }]\nstatus: { state: sealed, since: 2022-04-01, changed: { day: 2022-04-01, at: "08:00" } }\nbuildings: [${[1, 2, 3].map((id) => `{ ids: "${id}", name: ${id}${long(29)} }`).join(', ')}]\npoints: [{ id: ${'p'.repeat(30)}, name: ${long(30)} }]\n---\n`,
      'samplings/r.md': `---\ntitle: ${long(40)}\nday: 2022-04-17\nplan: undecided\nbring: ${bring}\n${changed}\nfine: ${plan}\nrainy: ${plan}\n---\n${long(5000)}\n`,
      'samplings/short.md': `---\ntitle: 采样\nday: 2022-04-17\nbring: 身份证\n${changed}\nfine: { batches: [{ id: a, point: ${'p'.repeat(30)}, from: "08:00", to: "09:00", buildings: "1、3" }] }\n---\n`,
      'supplies/s.md': `---\ntitle: ${long(40)}\nday: 2022-04-17\nitems: [{ name: ${long(20)}, amount: ${long(20)} }]\nproxy: ${long(100)}\n${changed}\nslots: [${Array.from({ length: 60 }, (_, slot) => `{ id: s${slot}, from: "09:00", to: "10:00", place: ${long(40)} }`).join(', ')}]\n---\n`,
      'notices/n.md': `---\ntitle: ${long(40)}\nlevel: urgent\nday: 2022-04-16\nat: "07:00"\nuntil: 2022-04-18\n---\n${`${long(60)}。`.repeat(80)}\n`,
      'notices/m.md': `---\ntitle: 停水\nday: 2022-04-16\nat: "07:00"\nuntil: 2022-04-18\n---\n早点接水。\n`,
    };
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'posters-'));
    const town = makeTown(join(folder, 'town'));
    for (const [path, text] of Object.entries(files())) town.write(`${COMPOUND.slice(1)}${path}`, text);
    town.commit();
    const store = join(folder, 'site');
    const real = Date.now();
    const env = { PORTAL_CLOCK: String(Date.parse('2022-04-16T09:00:00+08:00') - real), SITE_URL: URL };
    const publisher = await openPublisher({ store, repository: town.dir, env });
    await publisher.publish({ real });
    publisher.close();
    const client = join(folder, 'client');
    exportRelease(store, client);
    server = createServer((request, response) => {
      const path = decodeURIComponent(request.url ?? '/');
      const file = join(client, path.endsWith('/') ? `${path}index.html` : path);
      const type = path.endsWith('.css') ? 'text/css' : path.endsWith('.js') ? 'text/javascript' : 'text/html';
      response.writeHead(existsSync(file) ? 200 : 404, { 'content-type': type });
      if (existsSync(file)) createReadStream(file).pipe(response);
      else response.end();
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const address = server.address();
    base = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}${COMPOUND}`;
    page = await (await openPhone(at.browser, { width: 800 })).newPage();
  }, 60_000);
  afterAll(async () => {
    await page.context().close();
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test.each([
    ['samplings/r', 3],
    ['samplings/short', 2],
    ['supplies/s', 1],
    ['notices/n', 1],
    ['notices/m', 1],
  ])('%s: one page of A4 for each of %i sheets, and nothing runs into its foot', async (path, sheets) => {
    await page.goto(`${base}${path}/share/`);
    expect(await page.locator('.poster').count()).toBe(sheets);
    const pdf = await page.pdf({ preferCSSPageSize: true });
    expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(sheets);
    expect(pdf.toString('latin1')).toMatch(/\/MediaBox \[0 0 59\d(\.\d+)? 84\d(\.\d+)?\]/);
    if (path === 'samplings/r') expect(await page.locator('.poster .weather').count()).toBe(2 * sheets);
    await page.emulateMedia({ media: 'print' });
    const free = await page.locator('.poster').evaluateAll((posters) =>
      posters.map((poster) => {
        const foot = poster.querySelector('footer');
        const last = foot?.previousElementSibling;
        return (foot?.getBoundingClientRect().top ?? 0) - (last?.getBoundingClientRect().bottom ?? 0);
      }),
    );
    await page.emulateMedia({ media: null });
    for (const room of free) expect(room).toBeGreaterThanOrEqual(0);
  });

  test('the code on a sheet opens the page at the configured address', async () => {
    await page.goto(`${base}samplings/short/share/`);
    const picture = await page.locator('.poster .scan svg').first().screenshot();
    const pixels = await page.evaluate(
      async (data) => {
        const image = new Image();
        image.src = data;
        await image.decode();
        const canvas = document.createElement('canvas');
        [canvas.width, canvas.height] = [image.width + 40, image.height + 40];
        const pen = canvas.getContext('2d');
        if (!pen) throw new Error('no canvas');
        pen.fillStyle = '#fff';
        pen.fillRect(0, 0, canvas.width, canvas.height);
        pen.drawImage(image, 20, 20);
        const { data: bytes, width, height } = pen.getImageData(0, 0, canvas.width, canvas.height);
        return { bytes: Array.from(bytes), width, height };
      },
      `data:image/png;base64,${picture.toString('base64')}`,
    );
    expect(jsQR(Uint8ClampedArray.from(pixels.bytes), pixels.width, pixels.height)?.data).toBe(`${URL}${COMPOUND}samplings/short/`);
  });
});
