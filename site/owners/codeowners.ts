import { zhCN } from '../../domain/words/index.ts';

/** A folder of the content, from the top of the repository, with its slash, and who owns it. */
export interface Owned {
  folder: string;
  owners: readonly string[];
}

/** The hosts of repositories that know the file, and where they look for it. */
export const HOSTS = { github: '.github/CODEOWNERS', gitea: '.gitea/CODEOWNERS' } as const;
export type Host = keyof typeof HOSTS;

const escaped = (path: string): string => path.replace(/[\\ #]/g, '\\$&');

// GitHub reads what .gitignore reads, Gitea a regular expression from the top, whose own signs want two strokes.
const RULES: Record<Host, (folder: string) => string> = {
  github: (folder) => (folder ? `/${escaped(folder)}` : '*'),
  gitea: (folder) => `${escaped(folder.replace(/[.+*?()|[\]{}^$]/g, '\\$&'))}.*`,
};

/**
 * The CODEOWNERS of a content: one line a committee, and before them the town's, for the last line that fits counts on GitHub.
 * A committee that names nobody is the town's. @param file where it will lie: who may change it may change who owns what
 */
export const codeownersOf = (host: Host, town: Owned, committees: readonly Owned[]): string => {
  const line = ({ folder, owners }: Owned) => [RULES[host](folder), ...owners].join(' ');
  const own = { folder: HOSTS[host].replace(/[^/]+$/, ''), owners: town.owners };
  const named = [town, own, ...committees].filter(({ owners }) => owners.length > 0);
  return [`# ${zhCN.content.codeowners}`, ...named.map(line), ''].join('\n');
};
