import type { APIRoute } from 'astro';
import { alertAnswer, alertsIn } from '../../../../../channel/alerts.ts';
import { compoundVoice } from '../../../../../channel/told.ts';
import { entryAt, entryPaths, placeAt } from '../../../../../place.ts';

export const getStaticPaths = () => entryPaths('notice', ({ compound }) => alertsIn(compound.notices));

export const GET: APIRoute = ({ params }) => {
  const place = placeAt(params);
  return alertAnswer(entryAt(place.compound.notices, params, 'notice'), compoundVoice(place));
};
