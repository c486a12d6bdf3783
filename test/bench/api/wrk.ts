import { spawnSync } from 'node:child_process';
import { CONNECTIONS } from './load.ts';

/** Answers a second of one address, asked by `wrk`: what is written in JavaScript is slower than what it would measure. Nothing where it is not installed. */
export const wrk = (address: string, seconds: number): number | undefined => {
  const { status, stdout } = spawnSync('wrk', ['-t1', `-c${CONNECTIONS}`, `-d${seconds}s`, '-H', 'Accept-Encoding: gzip', address], {
    encoding: 'utf8',
  });
  if (status !== 0) return undefined;
  if (/Non-2xx|Socket errors/.test(stdout)) throw new Error(`wrk: ${stdout}`);
  return Number(/Requests\/sec:\s*([\d.]+)/.exec(stdout)?.[1]);
};
