import * as z from 'zod';
import { zhCN } from '../../domain/words/index.ts';
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

/** One change of the editor's, as edits upon the blobs that it has seen. */
export const editsOf = async (
  { repository, content }: Sight,
  { operation, path, content: sent = '', sha, from_path: from = path }: Sent,
): Promise<Edit[]> => {
  if (!content.isOwn(path) || !content.isOwn(from)) throw new Refusal(403, words.notOwn);
  if (operation === 'delete') return [{ path, text: undefined, base: sha }];
  const before = operation === 'create' ? undefined : (await content.read(from))?.text;
  const text = await keptText(repository, path, unpacked(sent), before);
  if (from === path) return [{ path, text, base: operation === 'create' ? undefined : sha }];
  return [
    { path: from, text: undefined, base: sha },
    { path, text, base: undefined },
  ];
};
