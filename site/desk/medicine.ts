import type { Day } from '../../domain/clock.ts';
import type { CardsPage } from './medicine/card.ts';
import type { CasePage } from './medicine/case.ts';
import type { HomeList, HomeListPage } from './medicine/home.ts';
import type { LabelsPage } from './medicine/label.ts';
import type { MoneyPage } from './medicine/money.ts';
import type { NightPage, NightSheetPage, NightState } from './medicine/night.ts';
import type { OutcomesPage } from './medicine/outcomes.ts';
import type { RunLine, RunPage, RunsPage } from './medicine/run.ts';
import type { RunSheetPage } from './medicine/sheet.ts';

/** `/desk/medicine` */
export interface MedicinePage {
  tonight?: NightState | undefined;
  unclosed: readonly { id: string; day: Day }[];
  lists: readonly HomeList[];
  holders: readonly { name: string; count: number }[];
  runs: readonly RunLine[];
  totals: { open: number; free: number; bags: number; cards: number; owed: number };
}

export interface MedicinePages {
  'desk/medicine': MedicinePage;
  'desk/medicine/list': HomeListPage;
  'desk/medicine/cards': CardsPage;
  'desk/medicine/case': CasePage;
  'desk/medicine/runs': RunsPage;
  'desk/medicine/run': RunPage;
  'desk/medicine/outcomes': OutcomesPage;
  'desk/medicine/sheet': RunSheetPage;
  'desk/medicine/labels': LabelsPage;
  'desk/medicine/night': NightPage;
  'desk/medicine/night-sheet': NightSheetPage;
  'desk/medicine/money': MoneyPage;
}
