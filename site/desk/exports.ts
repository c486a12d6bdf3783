import type { Way } from './way.ts';

/** `/desk/exports` */
export interface ExportsPage {
  committees: readonly Way[];
  compounds: readonly { name: string; files: readonly { title: string; xlsx: string; csv: string; danger?: boolean }[] }[];
}
