import { foldersOf, type ListedCommittee, readTown } from '../catalogue/catalogue.ts';
import type { Report, SetAside } from '../catalogue/entry.ts';
import type { Fault } from '../catalogue/file.ts';
import { filesUnder, openFolder } from '../catalogue/folder.ts';
import { misplaced } from '../catalogue/misplaced.ts';
import { settingOf } from '../edition.ts';
import { drawOwn, fetchCommittee, withCompounds } from './committee.ts';
import { type DrawnCompound, deliver, drawLevel, type Occasion, type Order } from './draw.ts';
import { drawTogether } from './hands.ts';
import { keeperOf } from './keeper.ts';
import { loadTemplates, TEMPLATES } from './templates.ts';

/** All of a content folder, to be drawn into another one. */
export interface Whole {
  content: string;
  into: string;
  /** The real moment for which it is drawn. */
  real: number;
  /** `SITE_URL`, `PORTAL_CLOCK` */
  env: Readonly<Record<string, string | undefined>>;
}

/**
 * Draws every page of a content folder as it lies on the disk, committed or not, with every core.
 * @returns what is wrong with its files; nothing is drawn of a town without a committee
 */
export const drawWhole = async ({ content, into, real, env }: Whole): Promise<{ faults: Fault[]; drawn: boolean }> => {
  const templates = await loadTemplates();
  const folder = openFolder(content);
  const source = { folder };
  const keeper = keeperOf({ folder: into });
  const report: Report = { faults: [] };
  const town = readTown(folder, report);
  const setting = settingOf(env, town.clock, real);
  const occasion: Occasion = { town, setting, now: real + setting.clockOffset };

  const reads = await Promise.all(foldersOf(folder, report, '').map((id) => fetchCommittee(source, occasion, id)));
  const orders = reads.flatMap(({ own, compounds }): Order[] =>
    'title' in own || compounds.length === 0 ? [] : [{ committee: own, compounds: compounds.map((id) => ({ id, before: {} })) }],
  );
  const drawn = new Map<string, DrawnCompound[]>();
  await drawTogether(
    { from: { content }, into: { folder: into }, templates: TEMPLATES, occasion },
    orders,
    (order) => deliver(templates, keeper, source, occasion, order),
    ({ committee }, delivery) => drawn.set(committee.id, delivery.drawn),
  );

  const lists: ListedCommittee[] = [];
  const aside: SetAside[] = [];
  for (const { id, own, faults } of reads) {
    const compounds = drawn.get(id) ?? [];
    report.faults.push(...faults, ...compounds.flatMap((compound) => compound.faults));
    if ('title' in own) aside.push(own);
    else {
      const committee = withCompounds(own, compounds);
      keeper.putFiles(await drawOwn(templates, occasion, committee));
      const { path, name, initials } = committee;
      lists.push({ id, path, name, initials, compounds: committee.compounds });
    }
  }
  const whole = { ...town, setAside: [...town.setAside, ...aside] };
  if (lists.length > 0) keeper.putFiles(await drawLevel(templates, 'town', { ...occasion, town: whole, committees: lists }));

  return { faults: [...report.faults, ...misplaced(filesUnder(folder))], drawn: lists.length > 0 };
};
