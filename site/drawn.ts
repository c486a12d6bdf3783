import type { Answers } from './answers/answers.ts';
import type { DeskProps } from './desk/pages.ts';

/** The pages that are drawn on demand, by their file, with what each one shows. */
export type Drawn = Answers & DeskProps;

/** What the worker hands the one route that draws them. */
export interface Drawing {
  name: keyof Drawn;
  props: Drawn[keyof Drawn];
}
