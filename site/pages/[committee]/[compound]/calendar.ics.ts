import type { APIRoute } from 'astro';
import { compoundCalendar } from '../../../channel/calendar.ts';
import { placeAt, placePaths } from '../../../place.ts';

export const getStaticPaths = placePaths;

export const GET: APIRoute = ({ params }) => compoundCalendar(placeAt(params));
