import type { SlotKind } from '../../domain/slot.ts';
import type { SignupState } from '../../domain/status.ts';
import type { Way } from './way.ts';

/** One sheet of a list on paper. */
export interface PaperSheet<Row> {
  about: string;
  rows: readonly Row[];
}

/** A list on paper: its sheets, and the address where it is newest. */
export interface PaperView<Row> {
  title: string;
  up: { href: string; name: string };
  newest: string;
  sheets: readonly PaperSheet<Row>[];
}

export interface TickSheetRow {
  /** A line that says what the empty ones below it are for. */
  caption?: string | undefined;
  number?: number | undefined;
  door: string;
  name?: string | undefined;
  last4?: string | undefined;
  state: SignupState;
}

/** `…/sheet`: to be ticked by hand. */
export interface TickSheetPage extends PaperView<TickSheetRow> {
  kind: SlotKind;
  /** Where all at once would be too many: one building at a time. */
  buildings: readonly Way[];
}

/** `/desk/slots/…/:slot/calls` */
export type CallSheetPage = PaperView<{ door: string; name?: string | undefined; phone?: string | undefined; was: string; now: string }>;
