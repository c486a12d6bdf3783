import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mailThrough } from '../../worker/box/mail.ts';
import type { Message } from '../../worker/tidings/message.ts';

const letters: string[] = [];
let busy = false;
let closed = 0;
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onAuth: (_auth, _session, done) => done(new Error('535 no')),
  onMailFrom: (_address, _session, done) => done(closed ? Object.assign(new Error('not from here'), { responseCode: closed }) : null),
  onRcptTo: ({ address }, _session, done) => {
    if (address.startsWith('nobody')) return done(Object.assign(new Error('no such mailbox'), { responseCode: 550 }));
    done(busy ? Object.assign(new Error('greylisted'), { responseCode: 450 }) : null);
  },
  onData: (stream, _session, done) => {
    const pieces: Buffer[] = [];
    stream.on('data', (piece: Buffer) => pieces.push(piece));
    stream.on('end', () => {
      const letter = Buffer.concat(pieces).toString('utf8');
      if (letter.includes('X-Refused') || letter.includes('spam')) return done(Object.assign(new Error('spam'), { responseCode: 554 }));
      letters.push(letter);
      done();
    });
  },
});
let port = 0;
const portOf = (listening: Server): number => {
  const address = listening.address();
  return address !== null && typeof address !== 'string' ? address.port : 0;
};

beforeAll(async () => {
  server.on('error', () => undefined); // a client that hangs up
  const listening = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  port = portOf(listening);
});
afterAll(() => new Promise<void>((done) => server.close(() => done())));

const message = (text = '今晚停水。'): Message => {
  const about = { subject: 'ju/notices/water.md', revision: 'r1', urgent: false };
  return { title: '停水', text, key: '0b0b0b0b-1111', repeat: false, at: 0, about };
};
const through = (user = '') => mailThrough(`smtp://${user}127.0.0.1:${port}`, '居委会 <juwei@example.org>');

test('a letter goes out as it is, with the same id for every try', async () => {
  const mail = through();
  expect(await mail.send('lin@example.org', message())).toEqual({});
  expect(letters.at(-1)).toContain('Message-ID: <0b0b0b0b-1111@xiaolaba>');
  expect(letters.at(-1)).toContain(`Subject: =?UTF-8?`);
  mail.close();
});

test('what the server says is told apart: try again, no such mailbox, not this letter, not this password', async () => {
  const mail = through();
  busy = true;
  expect(await mail.send('lin@example.org', message())).toEqual({ fault: 'away', answer: '450' });
  busy = false;
  expect(await mail.send('nobody@example.org', message())).toEqual({ fault: 'address', answer: '550' });
  expect(await mail.send('lin@example.org', { ...message('spam'), title: 'spam' })).toEqual({ fault: 'content', answer: '554' });
  // Neither the letter's fault nor the reader's: it goes out once somebody has mended it.
  closed = 550;
  expect(await mail.send('lin@example.org', message())).toEqual({ fault: 'away', answer: '550' });
  closed = 530;
  expect(await mail.send('lin@example.org', message())).toEqual({ fault: 'key', answer: '530' });
  closed = 0;
  mail.close();
  const shut = createServer((socket) => socket.end('554 no service\r\n')).listen(0, '127.0.0.1');
  await once(shut, 'listening');
  const away = mailThrough(`smtp://127.0.0.1:${portOf(shut)}`, 'juwei@example.org');
  expect(await away.send('lin@example.org', message())).toMatchObject({ fault: 'away' });
  away.close();
  shut.close();
  const stranger = through('me:wrong@');
  expect(await stranger.send('lin@example.org', message())).toMatchObject({ fault: 'key' });
  stranger.close();
  const nowhere = mailThrough('smtp://127.0.0.1:1', 'juwei@example.org');
  expect(await nowhere.send('lin@example.org', message())).toEqual({ fault: 'away' });
  nowhere.close();
});
