/** The kinds of file that the content has. */
export type FileKind = 'town' | 'committee' | 'compound' | 'notice' | 'round' | 'supply' | 'post' | 'service';

/** Where a file of the content lies: what it is, and for whom. */
export interface ContentPlace {
  kind: FileKind;
  committee?: string;
  compound?: string;
}

const SLUG = /^[a-z0-9][a-z0-9-]{0,40}$/;
const ID = /^[a-z0-9][a-z0-9-]{0,60}$/;

const TOWN: Readonly<Record<string, FileKind>> = { notices: 'notice', services: 'service' };
const COMPOUND: Readonly<Record<string, FileKind>> = { notices: 'notice', samplings: 'round', supplies: 'supply', posts: 'post' };

const kindIn = (folders: Readonly<Record<string, FileKind>>, folder: string): FileKind | undefined =>
  Object.hasOwn(folders, folder) ? folders[folder] : undefined;

/**
 * What a path within the content's folder is: `mingdu/xibu-xincun/notices/x.md` is a notice of that compound.
 * @returns nothing where no file of the content lies: nothing that climbs, hides, or is no Markdown
 */
export const placeOf = (path: string): ContentPlace | undefined => {
  const [, stem] = /^([^.]+)\.md$/.exec(path) ?? [];
  if (stem === undefined) return undefined;
  const steps = stem.split('/');
  const file = steps.pop() ?? '';
  if (steps.length === 0) return file === 'town' ? { kind: 'town' } : undefined;
  const folder = steps.at(-1) ?? '';
  const kind = kindIn(steps.length === 3 ? COMPOUND : TOWN, folder);
  if (kind && steps.length <= 3) steps.pop();
  const [committee, compound] = steps;
  if (steps.length > 2 || !steps.every((step) => SLUG.test(step)) || (committee && committee in TOWN) || (compound && compound in COMPOUND))
    return undefined;
  const where = { ...(committee && { committee }), ...(compound && { compound }) };
  if (kind) return ID.test(file) ? { kind, ...where } : undefined;
  if (file === 'compound' && compound) return { kind: 'compound', ...where };
  return file === 'committee' && committee && !compound ? { kind: 'committee', ...where } : undefined;
};
