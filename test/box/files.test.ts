import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerFile, type Wanted } from '../../worker/box/files.ts';
import { folderRelease, liveRelease, type Release } from '../../worker/box/release.ts';
import { release as publishRelease, rollBack } from '../../site/publish/releases.ts';
import { openStore } from '../../site/publish/store.ts';

const site = mkdtempSync(join(tmpdir(), 'portal-'));
afterAll(() => rmSync(site, { recursive: true }));

const write = (release: string, file: string, text: string) => {
  const path = join(site, 'releases', release, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
};

const HEADERS = `/*
  X-Frame-Options: DENY
  Cache-Control: no-cache

/_astro/*
  Cache-Control: public, max-age=31536000, immutable
`;

let release: Release;
beforeAll(() => {
  writeFileSync(join(site, 'secret.txt'), 'secret');
  for (const [file, text] of Object.entries({
    'index.html': '首页',
    '404.html': '没有这一页',
    'ju/yuan/index.html': '花园',
    'about.html': '关于',
    '_astro/page.css': 'body{}',
    'catalogue/town.json': '{}',
    'favicon.svg': '<svg/>',
  }))
    write('one', file, text);
  writeFileSync(join(site, 'releases/one/_headers'), HEADERS);
  release = folderRelease(join(site, 'releases/one'));
});

const get = (target: string, wanted: Partial<Wanted> = {}) => answerFile(release, { method: 'GET', target, ...wanted });
const text = (target: string, wanted: Partial<Wanted> = {}) => get(target, wanted).body?.toString();

describe('an address', () => {
  test.each([
    ['/', '首页'],
    ['/ju/yuan/', '花园'],
    ['/about', '关于'],
    ['/catalogue/town.json', '{}'],
    ['/ju/yuan/?from=qr', '花园'],
  ])('%s is a page', (target, says) => {
    expect(get(target).status).toBe(200);
    expect(text(target)).toBe(says);
  });

  test.each([
    ['/ju/yuan', '/ju/yuan/'],
    ['/ju/yuan?a=1', '/ju/yuan/?a=1'],
    ['/ju/yuan/index.html', '/ju/yuan/'],
    ['/ju/yuan/index', '/ju/yuan/'],
    ['/index.html', '/'],
    ['/about/', '/about'],
    ['/about.html', '/about'],
  ])('%s leads to its one spelling', (target, location) => {
    expect(get(target)).toMatchObject({ status: 307, headers: { location } });
  });

  test.each([
    '/nothing',
    '/ju/',
    '/_headers',
    '/../secret.txt',
    '/..%2f..%2fsecret.txt',
    '/%2e%2e/%2e%2e/secret.txt',
    '/ju/..\\..\\secret.txt',
    '/ju%00/',
    '//evil.example/',
    '/%',
    '/about.html.br',
    '/index.html.gz',
    '/.git/config',
    'http://evil.example/',
    '*',
  ])('%s is nobody’s', (target) => {
    expect(get(target).status).toBe(404);
    expect(text(target)).toBe('没有这一页');
  });

  test('takes nothing but looking', () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS'])
      expect(get('/', { method })).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' } });
  });
});

describe('an answer', () => {
  test('is packed as the phone can read it', () => {
    const page = (encodings: string) => get('/ju/yuan/', { encodings });
    const bytes = (encodings: string) => page(encodings).body ?? '';
    expect(page('gzip, deflate, br').headers['content-encoding']).toBe('br');
    expect(brotliDecompressSync(bytes('br')).toString()).toBe('花园');
    expect(gunzipSync(bytes('gzip')).toString()).toBe('花园');
    expect(page('gzip').headers['content-length']).toBe(String(bytes('gzip').length));
    expect(page('br;q=0, gzip;q=0.5').headers['content-encoding']).toBe('gzip');
    expect(page('identity').headers['content-encoding']).toBeUndefined();
    expect(page('').headers).toMatchObject({ vary: 'Accept-Encoding', 'content-type': 'text/html; charset=utf-8', 'content-length': '6' });
  });

  test('is not sent again to who has it, packed or not', () => {
    const { etag = '' } = get('/', { encodings: 'br' }).headers;
    expect(etag).toContain(createHash('sha256').update('首页').digest('hex').slice(0, 40));
    for (const known of [etag, `W/${etag}`, `"x", ${etag}`, '*', etag.replace('-br', ''), etag.replace('-br', '-gzip')]) {
      const again = get('/', { known, encodings: 'br' });
      expect(again.status).toBe(304);
      expect(again.body).toBeUndefined();
      expect(again.headers).toMatchObject({ etag, 'cache-control': 'no-cache' });
      expect(again.headers['content-length']).toBeUndefined();
    }
    expect(get('/', { known: '"other"' }).status).toBe(200);
    expect(get('/nothing', { known: '*' }).status).toBe(404);
  });

  test('to HEAD is the same without its body', () => {
    const { status, headers } = get('/');
    expect(get('/', { method: 'HEAD' })).toEqual({ status, headers });
  });

  test('carries what `_headers` says of its address, the last word for each name', () => {
    expect(get('/').headers).toMatchObject({ 'x-frame-options': 'DENY', 'cache-control': 'no-cache' });
    expect(get('/_astro/page.css').headers).toMatchObject({
      'x-frame-options': 'DENY',
      'cache-control': 'public, max-age=31536000, immutable',
    });
    expect(get('/nothing').headers).toMatchObject({ 'x-frame-options': 'DENY' });
  });
});

test('a release is swapped in one step and seen at once, also one of the same name', () => {
  const store = join(site, 'store');
  const { putFiles, putJson } = openStore(store);
  const publish = (commit: string, home: string) => {
    const files = putFiles(new Map([['index.html', Buffer.from(home)]]));
    const listing = putJson({ files, folders: {} });
    return publishRelease(store, { commit, at: Date.now(), listing, memory: listing });
  };
  const live = liveRelease(store);
  expect(() => live()).toThrow('nothing is published');
  const says = () => answerFile(live(), { method: 'GET', target: '/' }).body?.toString();
  const first = publish('a', '首页');
  expect(says()).toBe('首页');
  expect(answerFile(live(), { method: 'GET', target: '/', encodings: 'br' }).headers['content-encoding']).toBe('br');
  const second = publish('b', '新的首页');
  expect(says()).toBe('新的首页');
  expect(publish('b', '新的首页，一小时以后')).toBe(second);
  expect(says()).toBe('新的首页，一小时以后');
  expect(rollBack(store)).toBe(first);
  expect(says()).toBe('首页');
});
