import type { Context } from 'hono';
import { zhCN } from '../../domain/words/index.ts';
import type { Duty } from '../duty.ts';
import type { Portal } from '../host.ts';
import { Refusal } from '../refusal.ts';
import { contentFor, repositoryOf } from '../repository/content.ts';
import type { Repository } from '../repository/repository.ts';

/**
 * The content within the scope of whoever is at work. A change is written in the name of the one who made it, which is not
 * always the one whose yes lets it out. Every call can throw a RepositoryFault, `unset` too.
 */
export const repositoryFor = ({ env }: Context<Portal>, duty: Duty): Repository => ({
  read: async (path) => contentFor(env, duty).read(path),
  list: async (folder) => contentFor(env, duty).list(folder),
  write: async (change) => {
    const { isOwn } = contentFor(env, duty);
    if (!change.edits.every(({ path }) => isOwn(path))) throw new Refusal(403, zhCN.desk.shell.refused);
    return repositoryOf(env).write(change);
  },
});
