import { jsonFeedOf } from '../../domain/channel/feed.ts';
import { answering, type TextAt } from '../answering.ts';
import { townFeed } from '../channel/feeds.ts';

export const textAt: TextAt = () => JSON.stringify(jsonFeedOf(townFeed()));
export const GET = answering(textAt, 'json');
