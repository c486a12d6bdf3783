import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { html } from 'hono/html';
import { preview as w } from '../../domain/words/zh-CN/preview.ts';
import { said } from '../../site/catalogue/said.ts';
import { clientFiles } from '../../site/publish/templates.ts';
import { answerFile } from '../box/files.ts';
import type { Drawn, Shelf } from './shelf.ts';

// It is nobody's business yet, and another page with the next push.
const PRIVATE = { 'cache-control': 'no-store', 'x-robots-tag': 'noindex' };
const HTML = { ...PRIVATE, 'content-type': 'text/html; charset=utf-8' };

/** What is shown where: each branch under its label before `host`, and the branch that is published. */
export interface Shown {
  /** `localhost:8790`, `preview.portal.example.org` */
  host: string;
  published: string;
}

// The list looks like the portal.
const styleOf = () => clientFiles().find(({ path }) => /\/style\.[^/]+\.css$/.test(path));

const bannerOf = ({ branch, judged: { faults, inside } }: Drawn, { published }: Shown): string =>
  html`<div class="demo"><p><b>${branch.name === published ? w.published(branch.name) : w.banner(branch.name)}</b></p>${
    faults.length > 0
      ? html`<p>${w.faults(faults.length)}</p><ul>${faults.slice(0, 20).map((fault) => html`<li>${said(fault, inside)}</li>`)}</ul>`
      : ''
  }</div>`.toString();

const listOf = async (shelf: Shelf, { host, published }: Shown): Promise<string> => {
  const branches = await shelf.branches();
  const items = branches.map(
    ({ name, label }) =>
      html`<li><a href="//${label}.${host}/">${name}${name === published ? html` <small>${w.current}</small>` : ''}</a></li>`,
  );
  const list = items.length > 1 ? html`<p>${w.branches}</p><ul class="plain">${items}</ul>` : html`<p>${w.none}</p>`;
  const style = html`<link rel="stylesheet" href="/${styleOf()?.path}">`;
  const head = html`<meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">`;
  return `<!doctype html>${html`<html lang="zh-CN"><head>${head}<title>${w.title}</title>${style}</head><body><main><h1>${w.title}</h1>${list}</main></body></html>`}`;
};

const answer = async (shelf: Shelf, shown: Shown, { method = 'GET', url = '/', headers }: IncomingMessage, outgoing: ServerResponse) => {
  const drawn = await shelf.find((headers.host ?? '').split('.')[0] ?? '');
  if (!drawn) {
    if (url.endsWith('.css')) return void outgoing.writeHead(200, { 'content-type': 'text/css' }).end(styleOf()?.bytes);
    return void outgoing.writeHead(200, HTML).end(await listOf(shelf, shown));
  }
  if (method !== 'GET' && method !== 'HEAD') {
    outgoing.writeHead(405, { ...PRIVATE, 'content-type': 'text/plain; charset=utf-8', allow: 'GET, HEAD' }).end(w.noForms);
    return;
  }
  const { status, headers: given, body } = answerFile(drawn.release, { method: 'GET', target: url });
  const isPage = given['content-type']?.startsWith('text/html');
  // What is published has the same bytes: the banner is put into the answer, not into the page.
  const bytes = isPage && body ? Buffer.from(body.toString().replace('<header>', () => `${bannerOf(drawn, shown)}<header>`)) : body;
  const { etag: _, ...kept } = given;
  const own = { ...kept, ...PRIVATE, ...(bytes && { 'content-length': String(bytes.length) }) };
  outgoing.writeHead(status, own).end(method === 'HEAD' ? undefined : bytes);
};

/** Answers with the branch that the host name begins with, else with the list of branches. */
export const previews =
  (shelf: Shelf, shown: Shown): RequestListener =>
  (incoming, outgoing) => {
    answer(shelf, shown, incoming, outgoing).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      outgoing.writeHead(500, { ...PRIVATE, 'content-type': 'text/plain; charset=utf-8' }).end(w.failed(reason));
    });
  };
