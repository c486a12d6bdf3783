import { join } from 'node:path';
import { type CityTown, databasesOf } from '../../domain/city.ts';

/** One command of a deployment. */
export interface Step {
  name: string;
  args: readonly string[];
}

/** The tools that a deployment runs with node: a test has its own. */
export interface Tools {
  build: string;
  publish: string;
  wrangler: string;
}

/** Where a town's pages are drawn into. @param folder the town's */
export const clientOf = (folder: string): string => join(folder, 'client');

/** What deploys a town, in this order: its pages, its databases' tables, its Worker. Each step may be done twice. @param folder the town's */
export const stepsOf = (town: CityTown, folder: string, { publish, wrangler }: Tools): Step[] => {
  const config = ['--config', join(folder, 'wrangler.json')];
  return [
    { name: 'draw', args: [publish, '--export', clientOf(folder)] },
    ...databasesOf(town).map(({ binding }) => ({
      name: `migrate ${binding}`,
      args: [wrangler, 'd1', 'migrations', 'apply', binding, '--remote', ...config],
    })),
    { name: 'deploy', args: [wrangler, 'deploy', ...config] },
  ];
};
