import { answering, type TextAt } from '../../../../../answering.ts';
import { alertText, alertsIn } from '../../../../../channel/alerts.ts';
import { compoundVoice } from '../../../../../channel/told.ts';
import { entryAt, entryPaths, placeAt } from '../../../../../place.ts';

export const getStaticPaths = () => entryPaths('notice', ({ compound }) => alertsIn(compound.notices));

export const textAt: TextAt = (params) => {
  const place = placeAt(params);
  return alertText(entryAt(place.compound.notices, params, 'notice'), compoundVoice(place));
};
export const GET = answering(textAt, 'cap');
