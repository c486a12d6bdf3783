import type * as z from 'zod';
import { compoundFile } from '../../../domain/compound.ts';
import { noticeFile } from '../../../domain/notice.ts';
import { postFile } from '../../../domain/post.ts';
import { roundFile } from '../../../domain/round-file.ts';
import { serviceAddition, serviceFile } from '../../../domain/service.ts';
import { supplyFile } from '../../../domain/supply.ts';
import { committeeFile, townFile } from '../../../domain/town.ts';

/** The kinds of file that the content has, each with its schema; `addition` is what a committee adds to a service of the town's. */
export const KINDS = {
  town: townFile,
  committee: committeeFile,
  compound: compoundFile,
  notice: noticeFile,
  round: roundFile,
  supply: supplyFile,
  post: postFile,
  service: serviceFile,
  addition: serviceAddition,
} as const;
export type Kind = keyof typeof KINDS;
/** What a file of a kind says, as its schema gives it. */
export type Filed<K extends Kind> = z.output<(typeof KINDS)[K]>;
