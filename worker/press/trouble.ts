import type { PressTrouble } from '../../domain/press/intent.ts';
import { RepositoryFault } from '../repository/repository.ts';

/** What is said of a repository that did not answer, to whoever waits for it. @throws whatever else went wrong */
export const sentenceFrom =
  (sentences: Readonly<Record<PressTrouble, string>>) =>
  (error: unknown): string => {
    if (!(error instanceof RepositoryFault)) throw error;
    return sentences[error.trouble];
  };
