import { OPENING_PATH, signUpFor } from './forms.ts';
import { OPENING, PLACE, PLACES } from './town.ts';

// Five thousand people of one committee within ten minutes, the worst ten seconds at eight times the mean.
const PEOPLE = 5000;
const MINUTES = 10;
const WORST = 8;
const SECONDS = 10;
const MEAN = PEOPLE / (MINUTES * 60);
// Ten quiet seconds, the worst ten, ten quiet ones.
const CURVE = [MEAN, MEAN * WORST, MEAN];

/** How the opening went. */
export interface Opened {
  people: number;
  requests: number;
  /** How long the slowest of a hundred answers took, ms. */
  p99: number;
  /** Answers that were neither a place nor a word of refusal. */
  wrong: number;
  signedUp: number;
  full: number;
  /** Places given beyond those that there are, and sign-ups that no slot counts. */
  oversold: number;
}

interface Slots {
  slots: Record<string, { capacity: number; left: number }>;
}

const takenIn = async (address: string): Promise<{ taken: number; beyond: number }> => {
  const { slots }: Slots = await (await fetch(`${address}/api/slots${PLACE}`)).json();
  const ours = Object.entries(slots).filter(([key]) => key.startsWith(`supply/${OPENING}/`));
  return {
    taken: ours.reduce((sum, [, { capacity, left }]) => sum + capacity - left, 0),
    beyond: ours.filter(([, { left }]) => left < 0).length,
  };
};

/** Everybody opens the page, its style and script, signs up, and looks at the receipt: when their time comes, whether others are served or not. */
export const open = async (address: string): Promise<Opened> => {
  const took: number[] = [];
  const counts = { people: 0, requests: 0, wrong: 0, signedUp: 0, full: 0 };
  const ask = async (path: string, init: RequestInit = {}): Promise<{ status: number; text: string; location: string }> => {
    const started = performance.now();
    counts.requests++;
    const answer = await fetch(address + path, { redirect: 'manual', ...init });
    const text = await answer.text();
    took.push(performance.now() - started);
    return { status: answer.status, text, location: answer.headers.get('location') ?? '' };
  };
  const person = async (nth: number): Promise<void> => {
    const page = await ask(`${PLACE}/supplies/${OPENING}/`);
    const loaded = [...page.text.matchAll(/(?:src|href)="(\/_astro\/[^"]+)"/g)].map(([, file = '']) => file);
    const files = await Promise.all(loaded.map((file) => ask(file)));
    const sent = await ask(OPENING_PATH, {
      method: 'POST',
      headers: { origin: address, 'content-type': 'application/x-www-form-urlencoded' },
      body: signUpFor(nth),
    });
    const receipt = sent.status === 303 ? await ask(sent.location) : undefined;
    if (receipt) counts.signedUp++;
    if (sent.status === 409) counts.full++;
    const right = [page, ...files, ...(receipt ? [receipt] : [])].every(({ status }) => status === 200) && [303, 409].includes(sent.status);
    if (!right) counts.wrong++;
  };
  const before = await takenIn(address);
  const started = performance.now();
  const everybody: Promise<void>[] = [];
  for (const [part, rate] of CURVE.entries()) {
    for (let at = 0; at < rate * SECONDS; at++) {
      const due = (part * SECONDS + at / rate) * 1000;
      const wait = due - (performance.now() - started);
      if (wait > 0) await new Promise((go) => setTimeout(go, wait));
      everybody.push(person(counts.people++).catch(() => void counts.wrong++));
    }
  }
  await Promise.all(everybody);
  const after = await takenIn(address);
  took.sort((one, other) => one - other);
  return {
    ...counts,
    p99: took[Math.floor(took.length * 0.99)] ?? 0,
    oversold: after.beyond + Math.abs(after.taken - before.taken - counts.signedUp) + Math.max(0, after.taken - PLACES),
  };
};
