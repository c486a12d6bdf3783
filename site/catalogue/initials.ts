import { pinyin } from 'pinyin-pro';

/** The pinyin initials by which people look a name up: 名都 → `md`. Digits and Latin letters stay. */
export const initialsOf = (name: string): string =>
  pinyin(name, { pattern: 'first', toneType: 'none', type: 'array', nonZh: 'consecutive' })
    .join('')
    .replace(/[^a-z0-9]/gi, '')
    .toLowerCase();

/** The whole pinyin of a name, without tones or spaces: 名都 → `mingdu`. */
export const pinyinOf = (name: string): string =>
  pinyin(name, { toneType: 'none', type: 'array', nonZh: 'consecutive' }).join('').toLowerCase();
