import type { RequestCorrectionPage } from './correction.ts';
import type { EntryStartPage, RequestEntryPage } from './entry.ts';
import type { FindPage } from './find.ts';
import type { PassingPage } from './passing.ts';
import type { NarrowingPage, QueuePage } from './queue.ts';
import type { RecordPage } from './record.ts';
import type { RequestSlipPage } from './slip.ts';

export interface RequestsPages {
  'desk/queue': QueuePage;
  'desk/narrowing': NarrowingPage;
  'desk/record': RecordPage;
  'desk/correction': RequestCorrectionPage;
  'desk/passing': PassingPage;
  'desk/entry-start': EntryStartPage;
  'desk/entry': RequestEntryPage;
  'desk/find': FindPage;
  'desk/slip': RequestSlipPage;
}
