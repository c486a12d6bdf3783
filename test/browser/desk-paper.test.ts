import jsQR from 'jsqr';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { labelSizes } from '../../domain/label.ts';
import { askForDrugs, invite, join, type Someone, someone } from './desk.ts';
import { stage } from './stage.ts';

const at = stage({ invites: true });
// As long as the form lets them be.
const NAME = '阿卜杜热西提买买提江吐尔逊阿依古丽艾力江';
const ROOM = '12345678901234567890';
let lead: Someone;
let run = '';

/** What of a label lies outside of it, or on its code. */
const spilt = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    Array.from(document.querySelectorAll('.label'), (label) => {
      const box = label.getBoundingClientRect();
      const code = label.querySelector('svg')?.getBoundingClientRect();
      return Array.from(label.querySelectorAll('.name, .cold, .apart, .word, .committee, .door'), (part) => {
        const text = document.createRange();
        text.selectNodeContents(part);
        const { top, right, bottom, left } = text.getBoundingClientRect();
        // What a printer can't reach: less than its 4.2 mm, for the page ends a millimetre below the last row.
        const edge = (4 / 25.4) * 96 - 0.5;
        const outside = left < box.left || top < box.top + edge || right > box.right || bottom > box.bottom - edge;
        const onCode = !code || (right > code.left && top < code.bottom && bottom > code.top);
        return outside || onCode ? `${part.className}: ${part.textContent}` : '';
      });
    })
      .flat()
      .filter(Boolean),
  );

/** What the codes of a page say to a scanner that sees one module as so many dots. */
const scanned = async (page: Page, dots: number): Promise<string[]> => {
  const codes = await page.locator('.label svg').evaluateAll((svgs) => svgs.map((svg) => svg.outerHTML));
  const blank = await page.context().newPage();
  const images = await blank.evaluate(
    async ([all, size]) =>
      Promise.all(
        all.map(async (svg) => {
          const [, side = '0'] = /viewBox="0 0 (\d+)/.exec(svg) ?? [];
          const width = (Number(side) + 8) * size;
          const image = new Image();
          const sized = svg.replace(
            '<svg',
            `<svg xmlns="http://www.w3.org/2000/svg" width="${width - 8 * size}" height="${width - 8 * size}"`,
          );
          image.src = `data:image/svg+xml,${encodeURIComponent(sized)}`;
          await image.decode();
          const canvas = document.createElement('canvas');
          canvas.width = canvas.height = width;
          const paper = canvas.getContext('2d');
          if (!paper) throw new Error('nothing to draw on');
          paper.fillStyle = '#fff';
          paper.fillRect(0, 0, width, width);
          paper.drawImage(image, 4 * size, 4 * size);
          return { width, dots: Array.from(paper.getImageData(0, 0, width, width).data) };
        }),
      ),
    [codes, dots] as const,
  );
  await blank.close();
  return images.map(({ width, dots: seen }) => jsQR(Uint8ClampedArray.from(seen), width, width)?.data ?? '');
};

beforeAll(async () => {
  lead = await someone(at.browser, at.portal.url, { javaScript: true });
  await join(lead, /http:\S+\/desk\/join\/[A-Z2-9]{12}/.exec(at.portal.output())?.[0] ?? expect.unreachable());
  const [resident, volunteer] = await Promise.all([1, 2].map(() => someone(at.browser, at.portal.url)));
  if (!resident || !volunteer) return;
  await askForDrugs(resident, at.portal.url, NAME, ROOM, [{ name: '门冬胰岛素', days: 1 }]);
  await askForDrugs(resident, at.portal.url, NAME, ROOM, [{ name: '甘精胰岛素', days: 3 }]);
  await askForDrugs(resident, at.portal.url, '许老师', '402', [{ name: '氨氯地平', days: 12 }]);
  await join(volunteer, await invite(lead, at.portal.url, '小周', 'medicine'));
  const { page } = lead;
  await page.goto(`${at.portal.url}/desk/medicine/runs`);
  await page.locator('input[name=hospital]').first().check();
  await page.getByRole('button', { name: '开这趟车' }).click();
  for (const part of await page.locator('input[name=part]').all()) await part.check();
  await page.getByRole('button', { name: '排进这趟' }).click();
  run = page.url().replace(/\?.*$/, '');
}, 60_000);

