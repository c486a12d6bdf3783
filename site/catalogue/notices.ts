import { type Notice, noticeFile, noticeOf } from '../../domain/notice.ts';
import type { Withdrawal } from '../../domain/withdrawal.ts';
import { idOf, type Report, readEntries, SLUG, type SetAside } from './entry.ts';
import { checked } from './file.ts';
import type { Folder } from './folder.ts';
import type { Removed } from './removed.ts';

/** A notice with the address of its own page, at the level it was published for. */
export type PublishedNotice = Notice & {
  stale: boolean;
  /** Its path under the content folder, and git's name of the bytes that are shown. */
  file: string;
  blob: string;
  path: string;
  /** Where it stands on a page with notices of all three levels. */
  anchor: string;
};

/** A notice that was taken back, with the address that it had. */
export type WithdrawnNotice = Withdrawal & { path: string };

/** What a notice said that is gone; nothing where no text of it was ever published. */
const withdrawalOf = ({ file, at, texts }: Removed): Withdrawal | undefined => {
  const id = idOf(file);
  if (!SLUG.test(id)) return undefined;
  for (const text of texts) {
    const result = checked(file, text, noticeFile);
    if ('faults' in result) continue;
    const { title, level, issuedAt, validUntil } = noticeOf(id, result.value, '');
    return { id, title, level, issuedAt, validUntil, removedAt: at };
  }
  return undefined;
};

/** Reads `notices/` of the town (`''`), a committee or a compound. */
export const readNotices = (
  folder: Folder,
  report: Report,
  at: string,
): { entries: PublishedNotice[]; setAside: SetAside[]; withdrawn: WithdrawnNotice[] } => {
  const path = at ? `${at}/notices` : 'notices';
  const { entries, setAside } = readEntries(folder, report, path, noticeFile);
  const level = at === '' ? 'town' : at.includes('/') ? 'compound' : 'committee';
  const pathOf = (id: string) => `/${path}/${id}/`;
  return {
    setAside,
    entries: entries.map(({ id, value, html, stale, file, blob }) => ({
      ...noticeOf(id, value, html),
      ...{ stale, file, blob },
      path: pathOf(id),
      anchor: `${level}-${id}`,
    })),
    withdrawn: folder.removed(path).flatMap((removed) => {
      const withdrawal = withdrawalOf(removed);
      return withdrawal ? [{ ...withdrawal, path: pathOf(withdrawal.id) }] : [];
    }),
  };
};
