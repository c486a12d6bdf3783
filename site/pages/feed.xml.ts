import { asRss, townFeed } from '../channel/feeds.ts';

export const GET = () => asRss(townFeed());
