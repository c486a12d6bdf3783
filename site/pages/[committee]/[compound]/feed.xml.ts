import { rssOf } from '../../../../domain/channel/rss.ts';
import { answering, type TextAt } from '../../../answering.ts';
import { compoundFeed } from '../../../channel/feeds.ts';
import { placeAt, placePaths } from '../../../place.ts';

export const getStaticPaths = placePaths;

export const textAt: TextAt = (params) => rssOf(compoundFeed(placeAt(params)));
export const GET = answering(textAt, 'xml');
