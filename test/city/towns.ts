import type { CityFile, CityTown } from '../../domain/city.ts';

/** A town of a city, with what a test wants of it. */
export const townWith = (id: string, more: Partial<CityTown> = {}): CityTown => ({
  id,
  name: `${id}街道`,
  url: `https://${id}.example.cn`,
  residents: 10_000,
  compounds: 5,
  committees: ['mingdu', 'tianlin-12'],
  databases: [{ id: '0a1b2c3d-0000-4000-8000-000000000000' }],
  ...more,
});

export const cityWith = (...towns: CityTown[]): CityFile => ({ name: '示范市', towns });
