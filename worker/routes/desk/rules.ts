import type { Context, Hono } from 'hono';
import type { Right } from '../../../domain/role.ts';
import { zhCN } from '../../../domain/words/index.ts';
import { wantsJson } from '../../answers.ts';
import { type Desk, type Duty, deskOf, dutyOf, may } from '../../duty.ts';
import type { Portal } from '../../host.ts';
import { Refusal } from '../../refusal.ts';

const { shell } = zhCN.desk;

/** Something that a route's address names by its id, and that lies in somebody's scope or not. */
export type Subject =
  | 'request'
  | 'signup'
  | 'run'
  | 'night'
  | 'card'
  | 'invoice'
  | 'person'
  | 'grant'
  | 'device'
  | 'invitation'
  | 'envelope'
  | 'draft'
  | 'publication'
  | 'channel'
  | 'place';

export interface Rule {
  /** What the route asks for; `door` is open to everybody. */
  right: Right | 'door';
  /** What `:id` in the address is; `place` stands for `:committee/:compound`. */
  of?: Subject;
  /** Asked by a script that has no use for a page. */
  api?: boolean;
  /** Asked by a script, not by a person: it keeps nobody signed in. */
  quiet?: boolean;
}

/** The routes of the desk, `GET /desk/requests/:id`, each with its rule: the table that the tests of who may what are made from. */
export type Rules = Readonly<Record<`${'GET' | 'POST'} /desk${string}`, Rule>>;

type Answer = Promise<Response> | Response;

/** A part of a route's address. */
export const param = (c: Context<Portal>, name: string): string => (c.req.param() as Partial<Record<string, string>>)[name] ?? '';

const refuseStranger = (c: Context<Portal>, api: boolean): Response => {
  if (api || wantsJson(c) || c.req.method !== 'GET') throw new Refusal(401, zhCN.desk.door.idle);
  return c.redirect(`/desk?to=${encodeURIComponent(c.req.path)}`, 303);
};

/** Binds handlers to the rules of a table: no handler is reached by somebody who has not its right. */
export const bound = <Table extends Rules>(app: Hono<Portal>, table: Table) => {
  const rules: Readonly<Record<string, Rule>> = table;
  return {
    /** A route that is open to everybody. */
    atDoor: (key: keyof Table & string, handler: (c: Context<Portal>, desk: Desk) => Answer): void => {
      const [method = '', path = ''] = key.split(' ');
      if (rules[key]?.right !== 'door') throw new Error(`${key} is not open to everybody`);
      app.on(method, path, async (c) => handler(c, await deskOf(c)));
    },
    on: (key: keyof Table & string, handler: (c: Context<Portal>, duty: Duty) => Answer): void => {
      const [method = '', path = ''] = key.split(' ');
      const rule = rules[key];
      if (!rule || rule.right === 'door') throw new Error(`${key} has no right`);
      const { right, quiet, api = false } = rule;
      app.on(method, path, async (c) => {
        const duty = await dutyOf(c, await deskOf(c), quiet);
        if (!duty) return refuseStranger(c, api);
        if (!may(duty, right)) throw new Refusal(403, shell.refused);
        return handler(c, duty);
      });
    },
  };
};
