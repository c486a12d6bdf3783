import { Hono } from 'hono';
import { zhCN } from '../../../domain/words/index.ts';
import type { Host, Portal } from '../../host.ts';
import { envelopesIn, sealCode, voidEnvelope } from '../../records/envelopes.ts';
import { peopleBy } from '../../records/people.ts';
import { Refusal } from '../../refusal.ts';
import { scopeName, show } from './page.ts';
import { bound, param, type Rules } from './rules.ts';

export const CODE_RULES = {
  'GET /desk/codes': { right: 'people' },
  'POST /desk/codes': { right: 'people' },
  'POST /desk/codes/:id/voiding': { right: 'people', of: 'envelope' },
} as const satisfies Rules;

/** Sealed codes: made, shown once for printing, voided. */
export const codeRoutes = (host: Host) => {
  const app = new Hono<Portal>({ strict: false });
  const { on } = bound(app, CODE_RULES);

  on('GET /desk/codes', async (c, duty) => {
    const rows = await envelopesIn(duty);
    const names = await peopleBy(
      duty.store,
      rows.flatMap(({ madeBy, usedBy }) => [madeBy, usedBy]),
    );
    const nameOf = (id: string | null) => (id && names.get(id)?.name) || '';
    const inTown = (at: number | null) => (at === null ? null : at + duty.town.clockOffset);
    const codes = rows.map(({ id, madeBy, madeAt, usedAt, usedBy, voidedAt }) => ({
      ...{ id, madeAt: madeAt + duty.town.clockOffset, madeBy: nameOf(madeBy) },
      ...{ usedAt: inTown(usedAt), usedBy: nameOf(usedBy), voided: voidedAt !== null },
    }));
    return show(host, c, duty, 'desk/codes', { scope: scopeName(duty.town, duty.scope), codes });
  });

  // The answer to the form shows the halves, and nothing does so again: they are kept as a hash.
  on('POST /desk/codes', async (c, duty) => {
    const { first, second } = await sealCode(duty, duty.scope);
    const url = new URL('/desk/emergency', duty.town.url || c.req.url).href;
    return show(host, c, duty, 'desk/code-sheet', { scope: scopeName(duty.town, duty.scope), halves: [first, second], url });
  });

  on('POST /desk/codes/:id/voiding', async (c, duty) => {
    const id = param(c, 'id');
    const here = (await envelopesIn(duty)).some((envelope) => envelope.id === id);
    if (!here) throw new Refusal(404, zhCN.desk.shell.none);
    await voidEnvelope(duty, id);
    return c.redirect('/desk/codes?said=p-voided', 303);
  });

  return app;
};
