import { answering, type TextAt } from '../../../../answering.ts';
import { alertText, alertsIn } from '../../../../channel/alerts.ts';
import { committeeVoice } from '../../../../channel/told.ts';
import { committeeAt, entryAt } from '../../../../place.ts';
import { drawnCommittees } from '../../../../portal.ts';

export const getStaticPaths = () =>
  [...drawnCommittees.values()].flatMap(({ id, notices }) =>
    alertsIn(notices).map((notice) => ({ params: { committee: id, notice: notice.id } })),
  );

export const textAt: TextAt = (params) => {
  const committee = committeeAt(params);
  return alertText(entryAt(committee.notices, params, 'notice'), committeeVoice(committee));
};
export const GET = answering(textAt, 'cap');
