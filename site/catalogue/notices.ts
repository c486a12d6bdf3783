import { type Notice, noticeFile, noticeOf } from '../../domain/notice.ts';
import { type Report, readEntries, type SetAside } from './entry.ts';
import type { Folder } from './folder.ts';

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

/** Reads `notices/` of the town (`''`), a committee or a compound. */
export const readNotices = (folder: Folder, report: Report, at: string): { entries: PublishedNotice[]; setAside: SetAside[] } => {
  const { entries, setAside } = readEntries(folder, report, at ? `${at}/notices` : 'notices', noticeFile);
  const level = at === '' ? 'town' : at.includes('/') ? 'compound' : 'committee';
  const base = at ? `/${at}/notices/` : '/notices/';
  return {
    setAside,
    entries: entries.map(({ id, value, html, stale, file, blob }) => ({
      ...noticeOf(id, value, html),
      ...{ stale, file, blob },
      path: `${base}${id}/`,
      anchor: `${level}-${id}`,
    })),
  };
};
