import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { openBrowser } from './chromium.ts';
import { type Portal, startPortal } from './portal.ts';

/** A portal and a browser for the tests of a file, there once the first of them begins. @param asked as {@link startPortal} takes it */
export const stage = (asked: { invites?: boolean } = {}): { readonly portal: Portal; readonly browser: Browser } => {
  let portal: Portal | undefined;
  let browser: Browser | undefined;
  beforeAll(async () => {
    [portal, browser] = await Promise.all([startPortal(asked), openBrowser()]);
  }, 90_000);
  afterAll(async () => {
    await browser?.close();
    await portal?.stop();
  });
  const ready = <Thing>(thing: Thing | undefined): Thing => {
    if (!thing) throw new Error('a test asks for what is not there yet');
    return thing;
  };
  return {
    get portal() {
      return ready(portal);
    },
    get browser() {
      return ready(browser);
    },
  };
};
