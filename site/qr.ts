import { encode } from 'uqr';

/** A code to be drawn with a stroke: its side in squares, and the path of its dark ones. */
export interface QrPath {
  size: number;
  path: string;
}

/** The code of a text. */
export const qrPath = (text: string): QrPath => {
  // One pattern for all codes: to weigh the eight of them takes ten times as long, and a reader takes any.
  const { data, size } = encode(text, { border: 0, maskPattern: 2 });
  // A page of a full run has a hundred codes, and must stay small: the three eyes are drawn at once, the rest with one stroke
  // for each run of dark squares, from where the last one ended.
  const far = size - 7;
  const eye = 'h6v6h-6zm1.5 2h3m-3 1h3m-3 1h3';
  let path = `M.5 .5${eye}M${far}.5 .5${eye}M.5 ${far}.5${eye}M0 .5`;
  let [atX, atY] = [0, 0];
  for (let y = 0; y < size; y++) {
    const isEye = (x: number) => (x < 7 && (y < 7 || y >= far)) || (x >= far && y < 7);
    const isDark = (x: number) => x < size && data[y]?.[x] === true && !isEye(x);
    for (let x = 0; x < size; x++) {
      if (!isDark(x)) continue;
      const from = x;
      while (isDark(x + 1)) x++;
      path += `m${from - atX} ${y - atY}h${x + 1 - from}`;
      [atX, atY] = [x + 1, y];
    }
  }
  return { size, path };
};
