import * as z from 'zod';
import { type Day, dayOf, HOUR, type Instant } from './clock.ts';
import type { ItemState, RequestState } from './status.ts';
import { typedIn } from './typed.ts';
import type { Words } from './words/index.ts';

/** The words of the medicine chain: runs, findings, and what the night list says of each line (seeds/003). */
export const RUN_STATES = ['planned', 'out', 'back'] as const;
export type RunState = (typeof RUN_STATES)[number];

export const LINE_KINDS = ['request', 'card'] as const;
export type LineKind = (typeof LINE_KINDS)[number];

/** Tonight's word for a line: it is at the door; it goes with tomorrow's run; it waits for something; the home was called, or did not answer. */
export const NIGHT_WORDS = ['delivered', 'tomorrow', 'waiting', 'called', 'missed'] as const;
export type NightWord = (typeof NIGHT_WORDS)[number];

export const WAITING_FOR = ['stock', 'card', 'prescription', 'family', 'money'] as const;
export type WaitingFor = (typeof WAITING_FOR)[number];

/** What can come of a drug at a hospital. */
export const FOUND = ['bought', 'part', 'missing', 'substitute', 'looking', 'cancelled'] as const satisfies readonly ItemState[];
export type Found = (typeof FOUND)[number];

/** Who agreed to another drug than the one that was asked for. */
export const AGREERS = ['resident', 'family', 'doctor'] as const;
export type Agreer = (typeof AGREERS)[number];

// Cards are sorted until after midnight; at 04:00 the night's work is over and volunteers' grants lapse.
const NIGHT_ENDS = 4 * HOUR;

/** The day that a night belongs to: until four in the morning it is still yesterday's. */
export const nightOf = (at: Instant): Day => dayOf(at - NIGHT_ENDS);

/** What a drug's progress is judged by: its state, the boxes so far, and whether a run is to bring it. */
export interface Progress {
  state: ItemState;
  got: number;
  runId: string | null;
}

/** Whether nothing more has to be fetched of a drug. */
export const isSettled = ({ state }: Pick<Progress, 'state'>): boolean =>
  state === 'bought' || state === 'substitute' || state === 'cancelled';

/** The drugs of a request that still have to be fetched. */
export const unsettled = <One extends Pick<Progress, 'state'>>(drugs: readonly One[]): One[] => drugs.filter((drug) => !isSettled(drug));

/**
 * Where a request stands by what became of its drugs: all settled is in hand; one that was not to be had and is on no
 * run waits; it is scheduled when each that is left is on a run, for nobody is told of a day when one drug has none;
 * where nothing has begun, the card says.
 */
export const stateAfter = (drugs: readonly Progress[], now: RequestState, cardOut: boolean): RequestState => {
  const rest = unsettled(drugs);
  if (rest.length === 0) {
    if (!drugs.some(({ got }) => got > 0)) return 'waiting';
    return now === 'delivered' ? 'delivered' : 'bought';
  }
  if (rest.some(({ state, runId }) => state !== 'open' && runId === null)) return 'waiting';
  if (rest.every(({ runId }) => runId !== null)) return 'scheduled';
  if (drugs.some(({ got }) => got > 0)) return 'waiting';
  return cardOut ? 'carded' : 'taken';
};

/** Boxes in all after a finding: what was bought before stays where a second hospital had none, and goes where the first word was wrong. */
export const gotAfter = (before: Progress, { outcome, got }: { outcome: Found; got: number }): number => {
  if (outcome === 'bought' || outcome === 'part' || outcome === 'substitute') return got;
  return before.state === 'bought' || before.state === 'substitute' ? 0 : before.got;
};

/** What is entered for one drug: the boxes in all, and for another drug what it is and who agreed to it. */
export const findingInput = (asked: number, words: Words) => {
  const { text, count } = typedIn(words.errors);
  const w = words.desk.medicine.finding;
  return z
    .object({
      outcome: z.enum(FOUND, { error: words.errors.choose(w.outcome) }),
      got: count(w.got, 1, 40).optional(),
      what: text(w.what, 60).optional(),
      agreed: z.enum(AGREERS, { error: words.errors.choose(w.agreed) }).optional(),
    })
    .superRefine(({ outcome, got, what, agreed }, { addIssue }) => {
      if (outcome === 'part' && (got === undefined || got >= asked))
        addIssue({ code: 'custom', path: ['got'], message: got === undefined ? w.partNeeded : w.partTooMany });
      if (outcome !== 'substitute') return;
      if (!what) addIssue({ code: 'custom', path: ['what'], message: w.whatNeeded });
      if (!agreed) addIssue({ code: 'custom', path: ['agreed'], message: w.agreedNeeded });
    })
    .transform(({ outcome, got, what, agreed }) => ({
      // Fewer boxes than were asked for are a part, whatever was tapped.
      outcome: outcome === 'bought' && got !== undefined && got < asked ? ('part' as const) : outcome,
      got: outcome === 'bought' || outcome === 'substitute' ? (got ?? asked) : outcome === 'part' ? (got ?? 0) : 0,
      ...(outcome === 'substitute' && { what, agreed }),
    }));
};
export type Finding = z.output<ReturnType<typeof findingInput>>;
