/** The words of the medicine chain: runs, and what the night list says of each line (seeds/003). */
export const RUN_STATES = ['planned', 'out', 'back'] as const;
export type RunState = (typeof RUN_STATES)[number];

export const LINE_KINDS = ['request', 'card'] as const;
export type LineKind = (typeof LINE_KINDS)[number];

/** Tonight's word for a line: it is at the door; it goes with tomorrow's run; it waits for something; the home was called. */
export const NIGHT_WORDS = ['delivered', 'tomorrow', 'waiting', 'called'] as const;
export type NightWord = (typeof NIGHT_WORDS)[number];

export const WAITING_FOR = ['stock', 'card', 'prescription', 'family', 'money'] as const;
export type WaitingFor = (typeof WAITING_FOR)[number];
