import type { CityFile } from '../../domain/city.ts';
export const indexCity = async (_city: CityFile, _file: string, _into: string, _catalogues?: string): Promise<void> => {};
