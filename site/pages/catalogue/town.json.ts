import { answering, type TextAt } from '../../answering.ts';
import { committees, setting, town } from '../../portal.ts';

/** What is known where no compound is: whom to call, and which places there are. */
export const textAt: TextAt = () =>
  JSON.stringify({
    name: town.name,
    phones: town.phones,
    clockOffset: setting.clockOffset,
    url: setting.url,
    keep: town.keep,
    committees: committees.map(({ id, name, compounds }) => ({ id, name, compounds: compounds.map(({ id, name }) => ({ id, name })) })),
  });
export const GET = answering(textAt, 'json');
