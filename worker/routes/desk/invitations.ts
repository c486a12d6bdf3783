import { Hono } from 'hono';
import { zhCN } from '../../../domain/words/index.ts';
import type { Host, Portal } from '../../host.ts';
import { scopeOf } from '../../records/grants.ts';
import { invitationAt } from '../../records/invitations.ts';
import { Refusal } from '../../refusal.ts';
import { scopeName, show } from './page.ts';
import { bound, param, type Rules } from './rules.ts';

export const INVITATION_RULES = {
  'GET /desk/invitations/:id': { right: 'people', of: 'invitation' },
} as const satisfies Rules;

/** The QR that the other one scans. */
export const invitationRoutes = (host: Host) => {
  const app = new Hono<Portal>({ strict: false });
  const { on } = bound(app, INVITATION_RULES);

  on('GET /desk/invitations/:id', async (c, duty) => {
    const invitation = await invitationAt(duty, param(c, 'id'));
    if (!invitation) throw new Refusal(404, zhCN.desk.shell.none);
    const { row, code, name } = invitation;
    const isOpen = row.usedAt === null && row.expiresAt > duty.now.real;
    const page = {
      ...{ name, role: row.role, scope: scopeName(duty.town, scopeOf(row)), used: row.usedAt !== null },
      url: isOpen ? new URL(`/desk/join/${code}`, duty.town.url || c.req.url).href : undefined,
      expiresAt: row.expiresAt + duty.town.clockOffset,
    };
    return show(host, c, duty, 'desk/invitation', page);
  });

  return app;
};
