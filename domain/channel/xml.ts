// What XML 1.0 can't hold, half a character among it.
const IMPOSSIBLE = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
const MEANT: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const escaped = (text: string): string => text.replace(IMPOSSIBLE, '').replace(/[&<>"]/g, (mark) => MEANT[mark] ?? mark);

/** An element as it is written out. */
export type Element = string & { readonly element: true };

type Attributes = Readonly<Record<string, string | undefined>>;

/** An element with a text, or with other elements, in it. */
export const element = (name: string, content: string | readonly Element[], attributes: Attributes = {}): Element => {
  const said = Object.entries(attributes).flatMap(([key, value]) => (value === undefined ? [] : [` ${key}="${escaped(value)}"`]));
  const inner = typeof content === 'string' ? escaped(content) : content.join('');
  return `<${name}${said.join('')}${inner === '' ? '/>' : `>${inner}</${name}>`}` as Element;
};

/** A whole document. */
export const xmlOf = (root: Element): string => `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`;
