import type { Context } from 'hono';
import type { Agreer } from '../../../domain/chain.ts';
import { isSettled } from '../../../domain/chain.ts';
import { addDays, dayOf } from '../../../domain/clock.ts';
import { isCold } from '../../../domain/medicine.ts';
import { yuanOf } from '../../../domain/money.ts';
import { isEnded } from '../../../domain/status.ts';
import { tagOf, tagSpoken } from '../../../domain/tag.ts';
import { zhCN } from '../../../domain/words/index.ts';
import type { CardView } from '../../../site/desk/medicine/card.ts';
import type { CaseView } from '../../../site/desk/medicine/case.ts';
import type { DrugView } from '../../../site/desk/medicine/drug.ts';
import type { InvoiceView } from '../../../site/desk/medicine/money.ts';
import type { Option } from '../../../site/desk/option.ts';
import type { Duty } from '../../duty.ts';
import type { Portal } from '../../host.ts';
import { type Card, cardsOf, doorOfCard } from '../../records/cards.ts';
import { crewFrom, crewIn } from '../../records/crew.ts';
import { custodyOf, isClosing } from '../../records/custody.ts';
import { type FindingRow, findingsOf, substituteOf } from '../../records/findings.ts';
import { type Invoice, invoicesOf } from '../../records/invoices.ts';
import { drugsOf, type Item } from '../../records/items.ts';
import { namesOf, peopleIn } from '../../records/people.ts';
import type { RequestRecord } from '../../records/record.ts';
import { ownRuns, type Run, runsOn } from '../../records/runs.ts';
import { addressDoor } from './doors.ts';
import { pharmacyOf } from './hospitals.ts';
import { crewOptions } from './runlines.ts';

const { medicine: words } = zhCN.desk;

type Names = ReadonlyMap<string, { name: string }>;

/** A run in words: `4月17日 区中心医院`. */
export const runWords = ({ day, hospital }: Pick<Run, 'day' | 'hospital'>): string => words.run.label(zhCN.dates.date(day), hospital);

export const runOption = (run: Run): Option => ({ value: run.id, label: runWords(run) });

const runLabel = (runs: ReadonlyMap<string, Run>, id: string | null): string | undefined => {
  if (id === null) return undefined;
  const run = runs.get(id);
  return run ? runWords(run) : words.case.unknownRun;
};

const findingView = async (duty: Duty, row: FindingRow, runs: ReadonlyMap<string, Run>, names: Names) => {
  const substitute = await substituteOf(duty.store, row);
  const agreed = (who: Agreer) => words.finding.agreers[who];
  return {
    ...{ at: row.at, by: names.get(row.by)?.name ?? '', outcome: row.outcome, got: row.got, run: runLabel(runs, row.runId) },
    substitute: substitute && { what: substitute.what, agreed: agreed(substitute.agreed) },
  };
};

const drugViews = async (
  c: Context<Portal>,
  duty: Duty,
  items: readonly Item[],
  found: readonly FindingRow[],
  runs: ReadonlyMap<string, Run>,
  names: Names,
): Promise<DrugView[]> => {
  const { drugs: lists } = await pharmacyOf(c, duty);
  return Promise.all(
    items.map(async (item) => {
      const [drug] = await drugsOf(duty.store, [item]);
      const { id, got, days, queue, state, runId } = item;
      const label = runLabel(runs, runId);
      return {
        ...{ id, got, days, queue, state },
        name: drug?.name ?? words.case.erased,
        strength: drug?.strength,
        asked: drug?.amount ?? 0,
        cold: drug ? isCold(drug.name, lists) : false,
        run: label === undefined ? undefined : { id: runs.get(runId ?? '')?.id, label },
        findings: await Promise.all(found.filter(({ itemId }) => itemId === id).map((row) => findingView(duty, row, runs, names))),
      };
    }),
  );
};

const cardView = async (duty: Duty, card: Card, runs: ReadonlyMap<string, Run>, names: Names): Promise<CardView> => ({
  holder: names.get(card.holder)?.name ?? '',
  collectedBy: names.get(card.collectedBy)?.name ?? '',
  collectedAt: card.collectedAt,
  out: card.returnedAt === null,
  run: runLabel(runs, card.runId),
  returnedBy: card.returnedBy === null ? undefined : (names.get(card.returnedBy)?.name ?? ''),
  returnedAt: card.returnedAt ?? undefined,
  door: await doorOfCard(duty.store, card),
});

