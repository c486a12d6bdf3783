import { answering, type TextAt } from '../../../answering.ts';
import { alertText, alertsIn } from '../../../channel/alerts.ts';
import { townVoice } from '../../../channel/told.ts';
import { entryAt } from '../../../place.ts';
import { town } from '../../../portal.ts';

export const getStaticPaths = () => alertsIn(town.notices).map(({ id }) => ({ params: { notice: id } }));

export const textAt: TextAt = (params) => alertText(entryAt(town.notices, params, 'notice'), townVoice());
export const GET = answering(textAt, 'cap');
