import { zhCN } from '../../domain/words/index.ts';
import type { Fault } from './file.ts';

const KNOWN = [
  /^town\.md$/,
  /^(notices|services)\/[^/]+\.md$/,
  /^[^/]+\/committee\.md$/,
  /^[^/]+\/(notices|services)\/[^/]+\.md$/,
  /^[^/]+\/[^/]+\/compound\.md$/,
  /^[^/]+\/[^/]+\/(notices|samplings|supplies|posts)\/[^/]+\.md$/,
];

/** A Markdown file in a place where nothing is read is said, so that a notice in a wrong folder is not silently lost. */
export const misplaced = (files: readonly string[]): Fault[] =>
  files
    .filter((file) => !KNOWN.some((known) => known.test(file)))
    .map((file) => ({ file, line: 1, field: '', message: zhCN.errors.misplaced }));
