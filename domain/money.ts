import { plain } from './typed.ts';

/** The dearest invoice that is believed: 100,000 yuan, in fen. */
export const MOST_FEN = 10_000_000;

/**
 * An amount as typed, in fen: `45.60`, `45.6元`, `¥45`, `４５．６０`, `1,045.6`. Nothing if it is no amount, has more
 * than two decimals, is nothing, or is dearer than {@link MOST_FEN}.
 */
export const fenTyped = (typed: string): number | undefined => {
  const bare = plain(typed)
    .replace(/^[¥￥]/, '')
    .replace(/[元块]$/, '')
    .replace(/。/g, '.')
    .replace(/^(\d{1,3})((?:,\d{3})+)(?=\.|$)/, (all) => all.replace(/,/g, ''));
  const [, yuan, fen = ''] = /^(\d{1,6})(?:\.(\d{1,2}))?$/.exec(bare) ?? [];
  if (yuan === undefined) return undefined;
  const amount = Number(yuan) * 100 + Number(fen.padEnd(2, '0'));
  return amount > 0 && amount <= MOST_FEN ? amount : undefined;
};

/** Fen as yuan, for reading: `45.60`. */
export const yuanOf = (fen: number): string => `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;
