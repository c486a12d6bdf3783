import { asAlertIndex, townFeed } from '../channel/feeds.ts';

export const GET = () => asAlertIndex(townFeed());
