// `npm run bench:api`: what the box answers a second, beside bare Hono that writes as many rows, and nginx on the same files, in the
// same run; and the opening minute, on both hosts. Prints a table, keeps it in docs/bench/api.json; never fails on time.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPortal } from '../../browser/portal.ts';
import { machine } from '../machine.ts';
import { type Service, start } from './child.ts';
import { ASK, LEFT, SIGN_UP } from './forms.ts';
import { type Asked, load, type Measured } from './load.ts';
import { nginx } from './nginx.ts';
import { open } from './opening.ts';
import { paced } from './paced.ts';
import { buildTown, PLACE } from './town.ts';
import { wrk } from './wrk.ts';

const SECONDS = Number(process.env['SECONDS'] ?? 10);
const WARM = 3;
// Each of the two in turn, so that a noisy moment of the machine is not one's alone.
const ROUNDS = 3;

const median = (numbers: readonly number[]): number => numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? 0;
const rounded = (value: number): number => Math.round(value * 100) / 100;

interface Row {
  what: string;
  perSecond: number;
  peer?: string;
  peerPerSecond?: number;
  ratio?: number;
  goal?: string;
  rowsWritten?: number;
  p99AtHalfLoad?: number;
  wrong?: number;
}

const against = async (
  ours: () => Promise<Measured>,
  theirs: () => Promise<Measured>,
): Promise<[ours: number, theirs: number, wrong: number]> => {
  const rates: [number[], number[]] = [[], []];
  let wrong = 0;
  for (let round = 0; round < ROUNDS; round++) {
    for (const [at, measure] of [ours, theirs].entries()) {
      const measured = await measure();
      rates[at]?.push(measured.rate);
      wrong += measured.wrong;
    }
  }
  return [median(rates[0]), median(rates[1]), wrong];
};

const writing = async (what: string, portal: Service, peer: Service, asked: Asked, goal?: string): Promise<Row> => {
  await load(portal.address, asked, WARM);
  const before = await portal.written();
  const { answers, wrong: first } = await load(portal.address, asked, WARM);
  const rowsWritten = Math.round(((await portal.written()) - before) / answers);
  const bare: Asked = { ...asked, path: `/rows/${rowsWritten}` };
  await load(peer.address, bare, WARM);
  const [perSecond, peerPerSecond, wrong] = await against(
    () => load(portal.address, asked, SECONDS),
    () => load(peer.address, bare, SECONDS),
  );
  const half = await paced(portal.address, asked, SECONDS, Math.round(perSecond / 2));
  return {
    ...{ what, perSecond, peer: `bare Hono, ${rowsWritten} rows`, peerPerSecond, ratio: rounded(perSecond / peerPerSecond), rowsWritten },
    ...{ p99AtHalfLoad: half.p99, wrong: first + wrong + half.wrong, ...(goal && { goal }) },
  };
};

const reading = async (portal: Service, peer: Service): Promise<Row> => {
  for (const [service, path] of [
    [portal, LEFT.path],
    [peer, '/rows'],
  ] as const)
    await load(service.address, { ...LEFT, path }, WARM);
  const [perSecond, peerPerSecond, wrong] = await against(
    () => load(portal.address, LEFT, SECONDS),
    () => load(peer.address, { ...LEFT, path: '/rows' }, SECONDS),
  );
  return {
    what: 'places left',
    perSecond,
    peer: 'bare Hono, one SELECT of 40 rows',
    peerPerSecond,
    ratio: rounded(perSecond / peerPerSecond),
    wrong,
  };
};

const files = async (portal: Service, release: string): Promise<Row> => {
  const page = `${PLACE}/`;
  const peer = await nginx(release);
  const rates = (address: string) => (): Promise<Measured> => {
    const rate = wrk(address + page, SECONDS);
    if (rate === undefined)
      return load(address, { method: 'GET', path: page, headers: { 'accept-encoding': 'gzip' }, status: 200 }, SECONDS);
    return Promise.resolve({ rate, answers: 0, wrong: 0 });
  };
  if (!peer) return { what: 'a static page', perSecond: (await rates(portal.address)()).rate, peer: 'nginx is not installed' };
  const [perSecond, peerPerSecond, wrong] = await against(rates(portal.address), rates(peer.address));
  await peer.stop();
  return {
    what: 'a static page',
    perSecond,
    peer: 'nginx, one worker',
    peerPerSecond,
    ratio: rounded(perSecond / peerPerSecond),
    goal: '≥ 0.7',
    wrong,
  };
};

const town = buildTown();
const folder = mkdtempSync(join(tmpdir(), 'bench-'));
try {
  const [portal, peer] = await Promise.all([
    start('portal', [town.release, join(folder, 'portal.sqlite')]),
    start('peer', [join(folder, 'peer.sqlite')]),
  ]);
  const rows = [
    await writing('a sign-up', portal, peer, SIGN_UP, '≥ 0.7, p99 < 50 ms'),
    await writing('a medicine request', portal, peer, ASK),
    await reading(portal, peer),
    await files(portal, town.release),
  ];
  await Promise.all([portal.stop(), peer.stop()]);
  console.table(rows);

  const box = await start('portal', [town.release, join(folder, 'opening.sqlite')]);
  const onBox = await open(box.address);
  await box.stop();
  const edge = await startPortal();
  const onEdge = await open(edge.url);
  await edge.stop();
  console.table({ 'opening, box': onBox, 'opening, workerd': onEdge });

  mkdirSync('docs/bench', { recursive: true });
  writeFileSync(
    'docs/bench/api.json',
    `${JSON.stringify({ machine: machine(), rows, opening: { box: onBox, workerd: onEdge } }, null, 2)}\n`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
  town.remove();
}
