import { placeOf } from '../../domain/path.ts';
import { covers } from '../../domain/role.ts';
import { zhCN } from '../../domain/words/index.ts';
import type { Duty } from '../duty.ts';
import type { Bindings } from '../host.ts';
import { Refusal } from '../refusal.ts';
import { giteaRepository } from './gitea.ts';
import { githubRepository } from './github.ts';
import { remotePlace } from './place.ts';
import { type Edit, type Repository, RepositoryFault, type Written } from './repository.ts';

type Setting = Pick<Bindings, 'REPOSITORY' | 'CONTENT_REPOSITORY' | 'CONTENT_TOKEN'>;

/** The repository that this host publishes from. @throws RepositoryFault `unset` where none is named, or none that could be reached */
export const repositoryOf = ({ REPOSITORY, CONTENT_REPOSITORY, CONTENT_TOKEN }: Setting): Repository => {
  if (REPOSITORY) return REPOSITORY;
  if (!CONTENT_REPOSITORY || !CONTENT_TOKEN) throw new RepositoryFault('unset', 'CONTENT_REPOSITORY and CONTENT_TOKEN');
  const place = remotePlace(CONTENT_REPOSITORY);
  if (!place) throw new RepositoryFault('unset', 'CONTENT_REPOSITORY is neither github:owner/name@branch nor gitea:https://…');
  return place.kind === 'github' ? githubRepository(place, CONTENT_TOKEN) : giteaRepository(place, CONTENT_TOKEN);
};

/** The content as somebody at the desk may have it: his own files, and none beside them. */
export interface Content extends Pick<Repository, 'read' | 'list'> {
  /** Whether a file is one of the content's and lies in his scope. */
  isOwn: (path: string) => boolean;
  /** One commit in his name, or nothing. @param message one line, as a person would say it */
  write: (edits: readonly Edit[], message: string) => Promise<Written>;
}

type Who = Pick<Duty, 'person' | 'scope'>;

const isWithin = ({ scope }: Who, path: string): boolean => {
  const place = placeOf(path);
  return place !== undefined && covers(scope, { town: scope.town, committee: place.committee, compound: place.compound });
};

// A folder is looked into where something of one's own lies in it, or on the way to that.
const mayOpen = ({ scope }: Who, folder: string): boolean => {
  const [committee, compound] = folder.split('/');
  if (folder === '') return true;
  if (scope.committee === undefined) return true;
  if (committee !== scope.committee) return false;
  return scope.compound === undefined || compound === undefined || compound === scope.compound;
};

/**
 * The only way for a route to the content: no path outside it, and none outside the scope of whoever asks.
 * @throws Refusal 403 where somebody reaches for what is not his; what is no file of the content is nobody's
 */
export const contentFor = (setting: Setting, who: Who): Content => {
  const repository = repositoryOf(setting);
  const isOwn = (path: string): boolean => isWithin(who, path);
  const own = (path: string): string => {
    if (!isOwn(path)) throw new Refusal(403, zhCN.desk.shell.refused);
    return path;
  };
  return {
    isOwn,
    read: async (path) => repository.read(own(path)),
    list: async (folder) => {
      if (!mayOpen(who, folder)) throw new Refusal(403, zhCN.desk.shell.refused);
      const entries = await repository.list(folder);
      const inside = (name: string): string => (folder === '' ? name : `${folder}/${name}`);
      return entries.filter(({ name, kind }) => (kind === 'file' ? isOwn(inside(name)) : mayOpen(who, inside(name))));
    },
    write: async (edits, message) => {
      for (const { path } of edits) own(path);
      return repository.write({ edits, message, author: { name: who.person.name, id: who.person.id } });
    },
  };
};
