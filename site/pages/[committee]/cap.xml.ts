import type { APIRoute } from 'astro';
import { asAlertIndex, committeeFeed } from '../../channel/feeds.ts';
import { committeeAt, committeePaths } from '../../place.ts';

export const getStaticPaths = committeePaths;

export const GET: APIRoute = ({ params }) => asAlertIndex(committeeFeed(committeeAt(params)));
