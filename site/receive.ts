// What git's pre-receive hook calls: `receive.ts --branch main` reads the moves of branches from its input, and ends with 3 where the
// push is refused. Whatever else goes wrong lets it in: inside a bad file is set aside, and a town must be able to publish.
import { parseArgs } from 'node:util';
import { pushing as w } from '../domain/words/zh-CN/pushing.ts';
import { said } from './catalogue/said.ts';
import { judge, type Move } from './receive/door.ts';

const REFUSED = 3;
/** How many faults are said at once. */
const MOST = 20;

const { branch = 'main' } = parseArgs({ options: { branch: { type: 'string' } } }).values;

const optionsIn = ({ GIT_PUSH_OPTION_COUNT = '0', ...env }: NodeJS.ProcessEnv): string[] =>
  Array.from({ length: Number(GIT_PUSH_OPTION_COUNT) }, (_, at) => env[`GIT_PUSH_OPTION_${at}`] ?? '');

const movesIn = (input: string): Move[] =>
  input
    .split('\n')
    .map((line) => line.split(' '))
    .filter(([, , ref]) => ref === `refs/heads/${branch}`)
    .map(([old = '', now = '']) => ({ old, now, branch }));

/** @returns whether the push may come in */
const receive = async (move: Move): Promise<boolean> => {
  const { sentence, faults, inside } = await judge(process.cwd(), move);
  if (sentence) console.error(sentence);
  if (faults.length > 0) {
    const anyway = optionsIn(process.env).includes('anyway');
    for (const fault of faults.slice(0, MOST)) console.error(said(fault, inside));
    if (faults.length > MOST) console.error(w.more(faults.length - MOST));
    console.error(anyway ? w.accepted(faults.length) : `${w.refused(faults.length)}\n${w.anyway}`);
    return anyway;
  }
  return sentence === undefined;
};

try {
  let input = '';
  for await (const piece of process.stdin) input += piece;
  for (const move of movesIn(input)) if (!(await receive(move))) process.exitCode = REFUSED;
} catch (error) {
  console.error(w.unchecked(error instanceof Error ? error.message : String(error)));
}
