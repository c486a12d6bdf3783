import type { APIRoute } from 'astro';
import { alertAnswer, alertsIn } from '../../../channel/alerts.ts';
import { townVoice } from '../../../channel/told.ts';
import { entryAt } from '../../../place.ts';
import { town } from '../../../portal.ts';

export const getStaticPaths = () => alertsIn(town.notices).map(({ id }) => ({ params: { notice: id } }));

export const GET: APIRoute = ({ params }) => alertAnswer(entryAt(town.notices, params, 'notice'), townVoice());
