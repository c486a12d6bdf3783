import type { RunLine } from './run.ts';

export interface SheetHome {
  tag: string;
  name: string;
  place: string;
  cardOut: boolean;
  drugs: readonly { name: string; strength?: string | undefined; asked: number; cold: boolean }[];
}

/** `/desk/medicine/runs/<id>/sheet` */
export interface RunSheetPage {
  run: RunLine;
  pages: readonly (readonly SheetHome[])[];
  homes: number;
  boxes: number;
  newest: string;
}
