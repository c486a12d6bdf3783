import { idsTyped } from '../compound.ts';
import type { Fields } from '../form.ts';
import { numberTyped } from '../typed.ts';
import type { RowList } from './kind.ts';
import type { Ground } from './start.ts';
import { ranges } from './written.ts';

type Row = Readonly<Record<string, string>>;

const ROW = /^([a-z]+)\.(\d{1,2})\.([a-z]+)$/;

/** How many rows of a list a form has. */
export const rowsOf = (fields: Fields, list: RowList): number =>
  Object.keys(fields).reduce((most, name) => {
    const [, of, number] = ROW.exec(name) ?? [];
    return of === list ? Math.max(most, Number(number) + 1) : most;
  }, 0);

const rowAt = (fields: Fields, list: RowList, at: number): Row =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]): [string, string][] => {
      const [, of, number, field = ''] = ROW.exec(name) ?? [];
      return of === list && Number(number) === at && typeof value === 'string' ? [[field, value]] : [];
    }),
  );

/** The buildings that come after those of the row before, as many as it had. */
const buildingsAfter = ({ buildings }: Ground, typed = ''): string => {
  const before = idsTyped(typed);
  if (!Array.isArray(before) || before.length === 0) return '';
  const last = buildings.findIndex(({ id }) => id === before.at(-1));
  return last < 0 ? '' : ranges(buildings.slice(last + 1, last + 1 + before.length).map(({ id }) => id));
};

const moved = (time: string, minutes: number): string => {
  const [hours = 0, rest = 0] = time.split(':').map(Number);
  const sum = Math.min(hours * 60 + rest + minutes, 24 * 60 - 1);
  return `${String(Math.floor(sum / 60)).padStart(2, '0')}:${String(sum % 60).padStart(2, '0')}`;
};

const span = ({ from = '', to = '' }: Row): number => {
  const [one, other] = [from, to].map((time) => {
    const [hours, minutes] = time.split(':').map(Number);
    return (hours ?? Number.NaN) * 60 + (minutes ?? Number.NaN);
  });
  return Number.isFinite(one) && Number.isFinite(other) ? Math.max(0, (other ?? 0) - (one ?? 0)) : 0;
};

const batchAfter = (fields: Fields, list: 'fine' | 'rainy', at: number, ground: Ground): Row => {
  const last = rowAt(fields, list, at - 1);
  const stops = ground.points.length > 0 ? ground.points : ground.gates;
  const buildings = buildingsAfter(ground, last['buildings']);
  // Points are manned all at once first; after that each of them goes on where its own last batch ended.
  const fresh = list === 'fine' ? stops[at] : undefined;
  if (fresh) return { point: fresh.id, from: last['from'] ?? '', to: last['to'] ?? '', buildings };
  const before = list === 'fine' && stops.length > 0 && at >= stops.length ? rowAt(fields, list, at - stops.length) : last;
  const from = before['to'] ?? '';
  return { point: before['point'] ?? '', from, to: from ? moved(from, span(before)) : '', buildings };
};

const NEXT: Record<RowList, (fields: Fields, at: number, ground: Ground) => Row> = {
  fine: (fields, at, ground) => batchAfter(fields, 'fine', at, ground),
  rainy: (fields, at, ground) => batchAfter(fields, 'rainy', at, ground),
  items: () => ({ name: '', amount: '' }),
  slots: (fields, at, ground) => {
    const last = rowAt(fields, 'slots', at - 1);
    const from = last['to'] ?? '';
    const { place = '', capacity = '' } = last;
    return { from, to: from ? moved(from, span(last)) : '', place, capacity, buildings: buildingsAfter(ground, last['buildings']) };
  },
  shifts: (fields, at) => {
    const { day = '', from = '', to = '', places = '' } = rowAt(fields, 'shifts', at - 1);
    return { day, from: to, to: to ? moved(to, span({ from, to })) : '', places };
  },
};

const MOST = 30;

/** One row more, filled in as it follows from those before. */
export const withRow = (fields: Fields, list: RowList, ground: Ground): Fields => {
  const at = rowsOf(fields, list);
  if (at >= MOST) return fields;
  const row = at === 0 && list === 'rainy' ? rainyFrom(fields) : NEXT[list](fields, at, ground);
  return { ...fields, ...Object.fromEntries(Object.entries(row).map(([name, value]) => [`${list}.${at}.${name}`, value])) };
};

const rainyFrom = (fields: Fields): Row => {
  const { point = '', from = '', to = '', buildings = '' } = rowAt(fields, 'fine', 0);
  return { point, from, to, buildings };
};

/** The form without one of its rows, those after it moved up. */
export const withoutRow = (fields: Fields, list: RowList, at: number): Fields =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]): [string, string | readonly string[]][] => {
      const [, of, number, field] = ROW.exec(name) ?? [];
      if (of !== list || Number(number) < at) return [[name, value]];
      return Number(number) === at ? [] : [[`${list}.${Number(number) - 1}.${field}`, value]];
    }),
  );

/** What was ticked becomes part of what was typed. */
export const tickedIn = (fields: Fields): Fields => {
  const typed: Record<string, string | readonly string[]> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (!name.endsWith('.ticks')) typed[name] = typed[name] ?? value;
    else {
      const field = name.replace(/ticks$/, 'buildings');
      const before = fields[field];
      const named = [before, value].flat().filter((one): one is string => typeof one === 'string' && one.trim() !== '');
      const ids = idsTyped(named.join('、'));
      if (Array.isArray(ids)) typed[field] = ranges(ids.filter((id): id is string => typeof id === 'string'));
    }
  }
  return typed;
};

/** Minutes that a batch may be said to run late. */
export const LATE = [15, 30, 60] as const;
export const lateTyped = (typed: string): (typeof LATE)[number] | undefined => LATE.find((one) => String(one) === numberTyped(typed));
