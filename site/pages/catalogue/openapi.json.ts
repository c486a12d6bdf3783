import { apiDocument } from '../../../domain/api/document.ts';
import { answering, type TextAt } from '../../answering.ts';

/** Described once, with the pages: the Worker need not carry what draws schemas. */
export const textAt: TextAt = () => JSON.stringify(apiDocument());
export const GET = answering(textAt, 'json');
