import type { Found } from '../../../domain/chain.ts';
import type { FormState } from '../../../domain/form.ts';
import type { Option } from '../option.ts';
import type { HomeLine } from './home.ts';
import type { RunLine } from './run.ts';

/** `/desk/medicine/runs/<id>/outcomes`: one page of at most 25 drugs. */
export interface OutcomesPage {
  run: RunLine;
  page: number;
  pages: number;
  homes: readonly {
    id: string;
    home: HomeLine;
    drugs: readonly { id: string; name: string; strength?: string | undefined; asked: number; got: number; outcome?: Found | undefined }[];
    paid: string;
  }[];
  crew: readonly Option[];
  form: FormState;
}
