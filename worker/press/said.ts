import { placeName, type Stops } from '../../domain/naming.ts';
import { written } from '../../domain/press/written.ts';
import { zhCN } from '../../domain/words/index.ts';
import { readText } from './read.ts';

const { content: w, desk } = zhCN;
const { press: words } = desk;

type Named = Readonly<Record<string, unknown>>;

const isNamed = (value: unknown): value is Named => typeof value === 'object' && value !== null && !Array.isArray(value);

const LABELS: Readonly<Record<string, string>> = {
  ...{ title: w.title, level: w.level, day: w.day, at: w.at, until: w.until, untilAt: w.until, channels: w.channels, plan: w.plan },
  ...{ bring: w.bring, fine: words.finePlan, rainy: words.rainyPlan, note: w.note, items: w.item, source: w.source, proxy: w.proxy },
  ...{ opens: w.opens, team: w.team, place: w.place, needs: w.needs, corrections: words.correct },
};

const WORDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  ...{ plan: w.plans, team: w.teams, group: w.groups, state: w.batchState },
  home: { true: words.atHome },
};

const wordFor = (name: string, value: unknown, stops: Stops): string => {
  const said = String(value);
  if (name === 'point') return placeName(stops, said);
  if (name === 'late') return words.lateNow(Number(said));
  if (name === 'capacity' || name === 'places') return `${w[name]}${said}`;
  return WORDS[name]?.[said] ?? said;
};

// A row's own name is of use to nobody who reads it.
const rowSaid = (row: Named, stops: Stops): string =>
  Object.entries(row)
    .filter(([name, value]) => name !== 'id' && value !== undefined)
    .map(([name, value]) => wordFor(name, value, stops))
    .join(' ');

const linesOf = (name: string, value: unknown, stops: Stops): string[] => {
  const label = LABELS[name];
  if (value === undefined || name === 'changed') return [];
  if (Array.isArray(value)) return [...(label ? [`${label}：`] : []), ...value.filter(isNamed).map((row) => `· ${rowSaid(row, stops)}`)];
  if (!isNamed(value)) return [`${label ?? name}：${wordFor(name, value, stops)}`];
  if (name === 'opens') return [`${label}：${rowSaid(value, stops)}`];
  return [`${label ?? name}：`, ...Object.entries(value).flatMap(([inner, one]) => linesOf(inner, one, stops))];
};

/** A file in words, line by line, for somebody who has to compare two of them; as it is where it can't be read. */
export const saidIn = (path: string, text: string, stops: Stops): string => {
  const read = readText(path, text);
  if (!read) return text;
  const { filed, body } = read;
  const settings = Object.entries(written(filed.kind, filed.file)).flatMap(([name, value]) => linesOf(name, value, stops));
  return [...settings, ...(body ? ['', body] : [])].join('\n');
};
