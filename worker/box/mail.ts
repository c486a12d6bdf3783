import nodemailer from 'nodemailer';
import * as z from 'zod';
import type { Fault } from '../../domain/robot.ts';
import type { Message, Outcome } from '../tidings/message.ts';

// What nodemailer says of a server that did not take a letter: its answer's number, and at which step.
const trouble = z.object({ responseCode: z.number().optional(), code: z.string().optional(), command: z.string().optional() });
// The step at which somebody said no for ever.
const BY_COMMAND: Readonly<Record<string, Fault>> = { 'RCPT TO': 'address', DATA: 'content' };
const SECOND = 1000;

/** Sends letters, on the one machine that has a mail server to hand them to. */
export interface Mail {
  send: (address: string, message: Message) => Promise<Outcome>;
  close: () => void;
}

const whyNot = (error: unknown): Outcome => {
  const { responseCode, code, command } = trouble.parse(error);
  const answer = responseCode === undefined ? undefined : { answer: String(responseCode) };
  if (code === 'EAUTH' || responseCode === 530 || responseCode === 535) return { fault: 'key', ...answer };
  // A refusal at the door, or of whom it is from, is none of this letter or of its reader: somebody mends it, and all of them go out.
  if (responseCode !== undefined) return { fault: responseCode < 500 ? 'away' : (BY_COMMAND[command ?? ''] ?? 'away'), ...answer };
  // Before the letter was handed over nothing can have arrived.
  return { fault: code === 'ECONNECTION' || code === 'ESOCKET' || code === 'EDNS' ? 'away' : 'unsure' };
};

/**
 * Letters through one server. @param url `SMTP_URL`, `smtps://user:password@host:465`
 * @param from whom they are from, `MAIL_FROM`
 */
export const mailThrough = (url: string, from: string): Mail => {
  const transport = nodemailer.createTransport({
    url,
    connectionTimeout: 10 * SECOND,
    greetingTimeout: 10 * SECOND,
    socketTimeout: 20 * SECOND,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    send: async (to, { title, text, key }) => {
      try {
        // The same letter again has the same id: a mailbox that has it already can tell.
        await transport.sendMail({ from, to, subject: title, text, messageId: `<${key}@xiaolaba>` });
        return {};
      } catch (error) {
        return whyNot(error);
      }
    },
    close: () => transport.close(),
  };
};
