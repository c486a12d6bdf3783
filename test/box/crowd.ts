import { setTimeout as pause } from 'node:timers/promises';

/** What one person sent, and what was answered for good. */
interface Sent {
  /** Where to, and with which fields. */
  path: string;
  fields: Record<string, string>;
  /** The path of the receipt, once it was acknowledged; `no` where the answer was that there is no place. */
  answer?: string;
}

/** People who send forms one after the other, and send the same one again until it is answered, as the page's script does. */
export interface Crowd {
  sent: readonly Sent[];
  acknowledged: () => Sent[];
  /** How often somebody had to send again. */
  again: () => number;
  /** Waits until so many are acknowledged. @throws Error where somebody was answered what nobody should be */
  until: (many: number) => Promise<void>;
  /** Ends after the form that each has in hand; every one is answered then. */
  stop: () => Promise<void>;
}

const person = (number: number) => ({
  ...{ name: `王秀英${number}`, phone: `137${String(20_000_000 + number)}`, building: String(1 + (number % 9)), room: String(number + 1) },
});

/** The address that people know, and that the proxy before the portal has. */
export const PUBLIC = 'https://portal.example';

/** The head of a request as the proxy hands it on: everybody has an address of his own. */
export const headOf = (number: number) => ({
  origin: PUBLIC,
  'x-forwarded-for': `10.${number >> 16}.${(number >> 8) & 255}.${number & 255}`,
});

const formOf = (number: number): Sent => {
  const key = `drill-${number}`.padEnd(20, '-');
  if (number % 3 === 2) {
    const drugs = {
      'drugs.0.name': '胰岛素',
      'drugs.0.amount': '1',
      'drugs.0.days': '5',
      'drugs.1.name': '氨氯地平',
      'drugs.1.amount': '2',
      'drugs.1.days': '9',
    };
    return { path: '/requests/ju/yuan/medicine', fields: { ...person(number), ...drugs, for: 'self', card: 'ready', health: 'yes', key } };
  }
  const [of, slot] = number % 30 === 0 ? ['salt', 's0'] : ['rice', `s${number % 8}`];
  return { path: `/signups/ju/yuan/supply/${of}`, fields: { ...person(number), slot, key } };
};

/** A crowd that goes on until it is stopped. @param url of the portal, asked anew for each form: it may come back elsewhere */
export const crowd = (url: () => string, { people = 16, first = 0, origin = PUBLIC } = {}): Crowd => {
  const sent: Sent[] = [];
  let next = first;
  let stopping = false;
  let repeated = 0;

  const send = async ({ path, fields }: Sent, number: number): Promise<string | undefined> => {
    const answer = await fetch(url() + path, {
      method: 'POST',
      headers: { ...headOf(number), origin },
      body: new URLSearchParams(fields),
      redirect: 'manual',
    });
    await answer.arrayBuffer();
    const [receipt] = (answer.headers.get('location') ?? '').split('?');
    if (answer.status === 303 && receipt) return receipt;
    if (answer.status === 409) return 'no';
    if (answer.status === 503) return undefined;
    throw new Error(`${path} answered ${answer.status}`);
  };

  const one = async (): Promise<void> => {
    while (!stopping) {
      const number = next++;
      const form = formOf(number);
      sent.push(form);
      for (;;) {
        // The portal is away, or went away before it answered: whether it took the form in, nobody knows.
        const answer = await send(form, number).catch((error: unknown) => {
          if (error instanceof TypeError) return undefined;
          throw error;
        });
        if (answer !== undefined) {
          form.answer = answer;
          break;
        }
        repeated++;
        await pause(50);
      }
    }
  };

  const all = Promise.all(Array.from({ length: people }, one));
  const acknowledged = () => sent.filter(({ answer }) => answer !== undefined && answer !== 'no');
  // Who is refused makes whoever waits stop, and is told again at the end.
  const refused = all.then(() => undefined);
  refused.catch(() => undefined);
  return {
    sent,
    acknowledged,
    until: async (many) => {
      while (acknowledged().length < many) await Promise.race([refused, pause(10)]);
    },
    again: () => repeated,
    stop: async () => {
      stopping = true;
      await all;
    },
  };
};
