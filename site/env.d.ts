/// <reference types="astro/client" />

interface ImportMetaEnv {
  /** The templates are compiled without a town, for whoever draws with them. */
  readonly TEMPLATES?: true;
}

declare namespace App {
  interface Locals {
    drawing?: import('./drawn.ts').Drawing;
  }
}

declare module 'virtual:astro:manifest' {
  export const manifest: { serverLike: boolean };
}

declare module '*.astro' {
  const component: Parameters<typeof import('astro/runtime/server/index.js').renderToString>[1];
  export default component;
}
