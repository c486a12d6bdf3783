import { asJson, townFeed } from '../channel/feeds.ts';

export const GET = () => asJson(townFeed());
