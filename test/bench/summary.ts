import * as z from 'zod';
import { machineSaid } from './machine.ts';
import { growthOf, type Measured } from './publish/table.ts';

const api = z.object({
  machine: z.object({
    ...{ cores: z.number(), processor: z.string(), memoryGB: z.number(), system: z.string(), node: z.string(), day: z.string() },
  }),
  rows: z.array(
    z.object({
      what: z.string(),
      perSecond: z.number(),
      peer: z.string().optional(),
      ratio: z.number().optional(),
      goal: z.string().optional(),
      p99AtHalfLoad: z.number().optional(),
    }),
  ),
  opening: z.record(
    z.string(),
    z.object({ people: z.number(), requests: z.number(), p99: z.number(), wrong: z.number(), signedUp: z.number(), oversold: z.number() }),
  ),
});
const growth = z.object({ exponents: z.record(z.string(), z.number()) });

/** What the benches keep in `docs/bench/`. */
export interface Kept {
  api: unknown;
  growth: unknown;
  publish: Measured;
}

const seconds = (value: number): string => (value < 1 ? `${Math.round(value * 1000)} ms` : `${value.toFixed(1)} s`);
const times = (ours: number, peer: number | undefined): string => (peer ? `${(ours / peer).toFixed(ours / peer < 0.1 ? 3 : 2)}×` : '–');

// One notice, everything, a build of the code too: by compounds.
const GOALS: Record<number, [string, string, string]> = {
  100: ['≤ 0.1×', '≤ 1.1×', '≤ 3×'],
  1000: ['≤ 0.01×', '≤ 0.7×', '≤ 0.8×'],
  13000: ['0.3 s', '90 s', ''],
};

/** The README's table: each figure with its peer in the same run, the ratio, and the goal. */
export const summaryOf = (kept: Kept): string => {
  const { machine, rows, opening } = api.parse(kept.api);
  const { exponents } = growth.parse(kept.growth);
  const lines: string[][] = [];
  for (const { compounds, one, all, build, hugo } of kept.publish.towns) {
    const town = `${compounds.toLocaleString('en')} compounds`;
    const goals = GOALS[compounds];
    // The others are in the line of growth.
    if (!goals) continue;
    lines.push([`one notice, ${town}`, seconds(one.wall), 'Hugo', times(one.wall, hugo?.one.wall), goals[0]]);
    lines.push([`everything, ${town}, templates compiled`, seconds(all.wall), 'Hugo', times(all.wall, hugo?.all.wall), goals[1]]);
    if (build)
      lines.push([`everything, ${town}, \`npm run build\``, seconds(build.wall), 'Hugo', times(build.wall, hugo?.all.wall), goals[2]]);
  }
  for (const { what, perSecond, peer = '', ratio, goal = '', p99AtHalfLoad } of rows) {
    const late = p99AtHalfLoad === undefined ? '' : `, p99 ${Math.round(p99AtHalfLoad)} ms at half the load`;
    lines.push([
      `${what} on the box`,
      `${Math.round(perSecond).toLocaleString('en')} a second${late}`,
      peer,
      ratio ? `${ratio}×` : '–',
      goal,
    ]);
  }
  for (const [host, { people, requests, p99, wrong, signedUp, oversold }] of Object.entries(opening))
    lines.push([
      `the opening minute, ${host}`,
      `${people} people, ${requests} requests, ${signedUp} signed up, ${wrong} errors, ${oversold} oversold, p99 ${Math.round(p99)} ms`,
      '',
      '',
      host === 'box' ? 'p99 < 500 ms' : 'no error',
    ]);
  lines.push([
    'growth, 1,000 to 1,000,000 sign-ups',
    Object.entries(exponents)
      .map(([what, exponent]) => `${what} ${exponent}`)
      .join(', '),
    'exponents',
    '',
    'flat',
  ]);
  if (kept.publish.towns.length > 1)
    lines.push([
      `growth, ${kept.publish.towns.map(({ compounds }) => compounds.toLocaleString('en')).join(', ')} compounds`,
      growthOf(kept.publish)
        .map(({ name, exponent }) => `${name} ${exponent.toFixed(2)}`)
        .join(', '),
      'exponents',
      '',
      '',
    ]);
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    `Each beside its peer in the same run. Publishing: ${machineSaid(kept.publish.machine)}. The box and the database: ${machineSaid(machine)}.`,
    '',
    row(['what', 'seen', 'beside', 'ratio', 'goal']),
    row(['---', '---', '---', '---', '---']),
    ...lines.map(row),
  ].join('\n');
};
