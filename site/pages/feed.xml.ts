import { rssOf } from '../../domain/channel/rss.ts';
import { answering, type TextAt } from '../answering.ts';
import { townFeed } from '../channel/feeds.ts';

export const textAt: TextAt = () => rssOf(townFeed());
export const GET = answering(textAt, 'xml');
