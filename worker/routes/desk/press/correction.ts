import { type Context, Hono } from 'hono';
import { dayOf, timeOf } from '../../../../domain/clock.ts';
import { EMPTY_FORM, faultsOf, type FormState, treeOf } from '../../../../domain/form.ts';
import { itemAt } from '../../../../domain/press/kind.ts';
import { zhCN } from '../../../../domain/words/index.ts';
import type { Duty } from '../../../duty.ts';
import { field, fieldsIn, keyIn } from '../../../fields.ts';
import type { Host, Portal } from '../../../host.ts';
import { corrected, correctionInput } from '../../../press/correct.ts';
import { groundAt } from '../../../press/ground.ts';
import { publish } from '../../../press/publish.ts';
import { readText } from '../../../press/read.ts';
import { repositoryFor } from '../../../press/repository.ts';
import { Refusal } from '../../../refusal.ts';
import { RepositoryFault } from '../../../repository/repository.ts';
import { show } from '../page.ts';
import { bound, type Rules } from '../rules.ts';

export const CORRECTION_RULES = {
  'GET /desk/press/correction': { right: 'press' },
  'POST /desk/press/correction': { right: 'press' },
} as const satisfies Rules;

const { press: words, shell } = zhCN.desk;

const noticeAt = async (c: Context<Portal>, duty: Duty, path: string) => {
  const item = itemAt(path);
  if (item?.kind !== 'notice') throw new Refusal(400, zhCN.asking.unreadable);
  const ground = await groundAt(c, duty, item);
  const kept = await repositoryFor(c, duty)
    .read(path)
    .catch((error: unknown) => {
      throw error instanceof RepositoryFault ? new Refusal(503, words.unread[error.trouble]) : error;
    });
  const read = kept && readText(path, kept.text);
  if (!kept || read?.filed.kind !== 'notice') throw new Refusal(404, shell.none);
  return { ground, kept, notice: read.filed.file, body: read.body };
};

/** What was wrong in a notice stays in sight, with what is right. */
export const correctionRoutes = (host: Host) => {
  const app = new Hono<Portal>({ strict: false });
  const { on } = bound(app, CORRECTION_RULES);

  const showCorrection = (c: Context<Portal>, duty: Duty, path: string, found: Awaited<ReturnType<typeof noticeAt>>, form?: FormState) => {
    const { notice, body } = found;
    const page = { path, title: notice.title, body, urgent: notice.level === 'urgent', form: form ?? EMPTY_FORM, key: crypto.randomUUID() };
    return show(host, c, duty, 'desk/press/correction', page, { status: form ? 422 : 200 });
  };

  on('GET /desk/press/correction', async (c, duty) => {
    const path = c.req.query('path');
    return path ? showCorrection(c, duty, path, await noticeAt(c, duty, path)) : c.redirect('/desk/press', 303);
  });

  on('POST /desk/press/correction', async (c, duty) => {
    const fields = await fieldsIn(c);
    const path = field(fields, 'path');
    const found = await noticeAt(c, duty, path).catch((error: unknown) => {
      if (error instanceof Refusal && error.status === 503) return error;
      throw error;
    });
    // The notice can't be shown, but what was typed can.
    if (found instanceof Refusal) {
      const form = { ...EMPTY_FORM, values: fields, message: found.sentence };
      const page = { path, title: '', body: '', urgent: true, form, key: keyIn(fields) ?? crypto.randomUUID() };
      return show(host, c, duty, 'desk/press/correction', page, { status: 503 });
    }
    const input = correctionInput.safeParse(treeOf(fields));
    if (!input.success) return showCorrection(c, duty, path, found, { values: fields, faults: faultsOf(input.error) });
    const { town } = duty.now;
    const result = corrected(path, found.kept.text, input.data, { day: dayOf(town), at: timeOf(town) });
    if (!result) throw new Refusal(404, shell.none);
    if ('faults' in result) return showCorrection(c, duty, path, found, { ...EMPTY_FORM, values: fields, faults: result.faults });
    const publication = await publish(duty, repositoryFor(c, duty), {
      ...{ ...found.ground.place, kind: 'notice', path, title: found.notice.title, draftId: null },
      message: words.messages.corrected(found.ground.name, found.notice.title),
      intent: { deed: 'file', text: result.text, base: found.kept.blob },
      urgent: found.notice.level === 'urgent',
      reason: field(fields, 'reason').trim().slice(0, 200) || undefined,
      idem: `${duty.person.id}:${keyIn(fields) ?? `${path}:${duty.now.real}`}`,
    });
    return c.redirect(`/desk/press/publications/${publication.id}`, 303);
  });

  return app;
};
