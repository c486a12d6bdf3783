import { COSTS, type Trip } from './costs.ts';
import { SPEED } from './platform.ts';

/** Milliseconds for which a trip keeps a database from doing anything else: one for a read, several for what it has to keep. */
export const millisecondsOf = (trips: readonly Trip[]): number =>
  trips.reduce((sum, { rowsWritten }) => sum + (rowsWritten > 0 ? SPEED.write.is : SPEED.read.is), 0);

/** Milliseconds of the primary that one person takes who signs up and sees his receipt. */
export const perSignUp = (replicas: boolean): number =>
  millisecondsOf([...COSTS.signUp, ...COSTS.receipt, ...(replicas ? [] : COSTS.places)]);

/** A committee's people sign up within ten minutes; in the worst ten seconds, the first, at eight times the mean. */
export const SURGE = { people: 5000, seconds: 600, worst: { seconds: 10, times: 8 } } as const;

/** How many people come in a second, so many seconds after the opening. */
export const arrivalsAt = (second: number, people: number = SURGE.people): number => {
  const mean = people / SURGE.seconds;
  const { seconds, times } = SURGE.worst;
  if (second < 0 || second >= SURGE.seconds) return 0;
  if (second < seconds) return mean * times;
  return (people - mean * times * seconds) / (SURGE.seconds - seconds);
};

/** Which part of a second a database is busy in the worst second of so many committees that open together. 1 is all it can. */
export const shareOf = (committees: number, replicas: boolean): number =>
  (committees * arrivalsAt(0) * perSignUp(replicas)) / SPEED.queriesOfMillisecond.is;

/** A database is not planned to do more than half of what it can. */
export const HALF = 0.5;

/** How many committees may open together in one database; at least one does. */
export const together = (replicas: boolean): number => Math.max(1, Math.floor(HALF / shareOf(1, replicas)));
