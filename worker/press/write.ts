import { dayOf, timeOf } from '../../domain/clock.ts';
import type { Duty } from '../duty.ts';
import { noteOutcome, type Outcome, type Publication } from '../records/publications.ts';
import { peopleBy } from '../records/people.ts';
import { type Kept, type Repository, RepositoryFault } from '../repository/repository.ts';
import { zhCN } from '../../domain/words/index.ts';
import { tapped } from './tap.ts';

const { press: words } = zhCN.desk;

// So many others may change the same file while one tap is done to it.
const TRIES = 5;

/** What a publication makes of the file: a new text on what it was based on, or nothing where that can't be. */
const meant = ({ intent, path, tappedAt }: Publication, kept: Kept | undefined, offset: number) => {
  if (intent.deed === 'file') return { text: intent.text, base: intent.base ?? undefined };
  const at = tappedAt + offset;
  const text = kept && tapped(path, kept.text, intent, { day: dayOf(at), at: timeOf(at) });
  return text === undefined ? undefined : { text, base: kept?.blob };
};

const tried = async (
  repository: Repository,
  publication: Publication,
  author: { name: string; id: string },
  message: string,
  offset: number,
): Promise<Outcome> => {
  const { intent, path } = publication;
  for (let tries = 0; tries < TRIES; tries++) {
    const kept = intent.deed === 'file' ? undefined : await repository.read(path);
    const edit = meant(publication, kept, offset);
    if (!edit) return { state: 'failed', trouble: 'gone' };
    // Somebody did the same, or we did, and died before we could note it.
    if (kept && edit.text === kept.text) return { state: 'written', commit: null, blob: kept.blob, writtenAt: Date.now() };
    const result = await repository.write({ edits: [{ path, ...edit }], message, author });
    if ('commit' in result) return { state: 'written', commit: result.commit, blob: result.blobs[path] ?? '', writtenAt: Date.now() };
    const theirs = result.conflicts.find((one) => one.path === path)?.theirs;
    if (theirs?.text === edit.text) return { state: 'written', commit: null, blob: theirs.blob, writtenAt: Date.now() };
    if (intent.deed === 'file') return { state: 'conflict' };
  }
  return { state: 'failed', trouble: 'away' };
};

/** A tap that comes too late is done where the file says so already, and otherwise not done: it can be tapped anew. */
export const settleTap = async (duty: Duty, repository: Repository, publication: Publication): Promise<Publication> => {
  const failed = (error: unknown): Outcome => {
    if (!(error instanceof RepositoryFault)) throw error;
    return { state: 'failed', trouble: error.trouble };
  };
  const outcome = await repository.read(publication.path).then((kept): Outcome => {
    const isDone = kept && meant(publication, kept, duty.town.clockOffset)?.text === kept.text;
    return isDone ? { state: 'written', commit: null, blob: kept.blob, writtenAt: Date.now() } : { state: 'failed', trouble: 'away' };
  }, failed);
  return noteOutcome(duty, publication, outcome);
};

/**
 * Writes a publication to the repository, as the one who made it. Done twice it is written once: what the file says already
 * is not written again.
 */
export const writeOut = async (duty: Duty, repository: Repository, publication: Publication): Promise<Publication> => {
  const names = await peopleBy(duty.store, [publication.by, publication.second]);
  const nameOf = (id: string | null) => (id && names.get(id)?.name) || words.somebody;
  const author = { name: nameOf(publication.by), id: publication.by };
  const message = publication.second ? words.confirmedBy(publication.message, nameOf(publication.second)) : publication.message;
  const outcome = await tried(repository, publication, author, message, duty.town.clockOffset).catch((error: unknown): Outcome => {
    if (!(error instanceof RepositoryFault)) throw error;
    return { state: 'failed', trouble: error.trouble };
  });
  return noteOutcome(duty, publication, outcome);
};
