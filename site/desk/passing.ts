import type { FormState } from '../../domain/form.ts';
import type { Option } from './option.ts';
import type { Way } from './way.ts';

/** `/desk/requests/:id/passing-on` */
export interface PassingPage {
  id: string;
  title: string;
  from: string;
  /** The committee whose compounds are to be chosen from; the one that has it, to begin with. */
  committee: { id: string; name: string };
  options: readonly Option[];
  committees: readonly Way[];
  form: FormState;
}
