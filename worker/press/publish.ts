import { dayOf, type Instant, timeOf } from '../../domain/clock.ts';
import { pathOf } from '../../domain/press/kind.ts';
import { zhCN } from '../../domain/words/index.ts';
import type { Duty } from '../duty.ts';
import { type Draft, dropDraft } from '../records/drafts.ts';
import { intend, type Intended } from '../records/intending.ts';
import type { Publication } from '../records/publications.ts';
import type { Repository } from '../repository/repository.ts';
import type { Filed } from './check.ts';
import type { PressGround } from './ground.ts';
import { changedText, newText } from './text.ts';
import { writeOut } from './write.ts';

const { press: words } = zhCN.desk;

const monthAndDay = (day: string): string => day.slice(5).replace('-', '');

/** What a new file is called: a round by its day, for there is one a day; all else by when it was written. */
export const newId = ({ kind, file }: Filed, now: Instant): string =>
  kind === 'round' ? monthAndDay(file.day) : `${monthAndDay(dayOf(now))}-${timeOf(now).replace(':', '')}`;

/** Writes what is intended, unless it waits for somebody or was done already; its draft goes once it is written. */
export const carryOut = async (duty: Duty, repository: Repository, publication: Publication): Promise<Publication> => {
  if (publication.state !== 'writing' && publication.state !== 'failed') return publication;
  const done = await writeOut(duty, repository, publication);
  if (done.state === 'written' && done.draftId) await dropDraft(duty, done.draftId);
  return done;
};

/** Publishes what is intended. */
export const publish = async (duty: Duty, repository: Repository, intended: Intended): Promise<Publication> =>
  carryOut(duty, repository, await intend(duty, intended));

/**
 * What a draft that passed is to become.
 * @param reason why it goes out without a second person, where it is urgent
 * @throws RepositoryFault where the file that it changes can't be read now
 */
export const intendedFrom = async (
  { now }: Duty,
  repository: Repository,
  { place, name }: PressGround,
  draft: Draft,
  { filed, body }: { filed: Filed; body: string },
): Promise<Omit<Intended, 'idem' | 'reason'>> => {
  const { title } = filed.file;
  const shared = {
    ...{ ...place, kind: filed.kind, title, draftId: draft.id },
    urgent: filed.kind === 'notice' && filed.file.level === 'urgent',
  };
  if (draft.path === null) {
    const path = pathOf({ ...place, kind: filed.kind, id: newId(filed, now.town) });
    const message = words.messages.file(name, words.kinds[filed.kind], title);
    return { ...shared, path, message, intent: { deed: 'file', text: newText(filed, body), base: null } };
  }
  const kept = await repository.read(draft.path);
  const text = kept ? changedText(draft.path, kept.text, filed, body) : newText(filed, body);
  return { ...shared, path: draft.path, message: words.messages.changed(name, title), intent: { deed: 'file', text, base: draft.base } };
};
