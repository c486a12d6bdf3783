import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** What on a page shuts somebody out, and what is wider than the screen. */
export const barriersOn = async (page: Page): Promise<string[]> => {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  return [
    ...violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`),
    ...(wider > 0 ? [`${wider} pixels wider than the screen`] : []),
  ];
};

export const check = async (page: Page): Promise<void> => expect(await barriersOn(page)).toEqual([]);
