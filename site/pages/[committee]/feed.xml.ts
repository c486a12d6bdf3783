import type { APIRoute } from 'astro';
import { asRss, committeeFeed } from '../../channel/feeds.ts';
import { committeeAt, committeePaths } from '../../place.ts';

export const getStaticPaths = committeePaths;

export const GET: APIRoute = ({ params }) => asRss(committeeFeed(committeeAt(params)));
