import * as z from 'zod';
import { phonebook } from './phonebook.ts';
import { typedIn } from './typed.ts';
import { zhCN } from './words/index.ts';
import { city as words } from './words/zh-CN/city.ts';

const { text, code, count } = typedIn(zhCN.errors);
const { content: w, errors } = zhCN;

const slug = (label: string) => code(label, 40).regex(/^[a-z0-9][a-z0-9-]*$/, errors.slug(label));

const databaseFile = z.strictObject({
  name: slug(words.databaseName).optional(),
  /** As `wrangler d1 create` gives it; absent until it was made. */
  id: code(words.databaseId, 36)
    .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, words.badDatabaseId)
    .optional(),
  committees: z.array(slug(words.committee)).optional(),
});

const townFile = z.strictObject({
  id: slug(w.id),
  name: text(w.name, 30),
  district: text(words.district, 20).optional(),
  url: z
    .string({ error: errors.required(words.url) })
    .overwrite((typed) => typed.trim().replace(/\/+$/, ''))
    .refine((typed) => /^https?:\/\/[^/\s]+$/.test(typed) && URL.canParse(typed), words.badUrl),
  /** Where its Markdown lies, from the city's file; its id if nothing is said. */
  content: text(words.content, 200).optional(),
  /** A demonstration's clock, as in `town.md`. */
  clock: text(w.clock, 20)
    .regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/, errors.time(w.clock))
    .optional(),
  residents: count(w.residents, 1, 5_000_000),
  compounds: count(words.compounds, 1, 5000),
  committees: z.array(slug(words.committee), { error: errors.required(words.committees) }).min(1, errors.required(words.committees)),
  /** The first is the town's own, and has all sign-ups that no other one names. */
  databases: z.array(databaseFile).optional(),
});

type TownFile = z.output<typeof townFile>;

const spreadFaults = ({ committees, databases = [] }: TownFile): { path: PropertyKey[]; message: string }[] => {
  const spread = databases.flatMap(({ committees: mine = [] }, at) =>
    mine.map((id, index) => ({ id, path: ['databases', at, 'committees', index] })),
  );
  return [
    ...committees.flatMap((id, at) =>
      committees.indexOf(id) < at ? [{ path: ['committees', at], message: errors.twice(words.committee, id) }] : [],
    ),
    ...(databases[0]?.committees ? [{ path: ['databases', 0, 'committees'], message: words.ownHasCommittees }] : []),
    ...databases
      .slice(1)
      .flatMap(({ committees: mine }, at) => (mine ? [] : [{ path: ['databases', at + 1], message: words.spreadNobody }])),
    ...spread.flatMap(({ id, path }, at) => {
      if (!committees.includes(id)) return [{ path, message: words.unknownCommittee(id) }];
      return spread.findIndex((other) => other.id === id) < at ? [{ path, message: words.committeeTwice(id) }] : [];
    }),
  ];
};

/** A city: a list of towns, each a Worker, a database and a folder of its own. */
export const cityFile = z
  .strictObject({
    name: text(w.name, 30),
    /** The domain at the platform under which the towns' addresses are: each gets a route there. */
    zone: text(words.zone, 100)
      .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, words.badZone)
      .optional(),
    /** Whom to call from the front page. */
    phones: phonebook.optional(),
    towns: z.array(townFile, { error: errors.required(words.towns) }).min(1, words.noTown),
  })
  .superRefine(({ towns }, { addIssue }) => {
    for (const [at, town] of towns.entries()) {
      const told = ({ path, message }: { path: PropertyKey[]; message: string }) =>
        addIssue({ code: 'custom', path: ['towns', at, ...path], message });
      if (towns.findIndex(({ id }) => id === town.id) < at) told({ path: ['id'], message: errors.twice(w.id, town.id) });
      for (const fault of spreadFaults(town)) told(fault);
    }
  });
export type CityFile = z.output<typeof cityFile>;
export type CityTown = CityFile['towns'][number];

/** The name of a town's Worker, and of its own database. */
export const workerName = ({ id }: Pick<CityTown, 'id'>): string => `xiaolaba-${id}`;

/** A town's databases with their bindings: the first, `DB`, is its own. */
export const databasesOf = (town: Pick<CityTown, 'id' | 'databases'>) =>
  (town.databases ?? [{}]).map(({ name, id, committees = [] }: z.output<typeof databaseFile>, at) => ({
    binding: at === 0 ? ('DB' as const) : (`DB_${at + 1}` as const),
    name: name ?? (at === 0 ? workerName(town) : `${workerName(town)}-${at + 1}`),
    id,
    committees,
  }));
