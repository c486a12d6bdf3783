import { addDays, dayOf, HOUR, type Instant, instant } from './clock.ts';

/** Who works at the desk: the leads, the clerks, the medicine team, the gate, and the building heads. */
export const ROLES = ['lead', 'clerk', 'medicine', 'gate', 'head'] as const;
export type Role = (typeof ROLES)[number];

/** How somebody came by a grant. */
export const GRANT_WAYS = ['first', 'invited', 'given', 'handed-over', 'sealed'] as const;
export type GrantWay = (typeof GRANT_WAYS)[number];

/** What a page or a deed of the desk asks for, and who may. */
export const RIGHTS = {
  /** The first page, and one's own session. */
  desk: ['lead', 'clerk', 'medicine', 'gate', 'head'],
  /** To open and work requests: of every team, or the medicine team its own. */
  requests: ['lead', 'clerk', 'medicine'],
  /** To enter a request for somebody who called or came. */
  enter: ['lead', 'clerk', 'medicine', 'head'],
  /** Cards, runs, labels, night list. */
  medicine: ['lead', 'clerk', 'medicine'],
  /** Sign-ups with names and doors. */
  signups: ['lead', 'clerk', 'head'],
  /** A sign-up by its code: building and state, no name. */
  gate: ['lead', 'clerk', 'gate', 'head'],
  /** Slots, places, turnout. */
  slots: ['lead', 'clerk'],
  press: ['lead', 'clerk'],
  /** Invitations, grants, hand-over. */
  people: ['lead'],
  /** Robots, webhooks, mail: where tidings go by themselves. */
  channels: ['lead'],
  /** Who has heard what: which building, by which way. */
  told: ['lead', 'clerk', 'head'],
  /** Lists that leave the house. */
  export: ['lead'],
} as const satisfies Record<string, readonly Role[]>;
export type Right = keyof typeof RIGHTS;

/** Where a grant holds. What is absent is not narrowed: a grant without a committee is the town's. */
export interface Scope {
  town: string;
  committee?: string | undefined;
  compound?: string | undefined;
  building?: string | undefined;
}

const LEVELS = ['committee', 'compound', 'building'] as const;

/** Whether `inner` lies within `outer`: a lead gives away nothing that is not his. */
export const covers = (outer: Scope, inner: Scope): boolean =>
  outer.town === inner.town && LEVELS.every((level) => outer[level] === undefined || outer[level] === inner[level]);

/**
 * Until when a grant may hold that is given under another one: nobody gives more time than he has.
 * @param own until when the giver's own holds; nothing where it holds until it is taken back
 */
export const within = (own: Instant | null, asked: Instant | null): Instant | null =>
  own === null ? asked : asked === null ? own : Math.min(own, asked);

/** Whether somebody under such a grant makes and unmakes leads: whoever opened a sealed code only fills in. */
export const mayName = (role: Role, how: GrantWay): boolean => role !== 'lead' || how !== 'sealed';

/** A building head has a building, and nobody else is narrowed to one. */
export const fits = (role: Role, { building }: Scope): boolean => (role === 'head') === (building !== undefined);

/** Whether a role may, under a grant that came about in this way: a sealed code opens no export. */
export const mayDo = (right: Right, role: Role, how: GrantWay): boolean =>
  (RIGHTS[right] as readonly Role[]).includes(role) && !(right === 'export' && how === 'sealed');

/**
 * Volunteers come for a day: their grants lapse by themselves at the next 04:00, when the night's work is done.
 * A building head lives in his building and stays.
 */
export const LAPSING: readonly Role[] = ['medicine', 'gate'];
/** For how many hours a role is given; a sealed code gives the longest of them. */
export const HOURS_GIVEN = [2, 4, 8, 12, 24, 72] as const;
export const SEALED_HOURS = 12;

export const lapseAt = (now: Instant): Instant => {
  const early = instant(dayOf(now), '04:00');
  return early > now ? early : instant(addDays(dayOf(now), 1), '04:00');
};

/**
 * Until when a grant holds (town time); nothing where it holds until it is taken back.
 * @param hours for how long, where the lead says so
 */
export const untilFor = (role: Role, hours: number | undefined, now: Instant): Instant | null => {
  const asked = hours === undefined ? null : now + hours * HOUR;
  if (!LAPSING.includes(role)) return asked;
  return asked === null ? lapseAt(now) : Math.min(asked, lapseAt(now));
};

/** Wrong PINs before a device is locked until a lead unlocks it. */
export const PIN_TRIES = 5;

/** Whether six digits are worth their name: not all the same, not a run up or down. */
export const isFairPin = (pin: string): boolean =>
  /^\d{6}$/.test(pin) && !/^(\d)\1{5}$/.test(pin) && !'01234567890123'.includes(pin) && !'98765432109876'.includes(pin);
