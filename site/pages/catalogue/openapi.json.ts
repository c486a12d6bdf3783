import { apiDocument } from '../../../domain/api/document.ts';

/** Described once, with the pages: the Worker need not carry what draws schemas. */
export const GET = () => Response.json(apiDocument());
