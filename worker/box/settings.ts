import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';

/** Where the code lies. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const port = z.coerce.number().int().min(0).max(65535);

const schema = z.object({
  /** Everything that must be kept, see {@link pathsIn}. */
  DATA_DIR: z.string().min(1).default('.local/box'),
  PORT: port.default(8788),
  /** Counts for whoever watches: on a port of its own, for the proxy passes every path of the other one. */
  METRICS_PORT: port.optional(),
  /** `1` where a proxy of our own stands before the portal, and says in `X-Forwarded-For` who asks. */
  TRUST_PROXY: z.enum(['0', '1']).default('0'),
  /** The public address; behind a proxy the portal can't know it. */
  SITE_URL: z
    .literal('')
    .transform(() => undefined)
    .or(z.url())
    .optional(),
  /** The mail server, `smtps://user:password@host:465`, and whom letters are from. Without it there is no mail. */
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z.string().optional(),
  /** Further hosts that channels may send to, `hooks.example.org`. */
  CHANNEL_HOSTS: z.string().optional(),
});

export interface Settings {
  dataDir: string;
  port: number;
  metricsPort: number;
  trustsProxy: boolean;
  mail?: { url: string; from: string } | undefined;
  channelHosts?: string | undefined;
}

/** @throws Error that names the setting which is wrong */
export const settingsIn = (env: NodeJS.ProcessEnv): Settings => {
  const { success, data, error } = schema.safeParse(env);
  if (!success) throw new Error(error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'));
  const trustsProxy = data.TRUST_PROXY === '1';
  // Forms come from the public address: without it every one would be refused as foreign.
  if (trustsProxy && !data.SITE_URL) throw new Error('TRUST_PROXY=1 wants SITE_URL, the address that the proxy answers to');
  if (data.SMTP_URL && !data.MAIL_FROM) throw new Error('SMTP_URL wants MAIL_FROM, the address that letters are from');
  return {
    mail: data.SMTP_URL && data.MAIL_FROM ? { url: data.SMTP_URL, from: data.MAIL_FROM } : undefined,
    channelHosts: data.CHANNEL_HOSTS,
    ...{ dataDir: resolve(ROOT, data.DATA_DIR), port: data.PORT, trustsProxy },
    // 0 is any free port, for both.
    metricsPort: data.METRICS_PORT ?? (data.PORT && data.PORT + 1),
  };
};

/** What lies in DATA_DIR: all of it is kept and moved together; `site` can be drawn anew from the rest. */
export const pathsIn = (dataDir: string) => ({
  database: resolve(dataDir, 'portal.sqlite'),
  keys: resolve(dataDir, 'keys.env'),
  content: resolve(dataDir, 'content.git'),
  unpublished: resolve(dataDir, 'unpublished'),
  site: resolve(dataDir, 'site'),
  alone: resolve(dataDir, 'box.sock'),
});
