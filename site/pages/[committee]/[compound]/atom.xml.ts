import type { APIRoute } from 'astro';
import { asAtom, compoundFeed } from '../../../channel/feeds.ts';
import { placeAt, placePaths } from '../../../place.ts';

export const getStaticPaths = placePaths;

export const GET: APIRoute = ({ params }) => asAtom(compoundFeed(placeAt(params)));
