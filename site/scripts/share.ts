import { all, one } from './dom.ts';

// Old WebViews have no clipboard, and none has it on a page without a certificate: then the text is marked and copied as by hand.
const copy = async (source: HTMLElement): Promise<boolean> => {
  const text = source.textContent ?? '';
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const range = document.createRange();
    range.selectNodeContents(source);
    const selection = getSelection();
    selection?.removeAllRanges();
    selection?.addRange(range);
    return document.execCommand('copy');
  }
};

const WIDTH = 720;
const EDGE = 44;
const LINES = 22;
const FONT = 'px system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif';

const wrapped = (pen: CanvasRenderingContext2D, text: string, width: number): string[] => {
  const lines: string[] = [];
  let line = '';
  for (const sign of Array.from(text)) {
    if (line && pen.measureText(line + sign).width > width) {
      lines.push(line);
      line = '';
    }
    line += sign;
  }
  return [...lines, line];
};

/** The picture for sharing: what the group's text says, and the code of the page. Drawn here, so that nobody has to keep pictures. */
const drawCard = (frame: HTMLElement): void => {
  const canvas = document.createElement('canvas');
  const pen = canvas.getContext('2d');
  if (!pen) return;
  const said = frame.dataset;
  const symbol = document.querySelector('#qr');
  const side = Number(symbol?.getAttribute('viewBox')?.split(' ')[2]);
  const bodyFont = `32${FONT}`;
  const titleFont = `bold 52${FONT}`;
  pen.font = titleFont;
  const title = wrapped(pen, said['card'] ?? '', WIDTH - 2 * EDGE);
  pen.font = bodyFont;
  // The title stands above, the link is the code.
  const text = (one('[data-text]')?.textContent ?? '').split('\n').filter((line) => line !== said['head'] && !/https?:\/\//.test(line));
  const whole = text.reduce<string[]>((lines, line) => lines.concat(wrapped(pen, line, WIDTH - 2 * EDGE)), []);
  const lines = whole.length > LINES ? whole.slice(0, LINES - 1).concat(said['more'] ?? '') : whole;
  const foot = symbol ? 260 : 90;
  canvas.width = WIDTH;
  canvas.height = 110 + title.length * 68 + 30 + lines.length * 48 + 40 + foot;
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = '#0b4f8a';
  pen.fillRect(0, 0, WIDTH, 84);
  pen.fillStyle = '#fff';
  pen.font = `bold 36${FONT}`;
  pen.fillText(said['from'] ?? '', EDGE, 55, WIDTH - 2 * EDGE);
  pen.fillStyle = '#1c1c1a';
  pen.font = titleFont;
  let y = 150;
  for (const line of title) {
    pen.fillText(line, EDGE, y);
    y += 68;
  }
  pen.font = bodyFont;
  for (const line of lines) {
    pen.fillText(line, EDGE, y);
    y += 48;
  }
  pen.fillStyle = '#4d4d48';
  pen.font = `26${FONT}`;
  pen.fillText(said['changed'] ?? '', EDGE, canvas.height - 44, WIDTH - 2 * EDGE - (symbol ? 250 : 0));
  const path = symbol?.querySelector('path')?.getAttribute('d');
  if (path && side) {
    const scale = 220 / side;
    pen.strokeStyle = '#000';
    pen.setTransform(scale, 0, 0, scale, WIDTH - EDGE - 220, canvas.height - 250);
    pen.stroke(new Path2D(path));
  }
  const picture = document.createElement('img');
  picture.className = 'share-card';
  picture.alt = said['alt'] ?? '';
  picture.src = canvas.toDataURL('image/png');
  frame.append(picture);
  frame.hidden = false;
};

const source = one('[data-text]');
for (const button of source ? all('[data-copy]') : []) {
  button.hidden = false;
  button.addEventListener('click', async () => {
    if (source && (await copy(source))) button.textContent = button.dataset['copied'] ?? '';
  });
}
for (const frame of all('[data-card]')) drawCard(frame);
