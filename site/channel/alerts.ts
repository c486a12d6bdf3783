import type { Voice } from '../../domain/channel/item.ts';
import { alertOf } from '../../domain/channel/cap.ts';
import { isCurrent } from '../../domain/notice.ts';
import type { PublishedNotice } from '../catalogue/notices.ts';
import { now, setting } from '../portal.ts';

/** The notices that have an alert beside them. */
export const alertsIn = (notices: readonly PublishedNotice[]): PublishedNotice[] =>
  notices.filter((notice) => notice.level === 'urgent' && isCurrent(notice, now));

/** The alert of a notice. */
export const alertText = (notice: PublishedNotice, voice: Voice): string =>
  alertOf({ notice, voice, url: setting.url, path: notice.path, exercise: setting.clockOffset !== 0 });
