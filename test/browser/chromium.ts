import { existsSync } from 'node:fs';
import sparticuz from '@sparticuz/chromium';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';

const INSTALLED = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** The browser that there is: `CHROMIUM_PATH`, the system's, or the one in the npm package. */
export const openBrowser = async (): Promise<Browser> => {
  const installed = process.env['CHROMIUM_PATH'] ?? INSTALLED.find((path) => existsSync(path));
  return installed
    ? chromium.launch({ executablePath: installed, args: QUIET })
    : chromium.launch({ executablePath: await sparticuz.executablePath(), args: [...sparticuz.args, ...QUIET] });
};

export interface Phone {
  javaScript?: boolean;
  dark?: boolean;
  /** CSS pixels. */
  width?: number;
  /** How much larger text is, 1.6 for a reader who needs it large. */
  text?: number;
  /** A file with the cookies of somebody who is signed in. */
  state?: string;
}

/** A phone's browser. Larger text is the root's font size, as a WebView's text zoom sets it. */
export const openPhone = async (
  browser: Browser,
  { javaScript = true, dark = false, width = 360, text = 1, state }: Phone = {},
): Promise<BrowserContext> => {
  const phone = await browser.newContext({
    viewport: { width, height: 740 },
    locale: 'zh-CN',
    javaScriptEnabled: javaScript,
    ...(state && { storageState: state }),
    colorScheme: dark ? 'dark' : 'light',
    // only so that the larger text can be set from outside
    bypassCSP: text !== 1,
  });
  phone.setDefaultTimeout(10_000);
  if (text !== 1) {
    await phone.addInitScript(
      (size) => {
        document.addEventListener('DOMContentLoaded', () => {
          document.documentElement.style.fontSize = size;
        });
      },
      `${112.5 * text}%`,
    );
  }
  return phone;
};
