import type { Sheet } from '../../../domain/sheet.ts';
import type { Slot } from '../../../domain/slot.ts';
import { zhCN } from '../../../domain/words/index.ts';
import type { LineView } from '../../../site/desk/line.ts';
import type { Line } from '../../records/lines.ts';

const { signups: words } = zhCN.desk;

/** A slot in words: when and where. */
export const slotSaid = ({ startsAt, endsAt, place }: Pick<Slot, 'startsAt' | 'endsAt' | 'place'>): string =>
  words.slot(startsAt, endsAt, place);

/** A sign-up as a list shows it. */
export const lineView = ({ row, person, door }: Line): LineView => ({
  id: row.id,
  kind: row.kind,
  door: door || words.noBuilding,
  name: person?.name,
  phone: person?.phone,
  slot: slotSaid(row.slotWords),
  state: row.state,
  late: row.late,
});

/** A building in words. */
export const buildingSaid = ({ buildings }: Pick<Sheet, 'buildings'>, id: string | null): string =>
  id === null ? words.noBuilding : (buildings.find((one) => one.id === id)?.name ?? id);
