import type { APIRoute } from 'astro';
import { alertAnswer, alertsIn } from '../../../../channel/alerts.ts';
import { committeeVoice } from '../../../../channel/told.ts';
import { committeeAt, entryAt } from '../../../../place.ts';
import { drawnCommittees } from '../../../../portal.ts';

export const getStaticPaths = () =>
  [...drawnCommittees.values()].flatMap(({ id, notices }) =>
    alertsIn(notices).map((notice) => ({ params: { committee: id, notice: notice.id } })),
  );

export const GET: APIRoute = ({ params }) => {
  const committee = committeeAt(params);
  return alertAnswer(entryAt(committee.notices, params, 'notice'), committeeVoice(committee));
};
