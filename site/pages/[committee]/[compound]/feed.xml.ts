import type { APIRoute } from 'astro';
import { asRss, compoundFeed } from '../../../channel/feeds.ts';
import { placeAt, placePaths } from '../../../place.ts';

export const getStaticPaths = placePaths;

export const GET: APIRoute = ({ params }) => asRss(compoundFeed(placeAt(params)));
