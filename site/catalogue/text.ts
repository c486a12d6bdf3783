import { zhCN } from '../../domain/words/index.ts';

const { errors } = zhCN;

/** The most that a file may weigh. */
export const KILOBYTES = 256;

/** So many signs of no meaning are no text. */
const ZEROS = 8;

// With its byte order mark, so that git's name of the bytes can be made of the text.
const decoderOf = (encoding: string) => new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
const utf8 = decoderOf('utf-8');

const decode = (bytes: Uint8Array, encoding: string): string | undefined => {
  try {
    return (encoding === utf8.encoding ? utf8 : decoderOf(encoding)).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
};

// Notepad's “Unicode” says what it is with its first two bytes. Its “ANSI” does not: Big5 would pass for GBK and be published as
// nonsense, so whoever wrote it is asked to save it anew.
const markedEncoding = ([first, second]: Uint8Array): string =>
  first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';

const zerosIn = (bytes: Uint8Array): number => {
  let zeros = 0;
  for (let at = bytes.indexOf(0); at >= 0; at = bytes.indexOf(0, at + 1)) zeros++;
  return zeros;
};

/** The text in a file's bytes, or what is wrong with it. */
export const decoded = (bytes: Uint8Array): string | { fault: string } => {
  if (bytes.length > KILOBYTES * 1024) return { fault: errors.tooBig(KILOBYTES) };
  const encoding = markedEncoding(bytes);
  // UTF-16 that does not say so is half of zeros; a zero or two are an accident, and taken out.
  if (encoding === 'utf-8' && zerosIn(bytes) > ZEROS) return { fault: errors.notUtf8 };
  const text = decode(bytes, encoding);
  if (text !== undefined) return text;
  return { fault: decode(bytes, 'gb18030') === undefined ? errors.notUtf8 : errors.gbk };
};
