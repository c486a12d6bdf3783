/// <reference types="astro/client" />

interface ImportMetaEnv {
  /** The templates are compiled by themselves, for whoever draws with them. */
  readonly TEMPLATES?: true;
}

declare namespace App {
  /** What the worker hands a page that is drawn on demand: each takes the one of its name. */
  interface Locals extends Partial<import('./answers.ts').Answers>, Partial<import('./desk/pages.ts').DeskLocals> {}
}
