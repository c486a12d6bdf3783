import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { dayOf } from '../../domain/clock.ts';
import { type Fields, type FormState, faultsOf, treeOf } from '../../domain/form.ts';
import { requestInput } from '../../domain/request.ts';
import { mayCome, signupInput } from '../../domain/signup.ts';
import { zhCN } from '../../domain/words/index.ts';
import { type FormRefusal, refuseForm } from '../answers.ts';
import { isAway } from '../faults.ts';
import type { Host, Portal } from '../host.ts';
import { logError } from '../log.ts';
import { type Opened, viewIn } from '../opened.ts';
import type { Deal } from '../records/cancellations.ts';
import { correctRequest, correctSignup } from '../records/corrections.ts';
import type { RequestRecord, SignupRecord } from '../records/record.ts';
import { refuseDeed } from './deeds.ts';

const { asking } = zhCN;

/** A record's own data in its form. */
export const correctionForm = (
  host: Host,
  c: Context<Portal>,
  opened: Opened,
  four: string,
  form: FormState,
  status: ContentfulStatusCode,
) => host.render(c, 'answers/correction', { sheet: opened.sheet, receipt: viewIn(opened), four, form }, status);

type Saved = Deal | 'already' | { faults: FormState['faults'] };

const saveSignup = async ({ store, sheet, receipt, now }: Opened, record: SignupRecord, fields: Fields): Promise<Saved> => {
  const { slotId, slotKey } = record.row;
  const parsed = signupInput(sheet, zhCN).safeParse({ ...treeOf(fields), slot: slotId });
  if (!parsed.success) return { faults: faultsOf(parsed.error) };
  const slot = sheet.slots.find(({ key }) => key === slotKey);
  if (slot && !mayCome(slot, parsed.data.building)) return { faults: { building: asking.notYours } };
  return correctSignup(store, sheet, record, receipt, parsed.data, now);
};

const saveRequest = async ({ store, sheet, receipt, now }: Opened, record: RequestRecord, fields: Fields): Promise<Saved> => {
  const service = sheet.services.find(({ id }) => id === record.row.service);
  if (!service) return 'refused';
  const parsed = requestInput(sheet, service, zhCN, dayOf(record.row.askedAt)).safeParse(treeOf(fields));
  if (!parsed.success) return { faults: faultsOf(parsed.error) };
  return correctRequest(store, sheet, service, record, [receipt], parsed.data, now);
};

const isShift = (record: Opened['record']): boolean => record.recordKind === 'signup' && record.row.kind === 'post';

/** Checks a corrected form as the first one was, and stores it. @returns the refusal, or nothing when it was stored */
export const saveCorrection = async (
  host: Host,
  c: Context<Portal>,
  opened: Opened,
  fields: Fields,
  four: string,
): Promise<Response | undefined> => {
  const { record, sheet } = opened;
  const refuse = (refusal: FormRefusal) =>
    refuseForm(c, fields, sheet.phones, refusal, (form) => correctionForm(host, c, opened, four, form, refusal.status));
  try {
    const saved = await (record.recordKind === 'signup' ? saveSignup(opened, record, fields) : saveRequest(opened, record, fields));
    if (saved === 'done') return undefined;
    if (saved === 'refused') return await refuseDeed(host, c, opened);
    if (saved === 'overtaken') return await refuse({ status: 503, message: asking.busy });
    if (saved === 'already') return await refuse({ status: 409, message: isShift(record) ? asking.alreadyVolunteer : asking.already });
    return await refuse({ status: 422, faults: saved.faults });
  } catch (error) {
    if (!isAway(error)) throw error;
    logError(error);
    return refuse({ status: 503, message: asking.busy });
  }
};
