import type { Instant } from '../../../domain/clock.ts';
import type { Option } from '../option.ts';
import type { HomeLine } from './home.ts';

export interface InvoiceView {
  id: string;
  yuan: string;
  advanced: Option;
  run?: string | undefined;
  repaid?: { at: Instant; by: string } | undefined;
}

export interface MoneyRow {
  id: string;
  label: string;
  advanced: string;
  repaid: string;
  owed: string;
  count: number;
}

/** `/desk/medicine/money` */
export interface MoneyPage {
  members: readonly MoneyRow[];
  runs: readonly MoneyRow[];
  whole: MoneyRow;
  owed?: { member: string; name: string; invoices: readonly { id: string; yuan: string; at: Instant; home: HomeLine }[] } | undefined;
}
