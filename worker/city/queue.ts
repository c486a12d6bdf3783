import { perSignUp } from './load.ts';
import { SPEED } from './platform.ts';

/** Seconds after which a busy portal may be asked again: what its answer says, and people press a little later. */
const AGAIN = { after: 20, within: 20 };

/** What an opening did to one database. */
export interface Outcome {
  /** The busiest second, of 1. */
  peak: number;
  /** People who were taken in, and those who were shed at least once before. */
  people: number;
  shed: number;
  /** Answers of 503 in all. */
  refusals: number;
  /** The longest that anybody waited for an answer that was not 503, seconds. */
  wait: number;
  /** Seconds from the first person's coming until the last one is taken in. */
  until: number;
}

interface Waiting {
  came: number;
  tried: number;
}

const STEP = 0.05;

/**
 * One database that people come to: it does one thing after the other, what waits longer than its queue is refused in words, and
 * whoever was refused comes again. Every step of the clock takes 50 ms.
 * @param arrivals people a second, by the second
 * @param replicas places left are read elsewhere
 * @param last seconds after which nobody new comes
 */
export const openedTo = (arrivals: (second: number) => number, last: number, replicas: boolean): Outcome => {
  const each = perSignUp(replicas) / SPEED.queriesOfMillisecond.is;
  const again = new Map<number, Waiting[]>();
  const outcome: Outcome = { peak: 0, people: 0, shed: 0, refusals: 0, wait: 0, until: 0 };
  let [due, backlog, asked, steps, returning] = [0, 0, 0, 0, 0];
  let spread = 0;
  for (; ; steps++) {
    const now = steps * STEP;
    if (steps % (1 / STEP) === 0) asked = 0;
    due += now < last ? arrivals(Math.floor(now)) * STEP : 0;
    const fresh = Math.floor(due + 1e-9);
    due -= fresh;
    const back = again.get(steps) ?? [];
    again.delete(steps);
    returning -= back.length;
    for (const person of [...back, ...Array.from({ length: fresh }, () => ({ came: now, tried: 0 }))]) {
      asked += each;
      if (backlog + each > SPEED.queue.is) {
        outcome.refusals++;
        if (person.tried === 0) outcome.shed++;
        // Not by chance, so that the same opening always ends the same: one after the other through the seconds of grace.
        const later = AGAIN.after + ((spread++ * 7) % 20) * (AGAIN.within / 20);
        const at = steps + Math.round(later / STEP);
        again.set(at, [...(again.get(at) ?? []), { ...person, tried: person.tried + 1 }]);
        returning++;
        continue;
      }
      backlog += each;
      outcome.people++;
      outcome.wait = Math.max(outcome.wait, backlog);
      outcome.until = now - 0 + backlog;
    }
    outcome.peak = Math.max(outcome.peak, asked);
    backlog = Math.max(0, backlog - STEP);
    if (now >= last && returning === 0 && backlog === 0) return outcome;
  }
};
