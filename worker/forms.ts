import type { Day } from '../domain/clock.ts';
import { requestInput } from '../domain/request.ts';
import type { Sheet } from '../domain/sheet.ts';
import { signupInput } from '../domain/signup.ts';
import { zhCN } from '../domain/words/index.ts';

// To make a schema takes 0.4 ms, to use it a hundredth of that. A sheet stands for seconds at least: its forms with it.
const signupForms = new WeakMap<Sheet, ReturnType<typeof signupInput>>();
const requestForms = new WeakMap<Sheet['services'][number], { day: Day; form: ReturnType<typeof requestInput> }>();

/** What a resident of a compound sends to sign up. */
export const signupForm = (sheet: Sheet): ReturnType<typeof signupInput> => {
  const form = signupForms.get(sheet) ?? signupInput(sheet, zhCN);
  signupForms.set(sheet, form);
  return form;
};

/** What a resident sends to ask for a service of a sheet. @param day on which it is asked */
export const requestForm = (sheet: Sheet, service: Sheet['services'][number], day: Day): ReturnType<typeof requestInput> => {
  const kept = requestForms.get(service);
  const form = kept?.day === day ? kept.form : requestInput(sheet, service, zhCN, day);
  requestForms.set(service, { day, form });
  return form;
};
