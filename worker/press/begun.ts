import type { Context } from 'hono';
import type { Fields, FormState } from '../../domain/form.ts';
import { itemAt, PRESS_KINDS } from '../../domain/press/kind.ts';
import { TEMPLATES } from '../../domain/press/start.ts';
import { zhCN } from '../../domain/words/index.ts';
import type { Duty } from '../duty.ts';
import { field } from '../fields.ts';
import type { Portal } from '../host.ts';
import type { NewDraft } from '../records/drafts.ts';
import { Refusal } from '../refusal.ts';
import { fromFile, fromTemplate, lastOf } from './begin.ts';
import { groundAt, placeTyped, reaches } from './ground.ts';
import { repositoryFor } from './repository.ts';

const { press: words } = zhCN.desk;

/** What is begun by a button of the first page, or why it can't be. @throws RepositoryFault where a file can't be read now */
export const begun = async (c: Context<Portal>, duty: Duty, fields: Fields): Promise<NewDraft | { faults: FormState['faults'] }> => {
  const repository = repositoryFor(c, duty);
  const path = field(fields, 'path');
  if (path) {
    const item = itemAt(path);
    if (!item || !reaches(duty, item)) throw new Refusal(404, zhCN.desk.shell.none);
    const draft = await fromFile(repository, path, duty, field(fields, 'begin') === 'again');
    return draft ?? { faults: { begin: words.trouble.gone } };
  }
  const [named, template = ''] = field(fields, 'begin').split(':');
  const kind = PRESS_KINDS.find((one) => one === named);
  if (!kind) return { faults: { begin: zhCN.errors.choose(words.fresh) } };
  const ground = await groundAt(c, duty, placeTyped(field(fields, 'place')));
  if (kind !== 'notice' && !ground.sheet) return { faults: { place: words.needsCompound } };
  if (template !== 'last')
    return fromTemplate(kind, (TEMPLATES[kind] as readonly string[]).find((one) => one === template) ?? 'blank', ground, duty);
  const last = await lastOf(c, ground, kind);
  return (last && (await fromFile(repository, last, duty, true))) || fromTemplate(kind, 'blank', ground, duty);
};
