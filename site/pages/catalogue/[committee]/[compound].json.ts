import type { APIRoute } from 'astro';
import { placeAt, placePaths, sheetAt } from '../../../place.ts';

/** What the worker reads of a compound, through its ASSETS binding. */
export const getStaticPaths = placePaths;

export const GET: APIRoute = ({ params }) => {
  return Response.json(sheetAt(placeAt(params)));
};
