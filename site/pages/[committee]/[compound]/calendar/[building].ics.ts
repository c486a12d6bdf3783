import { answering, type TextAt } from '../../../../answering.ts';
import { buildingFile } from '../../../../../domain/channel/events.ts';
import { calendarText } from '../../../../channel/calendar.ts';
import { entryPaths, placeAt } from '../../../../place.ts';

export const getStaticPaths = () =>
  entryPaths('building', ({ compound }) => compound.buildings.map(({ id }) => ({ id: buildingFile(id) })));

export const textAt: TextAt = (params) => {
  const place = placeAt(params);
  return calendarText(place, place.compound.buildings.find(({ id }) => buildingFile(id) === params['building'])?.id);
};
export const GET = answering(textAt, 'ics');
