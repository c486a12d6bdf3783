import { beforeEach, expect, test } from 'vitest';
import { cards, nightLines, nights, runs } from '../../db/schema/medicine.ts';
import { turnouts } from '../../db/schema/slots.ts';
import { invitations, sessions } from '../../db/schema/staff.ts';
import { DAY, dayOf, HOUR } from '../../domain/clock.ts';
import { askFor } from '../../worker/records/asking.ts';
import { cancel } from '../../worker/records/cancellations.ts';
import { findReceipt } from '../../worker/records/receipts.ts';
import { recordOf } from '../../worker/records/record.ts';
import { DESK_KEEPS, purge } from '../../worker/records/retention.ts';
import { REMEMBERED } from '../../worker/records/sessions.ts';
import { count, forget, rows } from '../routes/portal.ts';
import { later, NOW, pills, sheetWith, store } from './town.ts';

beforeEach(forget);

const team = { town: '示范镇', team: 'ju' };
const whose = { town: '示范镇', committee: 'ju', compound: 'yuan' };
const daysAgo = (days: number) => dayOf(NOW.town - days * DAY);

test('what belongs to no record goes a month after its day, and what is over when it is over, or a week later', async () => {
  const open = await store();
  const { db } = open;
  for (const [name, days] of [
    ['old', DESK_KEEPS + 1],
    ['new', DESK_KEEPS - 1],
  ] as const) {
    const day = daysAgo(days);
    const at = NOW.town - days * DAY;
    await db.batch([
      db.insert(runs).values({ id: name, ...team, hospital: '区中心医院', day, state: 'back', madeBy: 'x', madeAt: at, changedAt: at }),
      db.insert(nights).values({ id: name, ...team, day, openedBy: 'x', openedAt: at }),
      db.insert(nightLines).values({ id: name, ...whose, nightId: name, kind: 'request', subjectId: name, late: false }),
      db.insert(turnouts).values({ ...whose, round: name, batch: 'b', building: '1', expected: 9, came: 8, at, by: 'x' }),
    ]);
  }
  const ends = { old: NOW.real - REMEMBERED, new: NOW.real + HOUR };
  for (const [name, endsAt] of Object.entries(ends)) {
    const [invitation, session] = [
      { id: name, codeHash: name, role: 'clerk' as const },
      { id: name, personId: 'x', grantId: 'x' },
    ];
    await db.batch([
      db.insert(invitations).values({ ...invitation, town: '示范镇', madeAt: endsAt - HOUR, expiresAt: endsAt }),
      db.insert(sessions).values({ ...session, startedAt: endsAt - HOUR, seenAt: endsAt - HOUR + 1, endsAt }),
    ]);
  }
  await purge(open, NOW);
  for (const table of ['runs', 'nights', 'night_lines', 'invitations', 'sessions']) {
    expect(
      (await rows(table)).map(({ id }) => id),
      table,
    ).toEqual(['new']);
  }
  expect((await rows('turnouts')).map(({ round }) => round)).toEqual(['new']);
});

test('a request whose card is out is kept until the card is back, however long it has ended', async () => {
  const open = await store();
  const sheet = sheetWith();
  const { code } = await askFor(open, sheet, sheet.services[0] ?? expect.unreachable(), pills(9), undefined, NOW);
  const record = (await recordOf(open, (await findReceipt(open, 'ju', code)) ?? expect.unreachable())) ?? expect.unreachable();
  expect(await cancel(open, sheet, record, NOW)).toBe('done');
  await open.db
    .insert(cards)
    .values({ id: 'k', ...whose, requestId: record.recordId, holder: 'x', collectedBy: 'x', collectedAt: NOW.town });
  await purge(open, later(40 * DAY));
  expect(await count('requests')).toBe(1);
  await open.db.update(cards).set({ returnedAt: NOW.town });
  await purge(open, later(40 * DAY));
  for (const table of ['requests', 'items', 'receipts', 'cards']) expect(await count(table), table).toBe(0);
});
