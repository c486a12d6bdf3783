import { readFileSync } from 'node:fs';
import { LineCounter, parseDocument } from 'yaml';
import { type CityFile, cityFile } from '../../domain/city.ts';
import { withoutBlanks } from '../../domain/typed.ts';
import { zhCN } from '../../domain/words/index.ts';
import { city as words } from '../../domain/words/zh-CN/city.ts';

const { errors } = zhCN;

/** A city's file that can't be used: every fault with its line, in Chinese. */
export class CityFault extends Error {
  override name = 'CityFault';
}

/**
 * Reads the list of a city's towns.
 * @param path a YAML file
 * @throws CityFault with one line for each fault, and their number
 */
export const readCity = (path: string): CityFile => {
  const lines = new LineCounter();
  // Every scalar is the text that was typed, as in the content: an id `0301` is no number.
  const document = parseDocument(textOf(path), { schema: 'failsafe', lineCounter: lines, prettyErrors: false });
  const lineOf = (keys: readonly PropertyKey[]): number => {
    for (let depth = keys.length; depth > 0; depth--) {
      const node = document.getIn(keys.slice(0, depth), true);
      if (node && typeof node === 'object' && 'range' in node && Array.isArray(node.range))
        return lines.linePos(Number(node.range[0])).line;
    }
    return 1;
  };
  const faults = document.errors.map(({ pos, message }) => `${path}:${lines.linePos(pos[0]).line}  ${errors.notYaml(message)}`);
  if (faults.length > 0) throw new CityFault([...faults, words.faults(faults.length)].join('\n'));

  const result = cityFile.safeParse(withoutBlanks(document.toJS({ maxAliasCount: 20 })) ?? {}, {
    error: ({ code }) => (code === 'unrecognized_keys' ? undefined : errors.wrongShape),
  });
  if (result.success) return result.data;
  const said = result.error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ path: [...issue.path, key], message: errors.unknownKey(key) }))
      : [{ path: issue.path, message: issue.message }],
  );
  const told = said.map(({ path: keys, message }) => `${path}:${lineOf(keys)}  ${[keys.join('.'), message].filter(Boolean).join('：')}`);
  throw new CityFault([...told, words.faults(told.length)].join('\n'));
};

const textOf = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new CityFault(words.unreadable(path));
  }
};
