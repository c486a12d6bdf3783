import { asAtom, townFeed } from '../channel/feeds.ts';

export const GET = () => asAtom(townFeed());
