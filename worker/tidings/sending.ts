import { zhCN } from '../../domain/words/index.ts';
import type { Bindings } from '../host.ts';
import { logError } from '../log.ts';
import { addressOf, type Channel } from '../records/channels.ts';
import { claim, drop, type Due, dueAll, noteOutcome, roomIn, type Sending, stops, textOf } from '../records/sendings.ts';
import type { Store } from '../records/store.ts';
import { deliver } from './deliver.ts';
import type { Address, Outcome } from './message.ts';

const { tidings: w } = zhCN.desk;

type Wire = Pick<Bindings, 'CHANNEL_HOSTS' | 'MAIL'>;

/** Sends one message that was claimed, and writes down what came of it. */
const sendClaimed = async (env: Wire, store: Store, to: Address, mine: Sending): Promise<Outcome> => {
  const { id, title, subject, revision, urgent, repeat } = mine;
  const text = await textOf(store, mine);
  const outcome = await deliver(env, to, { title, text, repeat, key: id, at: Date.now(), about: { subject, revision, urgent } });
  await noteOutcome(store, mine, outcome, Date.now());
  return outcome;
};

const sendIn = async (env: Wire, store: Store, channel: Channel, due: readonly Due[]): Promise<number> => {
  const to = await addressOf(store, channel);
  let sent = 0;
  // One after the other: they arrive in their order, and the robot counts.
  for (const sending of due) {
    const mine = await claim(store, sending, Date.now());
    if (!mine) continue;
    const outcome = await sendClaimed(env, store, to, mine);
    if (outcome.fault === undefined) sent++;
    if (stops(outcome)) break;
  }
  return sent;
};

/** What of that which is due is looked at. */
interface Narrowing {
  /** Which of it nobody is to be told any more. */
  unwanted?: (due: readonly Due[]) => Promise<ReadonlySet<string>>;
  /** Only what is about these. */
  subjects?: readonly string[];
}

/** Sends what is due, every channel for itself: one that does not answer keeps nobody else waiting. @returns how many were sent */
export const sendDue = async (
  env: Wire,
  store: Store,
  channels: readonly Channel[],
  { unwanted, subjects }: Narrowing = {},
): Promise<number> => {
  const at = Date.now();
  const due = await dueAll(store, at, subjects);
  if (due.length === 0) return 0;
  const over = await unwanted?.(due);
  const isOver = ({ id, overtaken }: Due): boolean => overtaken === 1 || over?.has(id) === true;
  await drop(
    store,
    due.filter(isOver).map(({ id }) => id),
    at,
  );
  const byChannel = Map.groupBy(
    due.filter((one) => !isOver(one)),
    ({ channelId }) => channelId,
  );
  const open = channels.filter(({ id }) => byChannel.has(id));
  if (open.length === 0) return 0;
  const room = await roomIn(
    store,
    open.map(({ id }) => id),
    at,
  );
  const sent = await Promise.all(
    open.map((channel) =>
      sendIn(env, store, channel, (byChannel.get(channel.id) ?? []).slice(0, room(channel.id))).catch((error: unknown) => {
        logError(error);
        return 0;
      }),
    ),
  );
  return sent.reduce((sum, one) => sum + one, 0);
};

/** Sends a word to see whether it arrives: now, and past the queue. */
export const tryOut = (env: Wire, to: Address, name: string): Promise<Outcome> => {
  const about = { subject: 'trial', revision: '', urgent: false };
  return deliver(env, to, { title: w.trialTitle, text: w.trial(name), key: crypto.randomUUID(), repeat: false, at: Date.now(), about });
};
