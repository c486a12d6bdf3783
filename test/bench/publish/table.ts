import { type Machine, machineSaid } from '../machine.ts';
import { exponentOf, type Series } from '../picture.ts';

/** Seconds and megabytes. */
interface Figures {
  wall: number;
  cpu: number;
  memory: number;
}

/** What `npm run bench:publish` measured. */
export interface Measured {
  machine: Machine;
  /** Its version. */
  hugo: string;
  compile: Figures;
  towns: {
    compounds: number;
    /** Files of the site. */
    files: number;
    hugo?: { all: Figures; one: Figures; pages: number } | undefined;
    build?: Figures | undefined;
    all: Figures;
    cold: Figures;
    one: { wall: number; throughHook: number; drawn: number; written: number };
    hour: { nothingDue: number; midnight: number; midnightPages: number };
    rollback: { swap: number; command: number };
    /** What the publisher holds while it waits, megabytes. */
    kept: number;
  }[];
}

const seconds = (value: number): string =>
  value >= 10 ? `${value.toFixed(0)} s` : value >= 1 ? `${value.toFixed(1)} s` : `${Math.round(value * 1000)} ms`;
const cost = ({ wall, cpu, memory }: Figures): string => `${seconds(wall)} (${seconds(cpu)} of work, ${memory} MB)`;
const ratio = (ours: number, peer: number | undefined): string =>
  peer ? `, ${(ours / peer).toFixed(ours / peer < 0.1 ? 3 : 2)} of Hugo` : '';

/** The table of the documents, in Markdown. */
export const tableOf = ({ machine, hugo: version, compile, towns }: Measured): string => {
  const row = (what: string, cell: (town: Measured['towns'][number]) => string) => `| ${[what, ...towns.map(cell)].join(' | ')} |`;
  return [
    `Measured by \`npm run bench:publish\`: ${machineSaid(machine)}, Hugo ${version}.`,
    'Hugo draws the same files from the same Markdown: pages, pages to share with posters, calendars, feeds, alerts, sheets; without codes (QR).',
    `Compiling the code, once per change of it: ${cost(compile)}.`,
    '',
    `| compounds | ${towns.map(({ compounds }) => compounds.toLocaleString('en')).join(' | ')} |`,
    `|---|${towns.map(() => '---|').join('')}`,
    row('Markdown files', ({ compounds }) => (compounds * 36).toLocaleString('en')),
    row('files of the site', ({ files }) => files.toLocaleString('en')),
    row(
      'one notice, publisher running: from the commit to live',
      ({ one, hugo }) => `${seconds(one.wall)}${ratio(one.wall, hugo?.one.wall)}`,
    ),
    row(
      'the same, asked by git’s hook in a process of its own',
      ({ one, hugo }) => `${seconds(one.throughHook)}${ratio(one.throughHook, hugo?.one.wall)}`,
    ),
    row('pages drawn for it, files written', ({ one }) => `${one.drawn}, ${one.written}`),
    row('one notice, process start included', ({ cold }) => cost(cold)),
    row('everything from nothing, templates compiled', ({ all, hugo }) => `${cost(all)}${ratio(all.wall, hugo?.all.wall)}`),
    row('everything from nothing, `npm run build`: code, Worker and editor too', ({ build, hugo }) =>
      build ? `${cost(build)}${ratio(build.wall, hugo?.all.wall)}` : '–',
    ),
    row('Hugo, everything', ({ hugo }) => (hugo ? `${cost(hugo.all)}, ${hugo.pages.toLocaleString('en')} files` : '–')),
    row('Hugo, one notice', ({ hugo }) => (hugo ? cost(hugo.one) : '–')),
    row('an hour in which nothing ends', ({ hour }) => seconds(hour.nothingDue)),
    row('midnight', ({ hour }) => `${seconds(hour.midnight)}, ${hour.midnightPages.toLocaleString('en')} pages drawn`),
    row('roll-back: the swap; the command with process start', ({ rollback }) => `${seconds(rollback.swap)}; ${seconds(rollback.command)}`),
    row('memory of the publisher between two publications', ({ kept }) => `${kept} MB`),
    '',
  ].join('\n');
};

/** How it grows with the compounds: milliseconds, and megabytes of memory. */
export const growthOf = ({ towns }: Measured): Series[] => {
  const series = (name: string, of: (town: Measured['towns'][number]) => number | undefined): Series => {
    const points = towns.flatMap((town): [number, number][] => {
      const value = of(town);
      return value === undefined ? [] : [[town.compounds, value]];
    });
    return { name, points, exponent: exponentOf(points) };
  };
  return [
    series('one notice', ({ one }) => one.wall * 1000),
    series('everything', ({ all }) => all.wall * 1000),
    series('build', ({ build }) => build && build.wall * 1000),
    series('Hugo', ({ hugo }) => hugo && hugo.all.wall * 1000),
    series('memory (MB)', ({ all }) => all.memory),
    series('build (MB)', ({ build }) => build?.memory),
  ];
};
