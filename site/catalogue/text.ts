import { zhCN } from '../../domain/words/index.ts';

const { errors } = zhCN;

/** The most that a file may weigh. */
export const KILOBYTES = 256;

/** So many signs of no meaning are no text. */
const ZEROS = 8;

const decode = (bytes: Uint8Array, encoding: string): string | undefined => {
  try {
    // With its byte order mark, so that git's name of the bytes can be made of the text.
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
};

// Notepad's “Unicode” says what it is with its first two bytes. Its “ANSI” does not: Big5 would pass for GBK and be published as
// nonsense, so whoever wrote it is asked to save it anew.
const markedEncoding = ([first, second]: Uint8Array): string =>
  first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';

/** The text in a file's bytes, or what is wrong with it. */
export const decoded = (bytes: Uint8Array): string | { fault: string } => {
  if (bytes.length > KILOBYTES * 1024) return { fault: errors.tooBig(KILOBYTES) };
  const encoding = markedEncoding(bytes);
  // UTF-16 that does not say so is half of zeros; a zero or two are an accident, and taken out.
  if (encoding === 'utf-8' && bytes.filter((byte) => byte === 0).length > ZEROS) return { fault: errors.notUtf8 };
  const text = decode(bytes, encoding);
  if (text !== undefined) return text;
  return { fault: decode(bytes, 'gb18030') === undefined ? errors.notUtf8 : errors.gbk };
};
