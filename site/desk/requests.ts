export type RequestsPages = Record<never, never>;
