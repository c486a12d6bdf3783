import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { zhCN } from '../domain/words/index.ts';
import type { Portal } from './host.ts';
import { Refusal } from './refusal.ts';
import { townSheet } from './sheets.ts';

const { asking } = zhCN;
const KILOBYTE = 1024;
const BODIES = /^(application\/x-www-form-urlencoded|multipart\/form-data|application\/json)\s*(;|$)/i;

const isSafe = (method: string) => ['GET', 'HEAD', 'OPTIONS'].includes(method);

const originOf = (address: string): string | undefined => (URL.canParse(address) ? new URL(address).origin : undefined);

/**
 * Lets a change through only from the portal's own pages. A browser names the page's origin on every POST; who sends
 * none is refused too. hono/csrf would let another site's JSON pass.
 */
export const ownOrigin: MiddlewareHandler<Portal> = async (c, next) => {
  if (isSafe(c.req.method)) return next();
  const origin = c.req.header('origin');
  const isOwn = origin !== undefined && (origin === originOf(c.req.url) || origin === originOf((await townSheet(c)).url ?? ''));
  if (!isOwn) throw new Refusal(403, asking.foreign);
  return next();
};

/** Only what the forms send: the three content types, up to 16 KB, chunked or not. */
export const plainBody: MiddlewareHandler<Portal> = async (c, next) => {
  if (!isSafe(c.req.method) && !BODIES.test(c.req.header('content-type') ?? '')) throw new Refusal(415, asking.unreadable);
  return next();
};

const upTo = (kilobytes: number) =>
  bodyLimit({
    maxSize: kilobytes * KILOBYTE,
    onError: () => {
      throw new Refusal(413, asking.tooLarge);
    },
  });
const [form, files] = [upTo(16), upTo(512)];

/** A form is small; whole files come from the editor alone. */
export const smallBody: MiddlewareHandler<Portal> = (c, next) => (c.req.path.startsWith('/desk/editor/api/') ? files : form)(c, next);

/** A limit by address, coarse on purpose: a whole compound sits behind one. A host without the binding has none. */
export const limited =
  (name: 'RATE_RESIDENT' | 'RATE_DOOR', which: (method: string) => boolean = () => true): MiddlewareHandler<Portal> =>
  async (c, next) => {
    const limit = which(c.req.method) ? c.env[name] : undefined;
    if (limit) {
      const { success } = await limit.limit({ key: c.env.VISITOR ?? c.req.header('cf-connecting-ip') ?? '' });
      if (!success) throw new Refusal(429, asking.tooMany);
    }
    return next();
  };

/** For {@link limited}: only what stores something. */
export const unsafe = (method: string): boolean => !isSafe(method);
