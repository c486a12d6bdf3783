import type { Likeness } from '../../../domain/label.ts';
import type { RunLine } from './run.ts';

export interface LabelView {
  tag: string;
  url: string;
  name: string;
  committee: string;
  door: string;
  four: string;
  cold: boolean;
  like: Likeness;
}

/** `/desk/medicine/runs/<id>/labels` */
export interface LabelsPage {
  run: RunLine;
  pages: readonly (readonly LabelView[])[];
  /** Two sheets are printed at once: which two, and whether others follow. */
  page: number;
  more: boolean;
}
