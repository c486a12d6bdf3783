import type { APIRoute } from 'astro';
import { charShards, type Shard } from '../../../shards.ts';

export const getStaticPaths = () => charShards;

export const GET: APIRoute<{ shard: Shard }> = ({ props: { shard } }) => Response.json(shard);
