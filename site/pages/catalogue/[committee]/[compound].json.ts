import { answering, type TextAt } from '../../../answering.ts';
import { placeAt, placePaths, sheetAt } from '../../../place.ts';

/** What the worker reads of a compound, through its ASSETS binding. */
export const getStaticPaths = placePaths;

export const textAt: TextAt = (params) => JSON.stringify(sheetAt(placeAt(params)));
export const GET = answering(textAt, 'json');
