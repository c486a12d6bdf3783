/** A line of measurements: what, at how many, how long in milliseconds. */
export interface Series {
  name: string;
  points: readonly (readonly [at: number, ms: number])[];
  exponent: number;
}

/** The slope of the straight line through the points on two logarithmic scales: 0 is constant, 1 grows as what it is measured by. */
export const exponentOf = (points: Series['points']): number => {
  const logs = points.map(([at, ms]) => [Math.log(at), Math.log(ms)] as const);
  const mean = (of: 0 | 1) => logs.reduce((sum, one) => sum + one[of], 0) / logs.length;
  const [x, y] = [mean(0), mean(1)];
  return logs.reduce((sum, one) => sum + (one[0] - x) * (one[1] - y), 0) / logs.reduce((sum, one) => sum + (one[0] - x) ** 2, 0);
};

const WIDTH = 720;
const HEIGHT = 420;
const PLOT = { left: 60, right: 500, top: 40, bottom: 370 };
const COLOURS = ['#0b4f8a', '#a31515', '#17602f', '#7a4a00', '#5a2d82', '#444'];

const powersOfTen = (from: number, to: number): number[] => {
  const first = Math.floor(Math.log10(from) + 1e-9);
  return Array.from({ length: Math.ceil(Math.log10(to) - 1e-9) - first + 1 }, (_, at) => 10 ** (first + at));
};

/** A picture of measurements on two logarithmic scales, as SVG. */
export const picture = (title: string, series: readonly Series[]): string => {
  const all = series.flatMap(({ points }) => points);
  const ats = powersOfTen(Math.min(...all.map(([at]) => at)), Math.max(...all.map(([at]) => at)));
  const times = powersOfTen(Math.min(...all.map(([, ms]) => ms)), Math.max(...all.map(([, ms]) => ms)));
  const scale = (value: number, marks: readonly number[], from: number, to: number): number => {
    const [low, high] = [Math.log10(marks[0] ?? 1), Math.log10(marks.at(-1) ?? 10)];
    return Math.round((from + ((Math.log10(value) - low) / (high - low)) * (to - from)) * 10) / 10;
  };
  const x = (at: number) => scale(at, ats, PLOT.left, PLOT.right);
  const y = (ms: number) => scale(ms, times, PLOT.bottom, PLOT.top);
  const text = (left: number, top: number, said: string, more = '') => `<text x="${left}" y="${top}" ${more}>${said}</text>`;
  const lines = [
    ...ats.map(
      (at) =>
        `<path d="M${x(at)} ${PLOT.top}V${PLOT.bottom}" stroke="#ddd"/>${text(x(at), PLOT.bottom + 20, at.toLocaleString('en'), 'text-anchor="middle"')}`,
    ),
    ...times.map(
      (ms) =>
        `<path d="M${PLOT.left} ${y(ms)}H${PLOT.right}" stroke="#ddd"/>${text(PLOT.left - 8, y(ms) + 4, String(Number(ms.toPrecision(1))), 'text-anchor="end"')}`,
    ),
    ...series.map(({ name, points, exponent }, at) => {
      const colour = COLOURS[at % COLOURS.length];
      const path = points.map(([where, ms]) => `${x(where)} ${y(ms)}`).join('L');
      const dots = points.map(([where, ms]) => `<circle cx="${x(where)}" cy="${y(ms)}" r="3.5" fill="${colour}"/>`).join('');
      const label = text(PLOT.right + 16, PLOT.top + 20 + at * 26, `${name}: n^${exponent.toFixed(2)}`, `fill="${colour}"`);
      return `<path d="M${path}" fill="none" stroke="${colour}" stroke-width="2"/>${dots}${label}`;
    }),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="system-ui, sans-serif" font-size="13" fill="#1c1c1a">
<title>${title}</title>
<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>
${text(PLOT.left, 22, title, 'font-weight="bold"')}
${lines.join('\n')}
</svg>
`;
};
