import { join } from 'node:path';
import { bundle } from '../../site/bundling.ts';
import { folderRelease, type Release } from './release.ts';
import { ROOT } from './settings.ts';

const AT = '_editor/';

/** Bundles the editor if it is not that of this code. Without it everything else goes on. */
export const bundleEditor = (): void => {
  try {
    bundle('site/editor.ts');
  } catch {
    console.error('The editor could not be bundled: node site/editor.ts');
  }
};

/** What is published, and beside it the editor, which is the same in every release and belongs to none. */
export const withEditor = (current: () => Release): (() => Release) => {
  const editor = folderRelease(join(ROOT, 'dist/editor'));
  let seen: { live: Release; both: Release } | undefined;
  return () => {
    const live = current();
    // The same release stays the same object: what was answered from it before is remembered with it.
    if (seen?.live !== live) {
      const find: Release['find'] = (path) => (path.startsWith(AT) ? editor.find(path.slice(AT.length)) : live.find(path));
      seen = { live, both: { ...live, find } };
    }
    return seen.both;
  };
};
