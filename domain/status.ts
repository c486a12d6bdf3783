/** One vocabulary for records, pages, lists and events, from the first day; the Chinese for each is in `words/…/status.ts`. */
export const SIGNUP_STATES = ['booked', 'cancelled', 'collected', 'proxied', 'absent', 'refused'] as const;
export type SignupState = (typeof SIGNUP_STATES)[number];

/** States that hold a place and a household's turn. The counter's triggers and the unique index use the same list. */
export const HOLDING_STATES = ['booked', 'collected', 'proxied'] as const satisfies readonly SignupState[];

export const isHolding = (state: SignupState): boolean => (HOLDING_STATES as readonly SignupState[]).includes(state);

/** What can be ticked off on the spot: handed over, somebody else came for it, nobody came, not wanted. */
export const TICKS = ['collected', 'proxied', 'absent', 'refused'] as const satisfies readonly SignupState[];
/** A tick, or its undoing. */
export const TICKABLE = [...TICKS, 'booked'] as const;
export type Tickable = (typeof TICKABLE)[number];

export const REQUEST_STATES = [
  'received',
  'taken',
  'carded',
  'scheduled',
  'waiting',
  'bought',
  'delivered',
  'done',
  'unmet',
  'cancelled',
] as const;
export type RequestState = (typeof REQUEST_STATES)[number];

/** States after which nothing more happens. */
export const ENDED_STATES = ['done', 'unmet', 'cancelled'] as const satisfies readonly RequestState[];
export const isEnded = (state: RequestState): boolean => (ENDED_STATES as readonly RequestState[]).includes(state);

/** Until somebody has started on it, a resident may change or withdraw a request without a call. */
export const isUntouched = (state: RequestState): boolean => state === 'received';

export const ITEM_STATES = ['open', 'bought', 'part', 'missing', 'substitute', 'looking', 'cancelled'] as const;
export type ItemState = (typeof ITEM_STATES)[number];

/** Common drugs from a nearby hospital, special ones from wherever they are (seeds/000: two groups). */
export const QUEUES = ['common', 'special'] as const;
export type Queue = (typeof QUEUES)[number];

export const ACTORS = ['resident', 'staff', 'head', 'system'] as const;
export type Actor = (typeof ACTORS)[number];

export const SOURCES = ['web', 'phone', 'paper'] as const;
export type Source = (typeof SOURCES)[number];

/** What can happen to a record. An event carries the deed and states, never a person's words. */
export const DEEDS = [
  'signed-up',
  'requested',
  'corrected',
  'cancelled',
  'erased',
  'opened',
  'taken',
  'handed-on',
  'passed-on',
  'noted',
  'called',
  'card-collected',
  'card-returned',
  'scheduled',
  'outcome',
  'paid',
  'delivered',
  'ticked',
  'joined',
  'ended',
  'reopened',
  'adjusted',
  'repeated',
  'visit-failed',
  'waited',
  'code-shown',
  'moved',
  'told',
  'counted',
  'printed',
  'exported',
  'made',
  'manned',
  'closed',
  'invited',
  'enrolled',
  'granted',
  'handed-over',
  'revoked',
  'locked',
  'unlocked',
  'sealed-made',
  'sealed-used',
  'published',
  'confirmed',
  'objected',
  'announced',
] as const;
export type Deed = (typeof DEEDS)[number];

/** The deeds that a resident reads on the receipt: what was looked at, noted, paid, printed is the desk's own business. */
export const STEP_DEEDS = [
  'signed-up',
  'requested',
  'corrected',
  'cancelled',
  'erased',
  'taken',
  'handed-on',
  'passed-on',
  'called',
  'card-collected',
  'card-returned',
  'scheduled',
  'outcome',
  'waited',
  'visit-failed',
  'delivered',
  'ticked',
  'joined',
  'ended',
  'reopened',
  'repeated',
  'adjusted',
  'moved',
  'told',
] as const satisfies readonly Deed[];
export type StepDeed = (typeof STEP_DEEDS)[number];

/** What a receipt and an event can be about. */
export const RECORD_KINDS = ['signup', 'request'] as const;
export type RecordKind = (typeof RECORD_KINDS)[number];

/** What an event can be about: a record, or something of the desk's own. */
export const SUBJECT_KINDS = [...RECORD_KINDS, 'person', 'run', 'night', 'slot', 'list', 'publication', 'channel'] as const;
export type SubjectKind = (typeof SUBJECT_KINDS)[number];

/** How a request ends: it is never simply closed. */
export const OUTCOMES = ['delivered', 'helped', 'answered', 'unavailable', 'unreachable', 'refused', 'withdrawn', 'joined'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** The state that each outcome ends a request in. */
export const ENDS_IN = {
  delivered: 'done',
  helped: 'done',
  answered: 'done',
  unavailable: 'unmet',
  unreachable: 'unmet',
  refused: 'unmet',
  withdrawn: 'cancelled',
  joined: 'cancelled',
} as const satisfies Record<Outcome, (typeof ENDED_STATES)[number]>;

export const NOTE_KINDS = ['note', 'call', 'visit'] as const;
export type NoteKind = (typeof NOTE_KINDS)[number];

export const CALL_RESULTS = ['reached', 'missed'] as const;
export type CallResult = (typeof CALL_RESULTS)[number];
