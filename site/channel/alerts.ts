import type { Voice } from '../../domain/channel/item.ts';
import { alertOf } from '../../domain/channel/cap.ts';
import { isCurrent } from '../../domain/notice.ts';
import type { PublishedNotice } from '../catalogue/notices.ts';
import { now, setting } from '../portal.ts';

/** The notices that have an alert beside them. */
export const alertsIn = (notices: readonly PublishedNotice[]): PublishedNotice[] =>
  notices.filter((notice) => notice.level === 'urgent' && isCurrent(notice, now));

/** The alert of a notice. */
export const alertAnswer = (notice: PublishedNotice, voice: Voice): Response => {
  const { url, clockOffset } = setting;
  const text = alertOf({ notice, voice, url, path: notice.path, exercise: clockOffset !== 0 });
  return new Response(text, { headers: { 'Content-Type': 'application/cap+xml; charset=utf-8' } });
};
