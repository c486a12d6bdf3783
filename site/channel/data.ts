import type { Event, SpecialAnnouncement, WithContext } from 'schema-dts';
import { exactTime, type Instant } from '../../domain/clock.ts';
import type { Item } from '../../domain/channel/item.ts';
import { linesOf } from '../../domain/channel/plain.ts';
import { placeName } from '../../domain/naming.ts';
import type { Notice } from '../../domain/notice.ts';
import { openPlans } from '../../domain/round.ts';
import type { Compound } from '../catalogue/compound.ts';
import { setting } from '../portal.ts';

/** What a page is about, in the words of schema.org. */
export type Data = WithContext<Event> | WithContext<SpecialAnnouncement>;

/** As it stands in a page: a title may have the end of a script in it. */
export const dataText = (data: Data): string => JSON.stringify(data).replaceAll('<', '\\u003c');

interface Timed {
  startsAt: Instant;
  endsAt: Instant;
  place: string;
}

const timesOf = (item: Exclude<Item, { kind: 'notice' }>, compound: Compound): Timed[] => {
  if (item.kind === 'supply') return [...item.of.slots];
  if (item.kind === 'post') return [...item.of.shifts];
  return openPlans(item.of).flatMap(([, { batches }]) =>
    batches.map(({ startsAt, endsAt, point }) => ({ startsAt, endsAt, place: placeName(compound, point) })),
  );
};

/** A round, a distribution or a post as an event: from its first start to its last end, at all its places. */
export const eventData = (item: Exclude<Item, { kind: 'notice' }> & { of: { path: string } }, compound: Compound): Data => {
  const times = timesOf(item, compound);
  return {
    '@context': 'https://schema.org',
    '@type': 'Event',
    name: `${item.of.title} · ${compound.name}`,
    startDate: exactTime(Math.min(...times.map(({ startsAt }) => startsAt))),
    endDate: exactTime(Math.max(...times.map(({ endsAt }) => endsAt))),
    eventStatus: 'https://schema.org/EventScheduled',
    eventAttendanceMode: 'https://schema.org/OfflineEventAttendanceMode',
    location: [...new Set(times.map(({ place }) => place))].map((name) => ({
      '@type': 'Place' as const,
      name,
      address: compound.address ?? compound.name,
    })),
    organizer: { '@type': 'Organization', name: compound.name },
    ...(setting.url && { url: setting.url + item.of.path }),
  };
};

/** A notice as a special announcement. */
export const announcementData = (notice: Notice & { path: string }, from: string): Data => ({
  '@context': 'https://schema.org',
  '@type': 'SpecialAnnouncement',
  name: notice.title,
  text: linesOf(notice.html).join('\n'),
  datePosted: exactTime(notice.issuedAt),
  expires: exactTime(notice.validUntil),
  announcementLocation: { '@type': 'CivicStructure', name: from },
  ...(setting.url && { url: setting.url + notice.path }),
});
