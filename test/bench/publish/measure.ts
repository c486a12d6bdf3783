import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** What a command cost. */
export interface Cost {
  /** Seconds from its start to its end. */
  wall: number;
  /** Seconds of work, of all its processes together. */
  cpu: number;
  /** The most memory that all its processes held at one time, megabytes. */
  memory: number;
  output: string;
}

const parentOf = (pid: string): string | undefined => {
  try {
    return /^\d+ \(.*\) \S (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1];
  } catch {
    return undefined; // it has ended meanwhile
  }
};

// What a process shares with others is counted by its part.
const megabytesOf = (pid: string): number => {
  try {
    return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
};

/** The memory that a process and all below it hold now, megabytes. */
export const memoryOf = (root: number): number => {
  const family = new Set([String(root)]);
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  // A child has a greater number than its parent, but where numbers began anew.
  for (const pid of pids.sort((one, other) => Number(one) - Number(other))) if (family.has(parentOf(pid) ?? '')) family.add(pid);
  return [...family].reduce((sum, pid) => sum + megabytesOf(pid), 0);
};

const EACH = 50;

/** Runs a command to its end, and measures it. @throws Error with its output, where it fails */
export const measure = (words: readonly string[], options: { cwd?: string; env?: NodeJS.ProcessEnv } = {}): Promise<Cost> =>
  new Promise((done, fail) => {
    const started = performance.now();
    // The shell tells what all processes below it worked.
    const child = spawn('bash', ['-c', 'TIMEFORMAT="cpu %U %S"; time "$@"', 'bash', ...words], {
      ...options,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    let memory = 0;
    child.stdout.on('data', (piece) => {
      output += piece;
    });
    child.stderr.on('data', (piece) => {
      output += piece;
    });
    const watch = setInterval(() => {
      if (child.pid) memory = Math.max(memory, memoryOf(child.pid));
    }, EACH);
    child.once('close', (code) => {
      clearInterval(watch);
      const wall = (performance.now() - started) / 1000;
      const [, user = '0', system = '0'] = /cpu ([\d.]+) ([\d.]+)\s*$/.exec(output) ?? [];
      if (code === 0) done({ wall, cpu: Number(user) + Number(system), memory, output });
      else fail(new Error(`${words.join(' ')}\n${output}`));
    });
  });

export const median = (numbers: readonly number[]): number =>
  [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? 0;
