import type { CityTown } from '../../domain/city.ts';
import { perSignUp, SURGE } from './load.ts';
import { SPEED } from './platform.ts';
import { cityPeak, type Scene, scenesOf } from './simulate.ts';

const percent = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 0 });
const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const COMMITTEES = 30;

const minutes = (seconds: number): string => {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
};

const rowOf = ({ title, databases, outcome: { peak, people, shed, refusals, wait, until } }: Scene): string =>
  `| ${[title, databases, percent.format(peak), whole.format(people), whole.format(shed), whole.format(refusals), `${wait.toFixed(2)} s`, minutes(until)].join(' | ')} |`;

/** What an opening does, as a table of Markdown, with what it is counted with. */
export const sceneLines = (towns: readonly CityTown[]): string[] => {
  const { databases, peak, isUnderHalf } = cityPeak(towns);
  return [
    `${whole.format(SURGE.people)} people of a committee sign up within ${SURGE.seconds / 60} minutes; in the first ${SURGE.worst.seconds} seconds at ${SURGE.worst.times} times the mean.`,
    `A sign-up and its receipt take ${perSignUp(true)} ms of the primary (${SPEED.write.is} ms a write, ${SPEED.read.is} ms a read), ${perSignUp(false)} ms where there are no replicas for the places left.`,
    `More than ${SPEED.queue.is} s of waiting is answered with 503, in words; who was refused comes again 20 to 40 s later.`,
    '',
    `One committee of each of ${databases} towns at the same hour: the busiest of ${databases} databases is busy ${percent.format(peak)} of its worst second${isUnderHalf ? ', under half of what it can' : ': MORE THAN HALF'}.`,
    '',
    '| opening, per database | databases | worst second | taken in | shed at least once | answers of 503 | longest wait | all taken in after |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...scenesOf(COMMITTEES).map(rowOf),
  ];
};
