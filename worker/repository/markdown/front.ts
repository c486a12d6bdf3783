// As the catalogue finds it, in whatever a machine made of the line's ends.
const FENCE = /^(\uFEFF?---[ \t]*(?:\r\n?|\n))([\s\S]*?)((?:^|(?:\r\n?|\n))---[ \t]*(?:(?:\r\n?|\n)|$))/;

/** A file in its parts, every byte of it: what opens the settings, the settings, what closes them, the text below. */
export interface Parts {
  open: string;
  settings: string;
  close: string;
  body: string;
  /** How this file ends its lines. */
  newline: '\n' | '\r\n' | '\r';
}

const newlineOf = (text: string): Parts['newline'] => (/\r\n/.test(text) ? '\r\n' : /\r/.test(text) ? '\r' : '\n');

/** Takes a file apart; nothing where it has no settings. */
export const partsOf = (text: string): Parts | undefined => {
  const [whole, open, settings, close] = FENCE.exec(text) ?? [];
  if (whole === undefined || open === undefined || settings === undefined || close === undefined) return undefined;
  return { open, settings, close, body: text.slice(whole.length), newline: newlineOf(open) };
};
