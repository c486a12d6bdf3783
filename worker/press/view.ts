import type { Context } from 'hono';
import { EMPTY_FORM, type FormState } from '../../domain/form.ts';
import type { PressTrouble } from '../../domain/press/intent.ts';
import { addressOf, itemAt } from '../../domain/press/kind.ts';
import { zhCN } from '../../domain/words/index.ts';
import type { PublicationPage } from '../../site/desk/press.ts';
import type { Duty } from '../duty.ts';
import type { Portal } from '../host.ts';
import { peopleBy } from '../records/people.ts';
import { noteLive, type Publication, wordsOf } from '../records/publications.ts';
import { type Kept, type Repository, RepositoryFault } from '../repository/repository.ts';
import { groundAt } from './ground.ts';
import { linesBetween } from './lines.ts';
import { liveAt, type Told } from './live.ts';
import { previewOf } from './preview.ts';
import { carryOut } from './publish.ts';
import { isOvertaken } from '../records/published.ts';
import { settleTap } from './write.ts';
import { readText } from './read.ts';
import { saidIn } from './said.ts';

/** ms after which a write is taken for one whose process died. */
const DIED = 5000;
/** ms after which a tap that was left in the middle may be the opposite of what holds by now. */
const DEAD = 120_000;
/** ms after which a page should long have been drawn. */
const SLOW = 30_000;

// Whoever only looks decides nothing anew: a tap is one word about a morning, and a later one may have taken it back.
const broughtOn = async (duty: Duty, repository: Repository, publication: Publication): Promise<Publication> => {
  const isTap = publication.intent.deed !== 'file';
  const isLate = isTap && (duty.now.real - publication.tappedAt > DEAD || (await isOvertaken(duty, publication)));
  return isLate ? settleTap(duty, repository, publication) : carryOut(duty, repository, publication);
};

/** A publication as it stands now: what was left in the middle is written, what everybody can read is noted as live. */
export const looked = async (
  c: Context<Portal>,
  duty: Duty,
  repository: Repository,
  publication: Publication,
): Promise<{ publication: Publication; told?: Told | undefined }> => {
  const died = publication.state === 'writing' && duty.now.real - publication.tappedAt > DIED;
  const now = died ? await broughtOn(duty, repository, publication) : publication;
  if (now.state !== 'written' && now.state !== 'live') return { publication: now };
  const told = (await liveAt(c, now)).find(({ path, blob }) => path === now.path && blob === now.blob);
  return { publication: told && now.state === 'written' ? await noteLive(duty, now, Date.now()) : now, told };
};

/** From the tap until everybody could read it, or until now, in seconds. */
export const secondsOf = ({ tappedAt, liveAt: at }: Publication): string => (((at ?? Date.now()) - tappedAt) / 1000).toFixed(1);

const readIf = (repository: Repository, path: string): Promise<{ kept?: Kept | undefined; unread?: PressTrouble | undefined }> =>
  repository.read(path).then(
    (kept) => ({ kept }),
    (error: unknown) => {
      if (error instanceof RepositoryFault) return { unread: error.trouble };
      throw error;
    },
  );

const UNDECIDED = ['waiting', 'objected', 'conflict'];

/** What its page shows. */
export const pageOf = async (
  c: Context<Portal>,
  duty: Duty,
  repository: Repository,
  { publication, told }: { publication: Publication; told?: Told | undefined },
  form: FormState = EMPTY_FORM,
): Promise<PublicationPage> => {
  const { id, title, message, state, trouble, urgent, by, second, expiresAt, intent, path, draftId, writtenAt } = publication;
  const names = await peopleBy(duty.store, [by, second]);
  const isOpen = UNDECIDED.includes(state);
  const { kept: theirs, unread } = isOpen ? await readIf(repository, path) : { kept: undefined, unread: undefined };
  const mine = intent.deed === 'file' ? intent.text : '';
  const valid = expiresAt !== null && expiresAt > duty.now.real;
  const item = itemAt(path);
  const ground = isOpen ? await groundAt(c, duty, publication) : undefined;
  const read = isOpen ? readText(path, mine) : undefined;
  const saidBy = (text: string): string => (ground ? saidIn(path, text, ground.voice) : text);
  return {
    ...{ id, title, message, state, trouble: trouble ?? undefined, urgent, path, form },
    ...{ seconds: secondsOf(publication), slow: Date.now() - (writtenAt ?? Date.now()) > SLOW, mine: by === duty.person.id },
    ...{ by: names.get(by)?.name ?? '', second: second ? names.get(second)?.name : undefined, words: await wordsOf(duty, publication) },
    until: valid ? zhCN.dates.moment(expiresAt + duty.town.clockOffset) : undefined,
    link: new URL(`/desk/press/publications/${id}`, duty.town.url || c.req.url).href,
    ...{
      href: item ? addressOf(item) : '/',
      group: told?.text,
      draft: draftId ?? undefined,
      isNew: theirs === undefined && !unread,
      unread,
    },
    diff: isOpen && !unread ? linesBetween(theirs ? saidBy(theirs.text) : '', saidBy(mine)) : [],
    preview: ground && read && item ? previewOf(duty, ground, read.filed, read.body, item.id) : undefined,
    bothNew: intent.deed === 'file' && intent.base === null,
    theirs: state === 'conflict' && !unread ? { text: theirs?.text, blob: theirs?.blob } : undefined,
  };
};
