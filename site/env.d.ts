/// <reference types="astro/client" />

declare namespace App {
  /** What the worker hands a page in `site/pages/answers`; each page takes the one of its name. */
  interface Locals {
    signup?: import('./answers.ts').SignupAnswer;
    request?: import('./answers.ts').RequestAnswer;
    receipt?: import('./answers.ts').ReceiptAnswer;
    correction?: import('./answers.ts').CorrectionAnswer;
    sorry?: import('./answers.ts').SorryAnswer;
  }
}
