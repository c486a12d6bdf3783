import { answering, type TextAt } from '../../../answering.ts';
import { calendarText } from '../../../channel/calendar.ts';
import { placeAt, placePaths } from '../../../place.ts';

export const getStaticPaths = placePaths;

export const textAt: TextAt = (params) => calendarText(placeAt(params));
export const GET = answering(textAt, 'ics');
