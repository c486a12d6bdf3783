import { Agent, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { type Asked, CONNECTIONS, requestOf } from './load.ts';

const ask = (agent: Agent, address: string, asked: Asked): Promise<number | undefined> =>
  new Promise((tell, fail) => {
    const { body, ...head } = requestOf(address, asked);
    request(address + asked.path, { agent, ...head }, (answer) => {
      answer.resume();
      answer.once('end', () => tell(answer.statusCode));
    })
      .once('error', fail)
      .end(body);
  });

/**
 * Asks at an even pace, so many a second, on as many connections as `load`, and says how long the slowest of a hundred waited from the
 * moment when they were due. (autocannon asks a second's share as fast as it can and pauses for the rest of the second: its half
 * load is the full one, half of the time.)
 */
export const paced = async (address: string, asked: Asked, seconds: number, rate: number): Promise<{ p99: number; wrong: number }> => {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const took: number[] = [];
  let wrong = 0;
  const one = async (due: number): Promise<void> => {
    const status = await ask(agent, address, asked).catch(() => undefined);
    took.push(performance.now() - due);
    if (status !== asked.status) wrong++;
  };
  const asking: Promise<void>[] = [];
  const started = performance.now();
  for (let nth = 0; nth < rate * seconds; ) {
    const due = started + (nth / rate) * 1000;
    if (due > performance.now()) await pause(1);
    else {
      asking.push(one(due));
      nth++;
    }
  }
  await Promise.all(asking);
  agent.destroy();
  took.sort((earlier, later) => earlier - later);
  return { p99: Math.round(took[Math.floor(took.length * 0.99)] ?? 0), wrong };
};
