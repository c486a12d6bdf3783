import type { APIRoute } from 'astro';
import { buildingFile } from '../../../../../domain/channel/events.ts';
import { compoundCalendar } from '../../../../channel/calendar.ts';
import { entryPaths, placeAt } from '../../../../place.ts';

export const getStaticPaths = () =>
  entryPaths('building', ({ compound }) => compound.buildings.map(({ id }) => ({ id: buildingFile(id) })));

export const GET: APIRoute = ({ params }) => {
  const place = placeAt(params);
  return compoundCalendar(place, place.compound.buildings.find(({ id }) => buildingFile(id) === params['building'])?.id);
};
