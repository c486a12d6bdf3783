import type * as z from 'zod';
import type { Site } from '../../domain/address.ts';
import { compoundFile } from '../../domain/compound.ts';
import { placeOf } from '../../domain/path.ts';
import { zhCN } from '../../domain/words/index.ts';
import { type Complaint, checked, type Fault } from '../../site/catalogue/file.ts';
import { compoundRule, postRule, roundRule, supplyRule } from '../../site/catalogue/rules.ts';
import { KINDS, type Kind } from './markdown/kinds.ts';
import type { Repository } from './repository.ts';

/** A file that the catalogue would publish, or what it would set it aside for, in the same words. */
export type Verdict = { kind: Kind; value: unknown; body: string } | { kind: Kind | undefined; faults: readonly Fault[] };

type Read = Pick<Repository, 'read'>;

/** What a path's file is: a committee's file beside a service of the town's only adds to it. */
const kindAt = async (repository: Read, path: string): Promise<Kind | undefined> => {
  const place = placeOf(path);
  if (place?.kind !== 'service' || !place.committee) return place?.kind;
  return (await repository.read(path.slice(place.committee.length + 1))) ? 'addition' : 'service';
};

interface Grounds extends Site {
  stops: readonly string[];
}

/** What the batches and slots of a compound are checked against; nothing while its own file can't be read. */
const groundsOf = async (repository: Read, folder: string): Promise<Grounds | undefined> => {
  const path = `${folder}/compound.md`;
  const kept = await repository.read(path);
  const read = kept && checked(path, kept.text, compoundFile);
  if (!read || 'faults' in read) return undefined;
  const { kind, buildings, points = [], gates = [] } = read.value;
  return {
    kind,
    buildings: buildings.flatMap(({ ids }) => ids.map((id) => ({ id, name: id }))),
    stops: [...points, ...gates].map(({ id }) => id),
  };
};

const judged = <Schema extends z.ZodType>(
  path: string,
  text: string,
  kind: Kind,
  schema: Schema,
  rule: (value: z.output<Schema>) => readonly Complaint[] = () => [],
): Verdict => {
  const read = checked(path, text, schema);
  if ('faults' in read) return { kind, faults: read.faults };
  const complaints = rule(read.value);
  return complaints.length > 0 ? { kind, faults: complaints.map(read.locate) } : { kind, value: read.value, body: read.body };
};

/** Whether the catalogue would publish a file with this text, under this path of this repository. */
export const verdictOn = async (repository: Read, path: string, text: string): Promise<Verdict> => {
  const kind = await kindAt(repository, path);
  if (!kind) return { kind, faults: [{ file: path, line: 1, field: '', message: zhCN.errors.misplaced }] };
  const folder = path.split('/').slice(0, 2).join('/');
  const grounds = kind === 'round' || kind === 'supply' ? await groundsOf(repository, folder) : undefined;
  if (kind === 'compound') return judged(path, text, kind, KINDS.compound, compoundRule);
  if (kind === 'post') return judged(path, text, kind, KINDS.post, postRule);
  if (kind === 'round') return judged(path, text, kind, KINDS.round, grounds && roundRule(grounds, grounds.stops));
  if (kind === 'supply') return judged(path, text, kind, KINDS.supply, grounds && supplyRule(grounds));
  return judged(path, text, kind, KINDS[kind]);
};
