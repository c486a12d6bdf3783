import { env } from 'cloudflare:workers';
import type { RobotKind } from '../../domain/robot.ts';
import type { Arrived } from '../standins/server.ts';

type Standing = Exclude<RobotKind, 'mail'>;

const PATHS = {
  wecom: (key: string) => `/cgi-bin/webhook/send?key=${key}`,
  dingtalk: (key: string) => `/robot/send?access_token=${key}`,
  feishu: (key: string) => `/open-apis/bot/v2/hook/${key}`,
  webhook: (key: string) => `/${key}`,
} as const;

const hosts = new Map(
  env.STANDINS.split(',').map((entry): [string, string] => {
    const [host = '', kind = ''] = entry.split('=');
    return [kind, host];
  }),
);

/** A group of a stand-in, of its own for each test. */
export interface Robot {
  kind: Standing;
  address: string;
  /** Sets it up: what it wants, and what goes wrong next. */
  order: (orders: { faults?: readonly string[]; secret?: string; keyword?: string }) => Promise<void>;
  /** What came, taken or not. */
  arrived: () => Promise<Arrived[]>;
  /** What people in the group read. */
  read: () => Promise<string[]>;
}

const textIn = ({ text, content }: Record<string, unknown>): string => {
  if (typeof text === 'string') return text;
  const said = (text ?? content) as { content?: string; text?: string };
  return said.content ?? said.text ?? '';
};

/** A new group. @param key begins with `gone` where its robot was deleted */
export const robotOf = (kind: Standing, begins = 'room'): Robot => {
  const key = `${begins}${crypto.randomUUID().replaceAll('-', '')}`;
  const host = `http://${hosts.get(kind)}`;
  const orders = `${host}/orders?of=${key}`;
  const arrived = async (): Promise<Arrived[]> => (await fetch(orders)).json();
  return {
    kind,
    address: host + PATHS[kind](key),
    order: async (body) => {
      await (await fetch(orders, { method: 'POST', body: JSON.stringify(body) })).text();
    },
    arrived,
    read: async () => (await arrived()).filter(({ taken }) => taken).map(({ body }) => textIn(body)),
  };
};
