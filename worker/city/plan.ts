import type { CityFile, CityTown } from '../../domain/city.ts';
import { dayOf } from '../../domain/clock.ts';
import { together } from './load.ts';
import { fullestOf, planOf } from './needs.ts';
import { exampleOf, type Opening, opensLine, staggered } from './openings.ts';
import type { Figure } from './platform.ts';
import { clashesIn } from './published.ts';

const number = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
const dollars = new Intl.NumberFormat('en', { style: 'currency', currency: 'USD' });
const percent = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 0 });

const sourceOf = ({ source, read }: Figure): string => `${source} (${read === 'unchecked' ? 'number unchecked' : `read ${read}`})`;

const cells = (rows: readonly (readonly string[])[]): string[] => {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
};

const ofOpenings = (openings: readonly Opening[]): string[] =>
  openings.map(({ committee, database, at }) => `  ${committee} (${database})  ${opensLine({ at })}`);

/** Towns whose committees press one database too much if they all open together, by how many share it. */
const adviceFor = (towns: readonly CityTown[], today: string): string[] => {
  const pressed = towns.map((town) => ({ town, ...fullestOf(town) })).filter(({ isTooMuch }) => isTooMuch);
  return [...Map.groupBy(pressed, ({ committees }) => committees)].flatMap(([committees, group]) => {
    const names = group.slice(0, 3).map(({ town }) => town.id);
    const last = exampleOf(Array.from({ length: committees }, String), 'DB', today).at(-1);
    return [
      `${names.join(', ')}${group.length > 3 ? ` and ${group.length - 3} more` : ''}: ${committees} committees share a database; together they ask for ${percent.format(group[0]?.share ?? 0)} of it, ${together(true)} at a time stays under half.`,
      `  Open them one after the other, from 08:00 on (the last one ${last ? opensLine(last) : ''}), or spread them: more entries under "databases", each naming its committees. A committee stays where it was once named, for its sign-ups are there.`,
    ];
  });
};

/**
 * What a city needs, in lines to be read: what the platform allows, what a month costs, who presses whom.
 * @param catalogues a folder with each town's built site by its id, to look for openings that fall together
 */
export const planLines = (city: CityFile, now: number, catalogues?: string): string[] => {
  const { limits, bill, dollars: sum } = planOf(city);
  const people = city.towns.reduce((all, { residents }) => all + residents, 0);
  const compounds = city.towns.reduce((all, one) => all + one.compounds, 0);
  const over = limits.filter(({ is, limit }) => is > limit.is);
  const advice = adviceFor(city.towns, dayOf(now));
  const clashes = catalogues === undefined ? [] : city.towns.flatMap((town) => clashesIn(town, catalogues));
  return [
    `${city.name}: ${city.towns.length} towns, ${number.format(compounds)} compounds, ${number.format(people)} people`,
    '',
    'Against the limits of the platform (Workers Paid):',
    ...cells(
      limits.map(({ what, is, limit }) => [
        what,
        number.format(is),
        'of',
        number.format(limit.is),
        is > limit.is ? 'TOO MUCH' : percent.format(is / limit.is),
      ]),
    ),
    ...over.map(({ what }) => `! ${what}: ask the platform for more, or use several accounts.`),
    '',
    'A month in which doors are closed:',
    ...cells(bill.map(({ what, amount, dollars: cost }) => [what, number.format(amount), dollars.format(cost)])),
    `together ${dollars.format(sum)}, ${dollars.format(sum / city.towns.length)} a town`,
    '',
    'Openings:',
    ...(advice.length > 0 ? advice : ['every committee may open when it likes.']),
    ...(clashes.length > 0 ? ['These fall together in what is published; better:', ...ofOpenings(staggered(clashes))] : []),
    '',
    'Sources:',
    ...new Set([...limits.map(({ limit }) => limit), ...bill.flatMap(({ price }) => [price.included, price.more])].map(sourceOf)),
  ];
};
