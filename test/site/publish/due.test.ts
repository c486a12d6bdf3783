import { describe, expect, test } from 'vitest';
import { instant } from '../../../domain/clock.ts';
import { dueAfter, NEVER } from '../../../site/publish/due.ts';
import { reachOf } from '../../../site/publish/reach.ts';

const now = instant('2022-04-16', '09:30');

describe('when a page must be drawn again', () => {
  test('a notice begins and ends', () => {
    const notice = { issuedAt: instant('2022-04-16', '10:00'), validUntil: instant('2022-04-18') };
    expect(dueAfter(now, [notice], false)).toBe(notice.issuedAt);
    expect(dueAfter(notice.issuedAt, [notice], false)).toBe(notice.validUntil);
    expect(dueAfter(notice.validUntil, [notice], false)).toBe(NEVER);
  });

  test('a batch is over; before that its day is called another name, four days before at the earliest', () => {
    const batch = { startsAt: instant('2022-04-20', '08:00'), endsAt: instant('2022-04-20', '08:40') };
    const due = (day: string, time?: string) => dueAfter(instant(day, time), { fine: { batches: [batch] } }, false);
    expect(due('2022-04-16', '09:30')).toBe(instant('2022-04-18')); // 后天
    expect(due('2022-04-18')).toBe(instant('2022-04-19')); // 明天
    expect(due('2022-04-19')).toBe(instant('2022-04-20')); // 今天
    expect(due('2022-04-20')).toBe(batch.startsAt);
    expect(due('2022-04-20', '08:00')).toBe(batch.endsAt);
    expect(due('2022-04-20', '08:40')).toBe(instant('2022-04-21')); // 昨天
    expect(due('2022-04-21')).toBe(instant('2022-04-22')); // no word any more
    expect(due('2022-04-22')).toBe(NEVER);
  });

  test('a forecast has passed, a change that was announced takes place', () => {
    expect(dueAfter(now, { until: '2022-04-15' }, false)).toBe(instant('2022-04-17'));
    expect(dueAfter(now, { changed: { day: '2022-04-16', at: '21:30' } }, false)).toBe(instant('2022-04-16', '21:30'));
  });

  test('every page of a demonstration says its day', () => {
    expect(dueAfter(now, [], true)).toBe(instant('2022-04-17'));
    expect(dueAfter(now, { households: 720, name: '2022-04-20' }, false)).toBe(NEVER);
  });
});

describe('what a change reaches', () => {
  test('its folder says', () => {
    expect(reachOf(['town.md'])).toMatchObject({ town: true });
    expect(reachOf(['services/medicine.md'])).toMatchObject({ town: true });
    expect(reachOf(['mingdu/notices/a.md', 'linquan/committee.md']).committees).toEqual(new Set(['mingdu', 'linquan']));
    const { town, committees, compounds } = reachOf([
      'mingdu/huayuan/notices/a.md',
      'mingdu/huayuan/compound.md',
      'mingdu/xincun/posts/b.md',
    ]);
    expect([town, committees.size]).toEqual([false, 0]);
    expect(compounds).toEqual(new Map([['mingdu', new Set(['huayuan', 'xincun'])]]));
  });

  test('a file where nothing is read reaches nothing', () => {
    expect(reachOf(['README.md'])).toEqual({ town: false, committees: new Set(), compounds: new Map() });
  });
});
