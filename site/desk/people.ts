export type PeoplePages = Record<never, never>;
