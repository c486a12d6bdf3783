import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import { type Instant, MINUTE } from '../../domain/clock.ts';
import { type CalendarEvent, eventsOf } from '../../domain/channel/events.ts';
import { zhCN } from '../../domain/words/index.ts';
import { type Place, setting } from '../portal.ts';
import { compoundVoice, currentOf } from './told.ts';

const { channel: w } = zhCN;

// Minutes, for a calendar's counter has 31 bits.
const sequenceOf = (changedAt: Instant): number => Math.floor(changedAt / MINUTE);

/** A calendar, in UTC: a library that is told a time zone writes it down twice, and once wrong. */
const calendarOf = (name: string, base: string, events: readonly CalendarEvent[]): string => {
  const { url } = setting;
  const host = url.replace(/^https?:\/\//, '') || 'xiaolaba';
  const calendar = ical({
    name,
    method: ICalCalendarMethod.PUBLISH,
    prodId: { company: 'xiaolaba', product: 'portal', language: 'ZH' },
    ttl: 3600,
  });
  for (const { key, title, startsAt, endsAt, place, note, path, changedAt, tentative } of events) {
    const changed = new Date(changedAt);
    calendar.createEvent({
      id: `${base.slice(1)}${key}@${host}`,
      start: new Date(startsAt),
      end: new Date(endsAt),
      stamp: changed,
      lastModified: changed,
      sequence: sequenceOf(changedAt),
      summary: title,
      location: place,
      description: url ? `${note}\n${url}${path}` : note,
      status: tentative ? ICalEventStatus.TENTATIVE : ICalEventStatus.CONFIRMED,
      ...(url && { url: url + path }),
    });
  }
  return `${calendar.toString()}\r\n`;
};

// Many buildings have the same turns, and pages are drawn compound by compound.
let last: { place: Place; texts: Map<string, string> } | undefined;

/**
 * The calendar of a compound, or of one of its buildings. Buildings with the same turns have the same calendar to the byte: it
 * is drawn and packed once for all of them, so it can't name the building.
 */
export const calendarText = (place: Place, building?: string): string => {
  const { compound } = place;
  if (last?.place !== place) last = { place, texts: new Map() };
  const events = eventsOf(compoundVoice(place), currentOf(place), building);
  const key = JSON.stringify(events);
  const text = last.texts.get(key) ?? calendarOf(w.calendar(compound.name), compound.path, events);
  last.texts.set(key, text);
  return text;
};
