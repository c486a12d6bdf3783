import type { FormState } from '../../domain/form.ts';
import type { Sheet } from '../../domain/sheet.ts';
import type { RequestLine } from './queue.ts';

/** `/desk/find` */
export interface FindPage {
  typed: string;
  searched: boolean;
  requests: readonly (RequestLine & { href?: string | undefined; slip: string })[];
  signups: readonly { href?: string | undefined; tag: string; title: string; when: string; door: string; name: string; state: string }[];
  many: boolean;
  places: readonly { committee: string; options: readonly { href: string; label: string }[] }[];
  /** The place whose doors are asked for. */
  sheet?: Sheet | undefined;
  form: FormState;
}
