import type { Context } from 'hono';
import type { Portal } from '../host.ts';
import { type Repository, RepositoryFault } from '../repository/repository.ts';
import type { Duty } from '../duty.ts';

const missing = async (): Promise<never> => {
  throw new RepositoryFault('unset', 'no repository is bound');
};

export const repositoryFor = (c: Context<Portal>, _: Duty): Repository =>
  c.env.REPOSITORY ?? { read: missing, list: missing, write: missing };
