import { zhCN } from '../../domain/words/index.ts';
import { Refusal } from '../refusal.ts';
import { verdictOn } from '../repository/check.ts';
import { editBody, editText } from '../repository/markdown/edit.ts';
import { bodyText, fileText } from '../repository/markdown/file.ts';
import { KINDS } from '../repository/markdown/kinds.ts';
import { ordered } from '../repository/markdown/order.ts';
import type { Value } from '../repository/markdown/spelling.ts';
import type { Repository } from '../repository/repository.ts';
import { changesBetween } from './changes.ts';

const { editor } = zhCN.desk;

/** The schemas make nothing else. */
const asValue = (value: unknown): Value => value as Value;

/**
 * What is kept of a file that the editor sends: the file as it is, with only the fields that were changed; a new one as a person
 * would have written it.
 * @param before the text that it was made from, if there was one
 * @throws Refusal 422 with the sentences of the catalogue, which would set it aside
 */
export const keptText = async (
  repository: Pick<Repository, 'read'>,
  path: string,
  sent: string,
  before: string | undefined,
): Promise<string> => {
  const now = await verdictOn(repository, path, sent);
  if ('faults' in now) {
    const sentences = now.faults.map(({ message, field }) => (field ? `${message}（${field}）` : message));
    throw new Refusal(422, editor.faulty(path, sentences.join('；')));
  }
  const schema = KINDS[now.kind];
  const old = before === undefined ? undefined : await verdictOn(repository, path, before);
  if (before === undefined || !old || 'faults' in old || old.kind !== now.kind) return fileText(now.kind, now.value as never, now.body);
  const changes = changesBetween(ordered(schema, asValue(old.value)), ordered(schema, asValue(now.value)));
  const edited = editText(before, changes);
  return bodyText(now.body) === bodyText(old.body) ? edited : editBody(edited, now.body);
};
