import type { APIRoute } from 'astro';
import { asJson, committeeFeed } from '../../channel/feeds.ts';
import { committeeAt, committeePaths } from '../../place.ts';

export const getStaticPaths = committeePaths;

export const GET: APIRoute = ({ params }) => asJson(committeeFeed(committeeAt(params)));
