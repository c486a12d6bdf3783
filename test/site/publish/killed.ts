// A publisher to be killed: STORE REPOSITORY CLOCK
import { openPublisher } from '../../../site/publish/publisher.ts';

const [store = '', repository = '', clock = ''] = process.argv.slice(2);
const publisher = await openPublisher({ store, repository, env: { PORTAL_CLOCK: clock } });
process.send?.('begins');
await publisher.publish({ real: Date.parse('2026-11-24T09:00:00+08:00') });
publisher.close();
process.disconnect?.();
