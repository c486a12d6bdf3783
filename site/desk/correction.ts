import type { FormState } from '../../domain/form.ts';
import type { Sheet } from '../../domain/sheet.ts';

/** `/desk/requests/:id/correction` */
export interface RequestCorrectionPage {
  id: string;
  title: string;
  sheet: Sheet;
  service: string;
  form: FormState;
}
