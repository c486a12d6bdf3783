import { join } from 'node:path';
import { type CityTown, databasesOf } from '../../domain/city.ts';

/** One command of a town's deployment. */
export interface Step {
  name: string;
  /** The build writes where every town's build does: one at a time. */
  alone: boolean;
  args: readonly string[];
}

/** The tools that a deployment runs with node: a test has its own. */
export interface Tools {
  build: string;
  wrangler: string;
}

/** What deploys a town, in this order: its pages, its databases' tables, its Worker. Each step may be done twice. @param folder the town's */
export const stepsOf = (town: CityTown, folder: string, { build, wrangler }: Tools): Step[] => {
  const config = ['--config', join(folder, 'wrangler.json')];
  return [
    { name: 'build', alone: true, args: [build] },
    ...databasesOf(town).map(({ binding }) => ({
      name: `migrate ${binding}`,
      alone: false,
      args: [wrangler, 'd1', 'migrations', 'apply', binding, '--remote', ...config],
    })),
    { name: 'deploy', alone: false, args: [wrangler, 'deploy', ...config] },
  ];
};
