import { parentPort, workerData } from 'node:worker_threads';
import type { Committee } from '../catalogue/catalogue.ts';
import type { Removals } from '../catalogue/removals.ts';
import { type DrawnCompound, drawCompounds, type Occasion, type Wanted } from './draw.ts';
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

/** One committee's compounds to draw. */
export interface Order {
  committee: Committee;
  compounds: readonly Wanted[];
}

/** What was drawn, or why it could not be; `written` counts files. */
export interface Delivery {
  drawn: DrawnCompound[];
  written: number;
}

// One of several threads that draw. It is told whose compounds, and says what came of it.
if (parentPort) {
  const port = parentPort;
  const { store: dir, templates: compiled, repository, commit, prefix, removals, occasion }: Bench = workerData;
  const templates = await loadTemplates(compiled);
  const store = openStore(dir);
  const source = { repository: openRepository(repository), commit, prefix, removals };
  port.on('message', async ({ committee, compounds }: Order) => {
    const before = store.written();
    const drawn: DrawnCompound[] = [];
    for await (const one of drawCompounds(templates, store, source, occasion, committee, compounds)) drawn.push(one);
    port.postMessage({ drawn, written: store.written() - before } satisfies Delivery);
  });
  port.once('close', () => source.repository.close());
}
