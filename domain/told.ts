import { isSettled, type Progress } from './chain.ts';
import { isEnded, type ItemState, type Outcome, type RequestState } from './status.ts';
import type { Words } from './words/index.ts';

/** What has become of a drug, as the resident is told: at the door, a part of it, on its way, and so on down to not wanted any more. */
export const DRUG_STEPS = ['delivered', 'begun', 'coming', 'partly', 'planned', 'looking', 'open', 'unmet', 'cancelled'] as const;
export type DrugStep = (typeof DRUG_STEPS)[number];

/** How many drugs of a request are how far. */
export type DrugsTold = Partial<Record<DrugStep, number>>;

/** How many drugs came to what at one place: an event's counts. */
export const FOUND_STEPS = ['bought', 'part', 'missing', 'cancelled'] as const;
export type FoundTold = Partial<Record<(typeof FOUND_STEPS)[number], number>>;

/** An event's counts, as the resident is told: a substitute was bought, and what is still looked for was not there. */
export const foundTold = (counts: Readonly<Record<string, unknown>>): FoundTold => {
  const sum = (...states: readonly ItemState[]) => states.reduce((all, state) => all + Number(counts[state] ?? 0), 0);
  return {
    bought: sum('bought', 'substitute'),
    part: sum('part'),
    missing: sum('missing', 'looking'),
    cancelled: sum('cancelled'),
  };
};

/** What of a request's drugs has left the team's hands. */
export interface Handed {
  /** Something that was bought is not at the door yet. */
  bag: boolean;
  /** How many drugs were whole at the door when a bag was last brought. */
  whole: number;
}

/** How many drugs are how far. Nothing of it names one. @param state of the request: what was not to be had by its end was not to be had */
export const drugsTold = (drugs: readonly Progress[], state: RequestState, { bag, whole }: Handed): DrugsTold => {
  const told: DrugsTold = {};
  let there = bag ? whole : drugs.length;
  const stepOf = (drug: Progress): DrugStep => {
    if (drug.state === 'cancelled') return 'cancelled';
    if (isSettled(drug)) return there-- > 0 ? 'delivered' : 'coming';
    if (drug.got > 0) return bag ? 'partly' : 'begun';
    if (isEnded(state)) return 'unmet';
    if (drug.runId !== null) return 'planned';
    return drug.state === 'open' ? 'open' : 'looking';
  };
  for (const drug of drugs) {
    const step = stepOf(drug);
    told[step] = (told[step] ?? 0) + 1;
  }
  return told;
};

/** Whether something is at the door and something is still to come, or was not to be had. */
const isPartly = ({ delivered = 0, begun = 0, cancelled: _, ...rest }: DrugsTold): boolean =>
  begun > 0 || (delivered > 0 && Object.keys(rest).length > 0);

/**
 * Where a request stands and what comes next, in the resident's words.
 * @returns `drugs`, `送到了1种，还有1种在找`, where it is not the state itself: who has one of two drugs does not read that he waits
 */
export const requestTold = (
  { state, outcome, drugs = {} }: { state: RequestState; outcome?: Outcome | undefined; drugs?: DrugsTold | undefined },
  { receipt: w, status }: Words,
): { state: string; next: string; drugs?: string | undefined } => {
  const steps = DRUG_STEPS.flatMap((step) => (drugs[step] ? [{ step, count: drugs[step] }] : []));
  const said = steps.map(({ step, count }, at) => w.drugs[step](count, at > 0)).join('，');
  const next = outcome ? w.outcomes[outcome] : status.requestNext[state];
  const partly = isPartly(drugs) && state !== 'cancelled';
  if (partly) return { state: said, next: isEnded(state) ? next : w.partNext };
  const shown = said !== '' && state !== 'cancelled' && state !== 'received';
  return { state: status.request[state], next, drugs: shown ? said : undefined };
};
