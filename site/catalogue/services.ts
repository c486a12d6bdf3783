import { type Service, serviceAddition, serviceFile, serviceOf, withAddition } from '../../domain/service.ts';
import { type Report, readEntries, readEntry, type SetAside } from './entry.ts';
import type { Folder } from './folder.ts';

const byOrder = (one: Service, other: Service) => one.order - other.order || (one.id < other.id ? -1 : 1);

/** The town's services. */
export const readTownServices = (folder: Folder, report: Report): { services: Service[]; setAside: SetAside[] } => {
  const { entries, setAside } = readEntries(folder, report, 'services', serviceFile);
  return { setAside, services: entries.map(({ id, value, html }) => serviceOf(id, value, html)).sort(byOrder) };
};

/** A committee's services: the town's, with what the committee adds to them, and its own. */
export const readCommitteeServices = (
  folder: Folder,
  report: Report,
  committee: string,
  ofTown: readonly Service[],
): { services: Service[]; setAside: SetAside[] } => {
  const setAside: SetAside[] = [];
  const services = new Map(ofTown.map((service) => [service.id, service]));
  for (const file of folder.files(`${committee}/services`)) {
    const townService = services.get(file.replace(/^.*\//, '').replace(/\.md$/, ''));
    if (townService) {
      const entry = readEntry(folder, report, file, serviceAddition);
      if ('value' in entry) services.set(entry.id, withAddition(townService, entry.value, entry.html));
      else setAside.push(entry);
    } else {
      const entry = readEntry(folder, report, file, serviceFile);
      if ('value' in entry) services.set(entry.id, serviceOf(entry.id, entry.value, entry.html));
      else setAside.push(entry);
    }
  }
  return { setAside, services: [...services.values()].sort(byOrder) };
};
