/// <reference types="astro/client" />

interface ImportMetaEnv {
  /** The templates are compiled by themselves, for whoever draws with them. */
  readonly TEMPLATES?: true;
}

declare namespace App {
  interface Locals {
    drawing?: import('./drawn.ts').Drawing;
  }
}
