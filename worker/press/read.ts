import { itemAt, SCHEMAS } from '../../domain/press/kind.ts';
import { checked } from '../../site/catalogue/file.ts';
import type { Filed } from './check.ts';

/** A file of the content as the catalogue reads it; nothing where it can't. @param path within the content */
export const readText = (path: string, text: string): { filed: Filed; body: string } | undefined => {
  const kind = itemAt(path)?.kind;
  if (!kind) return undefined;
  const read = checked(path, text, SCHEMAS[kind]);
  return 'faults' in read ? undefined : { filed: { kind, file: read.value } as Filed, body: read.body.trim() };
};