test('nothing of a label touches its code or its edge, however long a name and a door are, and its code leads to the record', async () => {
  const { page } = lead;
  await page.goto(`${run}/labels`);
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('.label').count()).toBe(3);
  expect(await page.locator('.label', { hasText: '同名同户' }).filter({ hasText: '冷藏' }).count()).toBe(2);
  expect(await spilt(page)).toEqual([]);
  const tags = (await page.locator('.label .word').allInnerTexts()).map((tag) => `${at.portal.url}/desk/t/${tag.replace('-', '')}`);
  expect(await scanned(page, 4)).toEqual(tags);

  // The places of the sample town are short: so long the schemas let them be.
  const longest = {
    name: '买'.repeat(30),
    committee: '居'.repeat(30),
    door: [`${'区'.repeat(30)}`, '楼'.repeat(30), `${'家'.repeat(10)}家`, `${'房'.repeat(20)}室`].join(' '),
  };
  const words = '中兴路第一居民委员会 Long Compound Name 1234 Building A-12 单元 12345678901234567890室'.split(' ');
  const some = Array.from({ length: 40 }, (_, size) => ({
    name: longest.name.slice(0, 1 + (size % 30)),
    committee: longest.committee.slice(0, 3 + (size % 28)),
    door: size % 2 ? longest.door.slice(0, 10 + size * 2) : words.slice(0, 1 + (size % words.length)).join(' '),
  }));
  for (const parts of [longest, ...some]) {
    const sizes = labelSizes(parts);
    await page.evaluate(
      ([text, size]) => {
        for (const part of ['name', 'committee', 'door'] as const) {
          const element = document.querySelector(`.label:has(.apart) .${part}`);
          if (element) Object.assign(element, { textContent: text[part], className: `${part} size-${size[part]}` });
        }
      },
      [parts, sizes] as const,
    );
    expect(await spilt(page), JSON.stringify(parts)).toEqual([]);
  }
});

test('the hand-over pack stays one page with all that it may hold', async () => {
  const { page } = lead;
  await page.goto(`${at.portal.url}/desk/handover`);
  const text = await page.locator('.sheet').innerText();
  expect(text).toContain('西部新村');
  expect(text).toContain(`3号楼 1单元 ${ROOM}室`);
  for (const hidden of [NAME, '许老师', '胰岛素', '13800138021', '138 0013 8021']) expect(text).not.toContain(hidden);
  const pages = async () => (await page.pdf({ preferCSSPageSize: true })).toString('latin1').match(/\/Type \/Page\b/g)?.length;
  expect(await pages()).toBe(1);
  // Seven teams, eight runs, the ten most urgent, sixteen people, eighteen numbers: whichever row is the longest, that often.
  await page.evaluate(() => {
    const fill = (selector: string, most: number) => {
      const rows = Array.from(document.querySelectorAll(selector)).sort((one, other) => other.textContent.length - one.textContent.length);
      const parent = rows[0]?.parentElement;
      for (let row = rows.length; row < most; row++) if (rows[0]) parent?.append(rows[0].cloneNode(true));
    };
    fill('.pack .half-wide tbody tr', 7);
    fill('.pack .half-wide li', 8);
    fill('.pack .due tr', 10);
    fill('.pack section:nth-of-type(2) .two li', 16);
    fill('.pack section:nth-of-type(3) .two li', 18);
  });
  await page.emulateMedia({ media: 'print' });
  await page.setViewportSize({ width: Math.round((186 / 25.4) * 96), height: 1000 });
  const [content = 0, footer = 0] = await page.evaluate(() => [
    document.querySelector('.pack')?.getBoundingClientRect().bottom ?? 0,
    document.querySelector('.sheet > footer')?.getBoundingClientRect().top ?? 0,
  ]);
  expect(content).toBeGreaterThan(400);
  expect(content).toBeLessThanOrEqual(footer);
  expect(await pages()).toBe(1);
});
