import type { Context } from 'hono';
import { zhCN } from '../../domain/words/index.ts';
import type { Duty } from '../duty.ts';
import type { Portal } from '../host.ts';
import { Refusal } from '../refusal.ts';
import { contentFor, repositoryOf } from '../repository/content.ts';
import type { Repository } from '../repository/repository.ts';

/**
 * The content within the scope of whoever is at work, opened once for all that one page reads. A change is written in the name of
 * the one who made it, which is not always the one whose yes lets it out. Every call can throw a RepositoryFault, `unset` too.
 */
export const repositoryFor = ({ env }: Context<Portal>, duty: Duty): Repository => {
  let opened: { REPOSITORY: Repository } | undefined;
  const setting = () => (opened ??= { REPOSITORY: repositoryOf(env) });
  return {
    read: async (path) => contentFor(setting(), duty).read(path),
    list: async (folder) => contentFor(setting(), duty).list(folder),
    write: async (change) => {
      const { isOwn } = contentFor(setting(), duty);
      if (!change.edits.every(({ path }) => isOwn(path))) throw new Refusal(403, zhCN.desk.shell.refused);
      return setting().REPOSITORY.write(change);
    },
  };
};
