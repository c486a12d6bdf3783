import type { APIRoute } from 'astro';
import { asJson, compoundFeed } from '../../../channel/feeds.ts';
import { placeAt, placePaths } from '../../../place.ts';

export const getStaticPaths = placePaths;

export const GET: APIRoute = ({ params }) => asJson(compoundFeed(placeAt(params)));
