import type { APIRoute } from 'astro';
import { asAtom, committeeFeed } from '../../channel/feeds.ts';
import { committeeAt, committeePaths } from '../../place.ts';

export const getStaticPaths = committeePaths;

export const GET: APIRoute = ({ params }) => asAtom(committeeFeed(committeeAt(params)));
