import type { APIRoute } from 'astro';
import { letterShards, type Shard } from '../../../shards.ts';

export const getStaticPaths = () => letterShards;

export const GET: APIRoute<{ shard: Shard }> = ({ props: { shard } }) => Response.json(shard);
