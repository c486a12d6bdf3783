import type { Content } from '../repository/content.ts';

/** A file of one's own, as the repository has it now. */
interface Leaf {
  path: string;
  blob: string;
}

// As many folders at once as a host lets one ask.
const AT_ONCE = 6;

/** Every file of one's own under some folders, one level of folders after the other. */
export const leavesUnder = async (content: Pick<Content, 'list'>, folders: readonly string[]): Promise<Leaf[]> => {
  const leaves: Leaf[] = [];
  const waiting = [...folders];
  while (waiting.length > 0) {
    const level = waiting.splice(0, AT_ONCE);
    const lists = await Promise.all(level.map((folder) => content.list(folder)));
    for (const [at, entries] of lists.entries()) {
      const folder = level[at];
      for (const { name, kind, blob } of entries) {
        const path = folder ? `${folder}/${name}` : name;
        if (kind === 'file') leaves.push({ path, blob });
        else waiting.push(path);
      }
    }
  }
  return leaves;
};
