import type { APIRoute } from 'astro';

/** The text of a file that is no page, for an address. */
export type TextAt = (params: Readonly<Record<string, string | undefined>>) => string;

const TYPES = {
  json: 'application/json',
  xml: 'application/xml; charset=utf-8',
  cap: 'application/cap+xml; charset=utf-8',
  ics: 'text/calendar; charset=utf-8',
};

/** Such a file as an endpoint of Astro's. What publishes takes the text as it is: a Response around it takes as long as most texts do. */
export const answering =
  (textAt: TextAt, type: keyof typeof TYPES): APIRoute =>
  ({ params }) =>
    new Response(textAt(params), { headers: { 'Content-Type': TYPES[type] } });
