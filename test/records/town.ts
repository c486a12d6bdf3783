import { env } from 'cloudflare:workers';
import { HOUR, instant } from '../../domain/clock.ts';
import type { Sheet } from '../../domain/sheet.ts';
import type { Slot } from '../../domain/slot.ts';
import type { Moment } from '../../worker/moment.ts';
import { type Store, storeFor } from '../../worker/records/store.ts';

/** The moment of these tests: a Saturday morning in the town, three and a half years before the real one. */
export const REAL = instant('2025-10-18', '09:00');
export const OFFSET = instant('2022-04-16', '08:00') - REAL;
export const NOW: Moment = { real: REAL, town: REAL + OFFSET };
export const later = (ms: number): Moment => ({ real: NOW.real + ms, town: NOW.town + ms });

export const slotOf = (of: string, capacity: number, hoursAhead = 24, kind: Slot['kind'] = 'supply'): Slot => ({
  key: `${kind}/${of}/s1`,
  kind,
  of,
  id: 's1',
  title: '大米',
  place: '东门',
  startsAt: NOW.town + hoursAhead * HOUR,
  endsAt: NOW.town + (hoursAhead + 1) * HOUR,
  capacity,
});

/** A compound of six buildings with the slots that a test wants. */
export const sheetWith = (...slots: Slot[]): Sheet => ({
  town: { name: '示范镇', url: '', keep: { signups: 7, requests: 30 }, calendar: { holidays: [], worked: [] }, clockOffset: OFFSET },
  committee: { id: 'ju', name: '居委会' },
  compound: { id: 'yuan', name: '花园' },
  kind: 'compound',
  buildings: Array.from({ length: 6 }, (_, at) => ({ id: String(at + 1), name: `${at + 1}号楼` })),
  points: [],
  gates: [],
  bring: [],
  phones: [{ name: '值班', phone: '02155550100' }],
  slots,
  rounds: [],
  services: [
    {
      id: 'medicine',
      title: '配药',
      summary: '',
      form: 'medicine',
      team: 'medicine',
      workdays: 2,
      order: 1,
      for: ['self', 'other'],
      health: true,
      bring: [],
      questions: [],
      phones: [],
      hospitals: [],
      drugs: { common: ['氨氯地平'], special: ['胰岛素'] },
    },
  ],
});

export const store = async (secrets: { SEAL_KEYS?: string; LOOKUP_KEY?: string } = {}): Promise<Store> => storeFor({ ...env, ...secrets });

/** A person of the n-th flat. */
export const person = (number: number, slot = 's1') => ({
  slot,
  name: `王秀英${number}`,
  phone: `137${String(20_000_000 + number)}`,
  building: String(1 + (number % 6)),
  room: String(101 + Math.floor(number / 6)),
});

export const pills = (days: number) => ({
  for: 'self' as const,
  name: '王秀英',
  phone: '13720000000',
  building: '1',
  room: '101',
  card: 'ready',
  health: 'yes',
  drugs: [
    { name: '胰岛素', amount: 1, days },
    { name: '氨氯地平', amount: 2, days: days + 5 },
  ],
});
