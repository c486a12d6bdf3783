import { getMimeType } from 'hono/utils/mime';
import type { Encoding, Held } from './held.ts';
import type { Release } from './release.ts';

/** An answer before it is one of Node's or a Response. */
export interface FileAnswer {
  status: number;
  headers: Readonly<Record<string, string>>;
  body?: Buffer;
  /** The same body, a sign for each byte: Node puts a text behind the head in one piece, which saves it a twentieth of its work. */
  latin1?: string;
}

/** What of a request's head an answer depends on. */
export interface Wanted {
  method: string;
  /** Path and query, as sent. */
  target: string;
  encodings?: string | undefined;
  /** `If-None-Match` */
  known?: string | undefined;
}

// A page may be corrected at any moment: it is kept, and asked for again each time, which costs 200 bytes.
const PAGE = 'public, max-age=0, must-revalidate';

const accepts = (encodings: string, name: string): boolean =>
  encodings.split(',').some((offer) => {
    const [encoding, ...parameters] = offer.split(';').map((part) => part.trim().toLowerCase());
    return encoding === name && !parameters.some((one) => /^q=0(\.0*)?$/.test(one));
  });

const ENCODINGS: readonly Encoding[] = ['br', 'gzip'];

const packed = ({ plain, packed: pack }: Held, encodings: string): { body: Buffer; encoding?: Encoding } => {
  const encoding = pack && ENCODINGS.find((name) => accepts(encodings, name));
  return encoding ? { body: pack(encoding), encoding } : { body: plain };
};

// The tag of a packed file ends with its encoding; what is known packed is known. A proxy that packs by itself weakens tags.
const knows = (known: string, tag: string): boolean =>
  known.split(',').some(
    (one) =>
      one.trim() === '*' ||
      one
        .trim()
        .replace(/^W\//, '')
        .replace(/-(br|gzip)"$/, '"') === `"${tag}"`,
  );

const fileAnswer = ({ policy }: Release, path: string, file: string, held: Held, status: number, wanted: Wanted): FileAnswer => {
  const { body, encoding } = packed(held, wanted.encodings ?? '');
  const etag = `"${held.tag}${encoding ? `-${encoding}` : ''}"`;
  const headers: Record<string, string> = {
    'cache-control': PAGE,
    etag,
    ...(held.packed && { vary: 'Accept-Encoding' }),
    ...policy(path),
  };
  if (status === 200 && wanted.known !== undefined && knows(wanted.known, held.tag)) return { status: 304, headers };
  headers['content-type'] = getMimeType(file) ?? 'application/octet-stream';
  headers['content-length'] = String(body.length);
  if (encoding) headers['content-encoding'] = encoding;
  return { status, headers, ...(wanted.method !== 'HEAD' && { body }) };
};

const pathIn = (target: string): string | undefined => {
  const path = target.replace(/[?#].*$/s, '');
  if (/^[\w\-./]*$/.test(path)) return path;
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined; // a percent sign without its digits
  }
};

// Nothing that climbs, hides, or is another system's separator reaches the files.
const isPlain = (path: string): boolean => path.startsWith('/') && !/[\\\0]|\/\/|\/\.|\.(br|gz)$/.test(path);

/** Where the file of a path lies, or where else its one address is: as `auto-trailing-slash` of Cloudflare has it. */
const placeOf = ({ find }: Release, path: string): { file: string; held: Held } | { moved: string } | undefined => {
  const at = path.slice(1);
  const itself = at && !/(\/|\.html)$/.test(at) ? find(at) : undefined;
  if (itself) return { file: at, held: itself };
  const stem = at.replace(/(^|\/)index(\.html)?$/, '$1').replace(/\.html$/, '');
  const bare = stem.replace(/\/$/, '');
  const [folder, page] = [bare ? `${bare}/index.html` : 'index.html', `${bare}.html`];
  const inFolder = find(folder);
  if (inFolder) return path === (bare ? `/${bare}/` : '/') ? { file: folder, held: inFolder } : { moved: bare ? `/${bare}/` : '/' };
  const asPage = bare ? find(page) : undefined;
  return asPage && (path === `/${bare}` ? { file: page, held: asPage } : { moved: `/${bare}` });
};

const notFound = (release: Release, path: string, wanted: Wanted): FileAnswer => {
  const held = release.find('404.html');
  if (held) return fileAnswer(release, path, '404.html', held, 404, wanted);
  return { status: 404, headers: { 'cache-control': PAGE, ...release.policy(path) } };
};

const found = (release: Release, wanted: Wanted): FileAnswer => {
  if (wanted.method !== 'GET' && wanted.method !== 'HEAD')
    return { status: 405, headers: { allow: 'GET, HEAD', 'cache-control': 'no-store', ...release.policy(wanted.target) } };
  const path = pathIn(wanted.target);
  if (path === undefined || !isPlain(path)) return notFound(release, '/', wanted);
  const place = placeOf(release, path);
  if (!place) return notFound(release, path, wanted);
  if ('held' in place) return fileAnswer(release, path, place.file, place.held, 200, wanted);
  const query = /\?.*$/s.exec(wanted.target)?.[0] ?? '';
  const location = place.moved.split('/').map(encodeURIComponent).join('/') + query;
  return { status: 307, headers: { location, 'cache-control': PAGE, ...release.policy(path) } };
};

// What the last readers asked for is worked out once; beyond so many addresses it is begun anew.
const REMEMBERED = 1000;
// `Accept-Encoding` is anybody's to write, and part of the key: who writes more than browsers do is not remembered.
const LONGEST = 100;
// Longer ones Node copies once more before they go.
const IN_ONE_PIECE = 16_000;
const remembered = new WeakMap<Release, Map<string, FileAnswer>>();

/** A plain GET answered like the one before it: a page is asked for a thousand times between two publications. */
const again = (release: Release, wanted: Wanted, answer: () => FileAnswer): FileAnswer => {
  const { method, target, encodings = '', known: tag } = wanted;
  if (method !== 'GET' || tag !== undefined || target.includes('?') || encodings.length > LONGEST) return answer();
  const kept = remembered.get(release) ?? new Map<string, FileAnswer>();
  if (kept.size === 0) remembered.set(release, kept);
  const key = `${encodings} ${target}`;
  const known = kept.get(key);
  if (known) return known;
  const answered = answer();
  const { status, body } = answered;
  if (status !== 200) return answered;
  const made = body && body.length <= IN_ONE_PIECE ? { ...answered, latin1: body.toString('latin1') } : answered;
  if (kept.size >= REMEMBERED) kept.clear();
  kept.set(key, made);
  return made;
};

/** Answers from the files of a release as Cloudflare's assets do: pages without `index.html`, one address each, else the 404 page. */
export const answerFile = (release: Release, wanted: Wanted): FileAnswer => again(release, wanted, () => found(release, wanted));
