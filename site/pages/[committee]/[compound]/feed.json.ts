import { jsonFeedOf } from '../../../../domain/channel/feed.ts';
import { answering, type TextAt } from '../../../answering.ts';
import { compoundFeed } from '../../../channel/feeds.ts';
import { placeAt, placePaths } from '../../../place.ts';

export const getStaticPaths = placePaths;

export const textAt: TextAt = (params) => JSON.stringify(jsonFeedOf(compoundFeed(placeAt(params))));
export const GET = answering(textAt, 'json');