const invoiceView = (invoice: Invoice, runs: ReadonlyMap<string, Run>, names: Names): InvoiceView => ({
  id: invoice.id,
  yuan: yuanOf(invoice.fen),
  advanced: { value: invoice.advancedBy, label: names.get(invoice.advancedBy)?.name ?? '' },
  run: runLabel(runs, invoice.runId),
  repaid: invoice.repaidAt === null ? undefined : { at: invoice.repaidAt, by: names.get(invoice.repaidBy ?? '')?.name ?? '' },
});

/** Where a team's run does not reach, the town's own has it. */
const isElsewhere = (items: readonly Item[], runs: ReadonlyMap<string, Run>): boolean =>
  items.some(({ runId }) => runId !== null && !runs.has(runId));

/** Everything about the medicine of one request, opened: the caller notes that somebody looked. */
export const caseOf = async (c: Context<Portal>, duty: Duty, record: RequestRecord, refused?: CaseView['refused']): Promise<CaseView> => {
  const { store, now, scope } = duty;
  const { row, items } = record;
  const today = dayOf(now.town);
  const there = { town: scope.town, committee: row.committee, compound: row.compound };
  const [cards, found, invoices, able, near] = await store.db.batch([
    cardsOf(store, row.id),
    findingsOf(store, row.id),
    invoicesOf(store, row.id),
    crewIn(duty, there),
    runsOn(duty, [today, addDays(today, 1)]),
  ]);
  const [named, known] = await store.db.batch([
    ownRuns(
      duty,
      [...items, ...cards, ...found, ...invoices].map(({ runId }) => runId),
    ),
    peopleIn(store, [
      ...cards.flatMap(({ holder, collectedBy, returnedBy }) => [holder, collectedBy, returnedBy]),
      ...found.map(({ by }) => by),
      ...invoices.flatMap(({ advancedBy, repaidBy }) => [advancedBy, repaidBy]),
    ]),
  ]);
  const [addressed, crew, names] = await Promise.all([addressDoor(c, duty, row), crewFrom(store, there, able), namesOf(store, known)]);
  const runs = new Map([...named, ...near].map((run): [string, Run] => [run.id, run]));
  // A run that has not left yet found nothing out.
  const hasLeft = (id: string | null): boolean => {
    const run = id === null ? undefined : runs.get(id);
    return run !== undefined && (run.state !== 'planned' || run.day <= today);
  };
  const custody = custodyOf(record);
  const open = !isEnded(row.state) && !isClosing(row) && row.erasedAt === null;
  const answer = addressed.input?.['card'];
  const answers: Readonly<Record<string, string>> = words.case.cardAnswer;
  return {
    ...{
      id: row.id,
      tag: tagSpoken(tagOf(row.id)),
      name: addressed.name,
      phone: addressed.phone,
      place: addressed.place,
      door: addressed.door,
    },
    ...{ askedAt: row.askedAt, dueAt: row.dueAt, state: row.state, urgent: row.urgent },
    overdue: row.endedAt === null && row.dueAt < now.town,
    closing: isClosing(row),
    erased: row.erasedAt !== null,
    ended: isEnded(row.state),
    mixed: new Set(items.map(({ queue }) => queue)).size > 1,
    cardAnswer: typeof answer === 'string' ? answers[answer] : undefined,
    otherTeam: isElsewhere(items, runs),
    drugs: await drugViews(c, duty, items, found, runs, names),
    cards: await Promise.all(cards.map((card) => cardView(duty, card, runs, names))),
    invoices: invoices.map((invoice) => invoiceView(invoice, runs, names)),
    totalYuan: yuanOf(invoices.reduce((sum, { fen }) => sum + fen, 0)),
    rest: items.filter((item) => !isSettled(item)).length,
    // What was delivered is over, but for its card: a stray tap must not begin it anew.
    can: { collect: open && !custody.card && row.state !== 'delivered', find: open && row.state !== 'delivered', deliver: custody.bag },
    me: duty.person.id,
    crew: crewOptions(crew),
    runs: [...runs.values()].map(runOption),
    cardRun: items.find(({ runId }) => runId !== null && runs.has(runId))?.runId ?? '',
    likelyRun: items.find(({ runId }) => hasLeft(runId))?.runId ?? '',
    left: [...runs.keys()].filter(hasLeft),
    refused,
  };
};
