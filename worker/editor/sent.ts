import * as z from 'zod';
import { placeOf } from '../../domain/path.ts';
import { zhCN } from '../../domain/words/index.ts';
import { noticeFile } from '../../domain/notice.ts';
import { checked } from '../../site/catalogue/file.ts';
import { Refusal } from '../refusal.ts';
import { verdictOn } from '../repository/check.ts';
import type { Content } from '../repository/content.ts';
import { unpacked } from '../repository/remote.ts';
import type { Edit, Kept, Repository } from '../repository/repository.ts';
import { keptText } from './saving.ts';
import { shownText } from './shown.ts';

const words = zhCN.desk.editor;

/** Which files the editor wants to see. */
export const wanted = z.object({ files: z.array(z.string()).max(50) });
/** What it sends to be kept; whom it names as author is not asked. */
export const changed = z.object({
  message: z.string().max(500),
  files: z
    .array(
      z.object({
        operation: z.enum(['create', 'update', 'delete']),
        path: z.string(),
        content: z.string().optional(),
        sha: z.string().optional(),
        from_path: z.string().optional(),
      }),
    )
    .min(1)
    .max(20),
});
type Sent = z.infer<typeof changed>['files'][number];

interface Sight {
  /** All of it: what a file is checked against may lie outside one's own scope. */
  repository: Pick<Repository, 'read'>;
  content: Pick<Content, 'read' | 'isOwn'>;
}

/** A file as the editor is given it. */
export const shownFile = async (repository: Repository, { path, text }: Kept): Promise<string> => {
  const verdict = await verdictOn(repository, path, text);
  // What is faulty is shown as it is, for it is here that it can be put right.
  return 'faults' in verdict ? text : shownText(verdict.kind, verdict.value as never, verdict.body);
};

// What a place is can be changed here; a place that loses its file is off every page.
const STAY = ['town', 'committee', 'compound'];

const isUrgent = (path: string, text: string | undefined): boolean => {
  if (text === undefined || placeOf(path)?.kind !== 'notice') return false;
  const read = checked(path, text, noticeFile);
  return !('faults' in read) && read.value.level === 'urgent';
};

/** One change of the editor's, as edits upon the blobs that it has seen. */
export const editsOf = async (
  { repository, content }: Sight,
  { operation, path, content: sent = '', sha, from_path: from = path }: Sent,
): Promise<Edit[]> => {
  if (!content.isOwn(path) || !content.isOwn(from)) throw new Refusal(403, words.notOwn);
  const isGoing = operation === 'delete' || from !== path;
  if (isGoing && (!sha || STAY.includes(placeOf(from)?.kind ?? ''))) throw new Refusal(422, words.stays);
  const before = operation === 'create' ? undefined : (await content.read(from))?.text;
  const text = operation === 'delete' ? undefined : await keptText(repository, path, unpacked(sent), before);
  // What is urgent is read by a second person, or goes out for a reason that is kept: the editor has neither.
  if (isGoing || text !== before) {
    if (isUrgent(from, before) || isUrgent(path, text)) throw new Refusal(422, words.urgent);
  }
  if (text === undefined) return [{ path, text, base: sha }];
  if (from === path) return [{ path, text, base: operation === 'create' ? undefined : sha }];
  return [
    { path: from, text: undefined, base: sha },
    { path, text, base: undefined },
  ];
};
