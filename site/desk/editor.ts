/** The editor of whole files. */
export interface EditorPages {
  /** Where somebody may go to who has a whole town. */
  'desk/editor': { ways: readonly { name: string; href: string }[] };
  /** The editor itself, in a page of its own. */
  'desk/editing': { at: string };
}
