import type { D1Database, RateLimit } from '@cloudflare/workers-types';
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Drawn } from '../site/drawn.ts';
import type { Repository } from './repository/repository.ts';
import type { Message, Outcome } from './tidings/message.ts';

/** What a host's environment gives: the database, two secrets, and limits where the host has them. */
export interface Bindings {
  DB: D1Database;
  /** Further databases, `DB_2` …, that sign-ups of some committees are spread over. */
  [further: `DB_${number}`]: D1Database;
  /** Set where the platform keeps replicas of the databases: what may be some seconds old is read from them. */
  REPLICAS?: string;
  /** Which committee's sign-ups are in which of them; those that are not named are in `DB`. */
  SHARDS?: Readonly<Record<string, `DB_${number}`>>;
  /** The key ring `id:base64,id:base64`: the first one seals, every one opens. */
  SEAL_KEYS: string;
  /** Base64 of the key for keyed hashes. It can't be changed without finding nothing any more. */
  LOOKUP_KEY: string;
  /** The repository of the content, on a host that has it itself. */
  REPOSITORY?: Repository;
  /** Where it is elsewhere: `github:owner/name@main:content`, `gitea:https://git.example.org/owner/name@main:content`. */
  CONTENT_REPOSITORY?: string;
  /** What that place lets the portal write with. */
  CONTENT_TOKEN?: string;
  RATE_RESIDENT?: RateLimit;
  RATE_DOOR?: RateLimit;
  /** The address that asks, on a host that knows it by itself: there Cloudflare's header is anybody's to send. */
  VISITOR?: string;
  /** Further hosts that channels may send to, `hooks.example.org,127.0.0.1:9000=wecom`. */
  CHANNEL_HOSTS?: string;
  /** Sends a letter, on a machine that has a mail server. */
  MAIL?: { send: (address: string, message: Message) => Promise<Outcome> };
  /** The files of the build, asked for by their full address. */
  ASSETS: { fetch: (address: string) => Promise<Response> };
}

export interface Portal {
  Bindings: Bindings;
  /** Names of the fields that were refused: for the log, which may know names but no values. */
  Variables: { faults: readonly string[] };
}

/** What the app wants of the machine it runs on, Cloudflare's edge or one machine of the town's own, beyond its {@link Bindings}. */
export interface Host {
  /** The page of this name with what it shows, and this status. */
  render: <Name extends keyof Drawn>(c: Context<Portal>, name: Name, props: Drawn[Name], status: ContentfulStatusCode) => Promise<Response>;
}
