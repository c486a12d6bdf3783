import { setting, town } from '../../portal.ts';

/** Whom to call where no compound is known. */
export const GET = () => Response.json({ name: town.name, phones: town.phones, clockOffset: setting.clockOffset, url: setting.url });
