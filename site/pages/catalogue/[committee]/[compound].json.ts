import type { APIRoute } from 'astro';
import { sheetOf } from '../../../catalogue/sheet.ts';
import { placeAt, placePaths } from '../../../place.ts';
import { setting, town } from '../../../portal.ts';

/** What the worker reads of a compound, through its ASSETS binding. */
export const getStaticPaths = placePaths;

export const GET: APIRoute = ({ params }) => {
  const { committee, compound } = placeAt(params);
  return Response.json(sheetOf(town, committee, compound, setting));
};
