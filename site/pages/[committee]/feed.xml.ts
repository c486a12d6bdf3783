import { rssOf } from '../../../domain/channel/rss.ts';
import { answering, type TextAt } from '../../answering.ts';
import { committeeFeed } from '../../channel/feeds.ts';
import { committeeAt, committeePaths } from '../../place.ts';

export const getStaticPaths = committeePaths;

export const textAt: TextAt = (params) => rssOf(committeeFeed(committeeAt(params)));
export const GET = answering(textAt, 'xml');
