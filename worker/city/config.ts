import { fileURLToPath } from 'node:url';
import { experimental_readRawConfig as readRaw } from 'wrangler';
import * as z from 'zod';
import { type CityTown, databasesOf, workerName } from '../../domain/city.ts';
import { CODE } from './code.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

// What a town's configuration takes over as it is stands in none of these.
const base = z.looseObject({
  assets: z.looseObject({ directory: z.string() }),
  d1_databases: z.array(z.looseObject({ binding: z.string() })).length(1),
  ratelimits: z.array(z.looseObject({ name: z.string(), namespace_id: z.string() })),
});

/** An id that no database has: a configuration with it can be looked at, not deployed. */
export const NO_DATABASE = '00000000-0000-0000-0000-000000000000';

/** Which committee's sign-ups are in which of a town's databases. */
const shardsOf = (town: CityTown): Record<string, string> =>
  Object.fromEntries(databasesOf(town).flatMap(({ binding, committees }) => committees.map((committee) => [committee, binding])));

/**
 * A town's configuration for wrangler: that of `wrangler.toml`, with the town's own name, databases and variables, for a folder
 * with the town's pages in `client/`, beside the one that has the Worker of all towns.
 * @param migrations the path of the migrations, from that folder
 * @param at its number among the towns: rate limits are counted by namespace, and two towns must not share one
 * @param zone the domain that has the town's address
 */
export const configOf = (town: CityTown, migrations: string, at: number, zone?: string): Record<string, unknown> => {
  const {
    assets,
    d1_databases: [own],
    ratelimits,
    ...rest
  } = base.parse(readRaw({ config: `${ROOT}wrangler.toml` }).rawConfig);
  const shards = shardsOf(town);
  return {
    ...rest,
    name: workerName(town),
    // A route, for a domain takes a hundred names of its own and a thousand routes.
    ...(zone && { routes: [{ pattern: `${new URL(town.url).host}/*`, zone_name: zone }] }),
    // As the build leaves it: bundled already, in modules.
    main: `../${CODE}/server/entry.mjs`,
    no_bundle: true,
    rules: [{ type: 'ESModule', globs: ['**/*.js', '**/*.mjs'] }],
    assets: { ...assets, directory: 'client' },
    d1_databases: databasesOf(town).map(({ binding, name, id = NO_DATABASE }) => ({
      ...own,
      ...{ binding, database_name: name, database_id: id, migrations_dir: migrations },
    })),
    ratelimits: ratelimits.map((limit, which) => ({ ...limit, namespace_id: String(1000 + at * ratelimits.length + which) })),
    vars: { REPLICAS: 'yes', ...(Object.keys(shards).length > 0 && { SHARDS: shards }) },
  };
};

/** What is told to whoever draws a town's pages. @param content the folder of its Markdown */
export const drawSettings = (town: CityTown, content: string): Record<string, string> => ({
  CONTENT_DIR: content,
  SITE_URL: town.url,
  // Empty is real time: a sample's clock must not follow a town by accident.
  PORTAL_CLOCK: town.clock ?? '',
});
