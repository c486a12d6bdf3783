import { findingInput } from '../../../domain/chain.ts';
import { faultsOf, type Fields } from '../../../domain/form.ts';
import { fenTyped } from '../../../domain/money.ts';
import { clean } from '../../../domain/typed.ts';
import { zhCN } from '../../../domain/words/index.ts';
import type { Option } from '../../../site/desk/option.ts';
import type { Duty } from '../../duty.ts';
import { field } from '../../fields.ts';
import { type FindingRow, type Found, latestOf } from '../../records/findings.ts';
import { drugsOf, type Item } from '../../records/items.ts';

const { medicine: words } = zhCN.desk;

const FIELDS = ['outcome', 'got', 'what', 'agreed'] as const;

/** The fields of one drug, as the schema of a finding reads them; blank ones dropped. */
const fieldsOf = (fields: Fields, itemId: string): Record<string, string> =>
  Object.fromEntries(
    FIELDS.map((name): [string, string] => [name, clean(field(fields, `${name}.${itemId}`))]).filter(([, typed]) => typed !== ''),
  );

/** What was typed for one home, as far as it is new: the same form sent twice finds nothing new. */
export const foundIn = async (duty: Duty, fields: Fields, items: readonly Item[], before: readonly FindingRow[]) => {
  const faults: Record<string, string> = {};
  const found: Found[] = [];
  for (const item of items) {
    const typed = fieldsOf(fields, item.id);
    if (!typed['outcome']) continue;
    const [drug] = await drugsOf(duty.store, [item]);
    const parsed = findingInput(drug?.amount ?? 1, zhCN).safeParse(typed);
    if (!parsed.success) {
      for (const [name, fault] of Object.entries(faultsOf(parsed.error))) faults[`${name}.${item.id}`] = fault;
      continue;
    }
    const last = latestOf(before, item.id);
    const isSame = last?.outcome === parsed.data.outcome && last.got === parsed.data.got;
    if (!isSame) found.push({ itemId: item.id, finding: parsed.data });
  }
  return { faults, found };
};

/** What was paid for one home, in fen, and who advanced it; neither where no sum was typed. */
export const paidIn = (fields: Fields, id: string, crew: readonly Option[]) => {
  const typed = clean(field(fields, `yuan.${id}`));
  if (typed === '') return { faults: {} };
  const fen = fenTyped(typed);
  const advancedBy = crew.find(({ value }) => value === field(fields, `advanced.${id}`))?.value;
  const faults = {
    ...(fen === undefined && { [`yuan.${id}`]: words.invoice.yuanWrong }),
    ...(!advancedBy && { [`advanced.${id}`]: words.invoice.advancedNeeded }),
  };
  return fen !== undefined && advancedBy ? { advance: { fen, advancedBy }, faults } : { faults };
};
