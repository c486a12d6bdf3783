/** Before the editor of whole files, which is a page of its own. */
export interface EditorPages {
  /** Where somebody may go to who has a whole town. */
  'desk/editor': { ways: readonly { name: string; href: string }[] };
}
