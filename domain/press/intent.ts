/** What somebody wants of a file: to say this, or, with one tap, one thing of a round. */
export type Intent =
  | { deed: 'file'; text: string; base: string | null }
  | { deed: 'plan'; plan: 'fine' | 'rainy' }
  | { deed: 'late'; batch: string; minutes: number }
  | { deed: 'done'; batch: string };

/** A tap of {@link Intent} that changes a round. */
export type Tap = Exclude<Intent, { deed: 'file' }>;

/**
 * `waiting` for a second person, `objected` by one; `writing` until the repository answered; `written`, not yet `live`;
 * `conflict`: somebody else changed the file meanwhile; `failed`, for a trouble that is named; `dropped` by whoever wrote it.
 */
export const PRESS_STATES = ['waiting', 'objected', 'writing', 'written', 'live', 'conflict', 'failed', 'dropped'] as const;
export type PressState = (typeof PRESS_STATES)[number];

/** Why nothing was written: the repository's reasons, or the batch or file is no more. */
export type PressTrouble = 'away' | 'refused' | 'full' | 'unset' | 'gone';
