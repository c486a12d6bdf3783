export type SignupsPages = Record<never, never>;
