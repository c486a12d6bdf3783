/** A file of the content as the repository has it now. */
export interface Kept {
  /** Within the content's folder: `mingdu/xibu-xincun/samplings/0416.md`. */
  path: string;
  text: string;
  /** git's own name of these bytes (a blob's SHA-1, hex): what an edit is based on, and what a published page is compared with. */
  blob: string;
}

/** What one deed changes: each file with what it was based on, so that nobody writes over what he has not read. */
export interface Edit {
  path: string;
  /** Nothing takes the file away. */
  text: string | undefined;
  /** The blob that was read before; nothing where the file is new. */
  base: string | undefined;
}

export interface Change {
  edits: readonly Edit[];
  /** One line, in Chinese, as a person would say it: `名都花园 4月16日采样：改用雨天方案`. */
  message: string;
  /** Who did it, as the commit names him. The mail address is made from the person's id, never a phone. */
  author: { name: string; id: string };
}

/** What came of a change: a commit with the new blobs, or the files that somebody else changed since they were read. */
export type Written =
  | { commit: string; blobs: Readonly<Record<string, string | undefined>> }
  | { conflicts: readonly { path: string; theirs: Kept | undefined }[] };

/**
 * The repository that the content is published from: a bare one on this machine, or GitHub or Gitea over their API.
 * A change is one commit or nothing. Every call can throw a {@link RepositoryFault}.
 */
export interface Repository {
  read: (path: string) => Promise<Kept | undefined>;
  /** Files and folders directly in a folder of the content; the top is ''. */
  list: (folder: string) => Promise<readonly { name: string; kind: 'file' | 'folder'; blob: string }[]>;
  write: (change: Change) => Promise<Written>;
}

/** Why a repository did not answer: `away` can be tried again, `refused` wants a new token, `full` wants room on the disk. */
export type RepositoryTrouble = 'away' | 'refused' | 'full' | 'unset';

export class RepositoryFault extends Error {
  readonly trouble: RepositoryTrouble;
  constructor(trouble: RepositoryTrouble, reason: string) {
    super(reason);
    this.trouble = trouble;
  }
}
