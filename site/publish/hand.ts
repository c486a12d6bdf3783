import { on } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import { type Delivery, deliver, type Occasion } from './draw.ts';
import { closeSource, type SourceName, sourceOf } from './folder.ts';
import { type KeeperName, keeperOf } from './keeper.ts';
import { loadTemplates } from './templates.ts';

/** What a hand is given once: from what to draw and where to, and what is the same for every compound of the publication. */
export interface Bench {
  from: SourceName;
  into: KeeperName;
  templates: string;
  occasion: Occasion;
}

// A thread that draws beside the publisher's own. It is told whose compounds, and says what came of it, one order after the other.
if (parentPort) {
  const { from, into, templates: compiled, occasion }: Bench = workerData;
  const templates = await loadTemplates(compiled);
  const source = sourceOf(from);
  const keeper = keeperOf(into);
  parentPort.once('close', () => closeSource(source));
  for await (const [order] of on(parentPort, 'message')) {
    const delivery: Delivery = await deliver(templates, keeper, source, occasion, order);
    parentPort.postMessage(delivery);
  }
}
