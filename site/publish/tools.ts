import type { Occasion, Templates } from './draw.ts';
import type { Store } from './store.ts';

/** What the pages of one publication are drawn with, and where they are put. */
export interface Tools {
  /** The folder of releases, opened as `store`. */
  dir: string;
  store: Store;
  /** The folder of the templates, loaded as `templates`. */
  compiled: string;
  templates: Templates;
  occasion: Occasion;
}
