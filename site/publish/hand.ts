import { on } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import type { Removals } from '../catalogue/removals.ts';
import { type Delivery, deliver, type Occasion } from './draw.ts';
import { openRepository } from './git.ts';
import { openStore } from './store.ts';
import { loadTemplates } from './templates.ts';

/** What a hand is given once: where to draw, and what is the same for every compound of the publication. */
export interface Bench {
  store: string;
  templates: string;
  repository: string;
  commit: string;
  prefix: string;
  removals: Removals;
  occasion: Occasion;
}

// A thread that draws beside the publisher's own. It is told whose compounds, and says what came of it, one order after the other.
if (parentPort) {
  const { store: dir, templates: compiled, repository, commit, prefix, removals, occasion }: Bench = workerData;
  const templates = await loadTemplates(compiled);
  const store = openStore(dir);
  const source = { repository: openRepository(repository), commit, prefix, removals };
  parentPort.once('close', () => source.repository.close());
  for await (const [order] of on(parentPort, 'message')) {
    const delivery: Delivery = await deliver(templates, store, source, occasion, order);
    parentPort.postMessage(delivery);
  }
}
