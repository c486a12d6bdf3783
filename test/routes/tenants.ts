import { env } from 'cloudflare:workers';
import { HOUR } from '../../domain/clock.ts';
import { tagOf } from '../../domain/tag.ts';
import { cards, invoices, nightLines, nights, runs } from '../../db/schema/medicine.ts';
import { drafts, publications } from '../../db/schema/press.ts';
import { envelopes, invitations } from '../../db/schema/staff.ts';
import { channels } from '../../db/schema/tidings.ts';
import { keysOf } from '../../worker/keys.ts';
import { seal } from '../../worker/seal.ts';
import { robotOf } from '../records/robots.ts';
import { newInvitation } from '../../worker/records/invitations.ts';
import { dbFor } from '../../worker/records/store.ts';
import type { Subject } from '../../worker/routes/desk/rules.ts';
import { receiptOf, rows, submit } from './portal.ts';
import { staff, TOWN } from './staff.ts';

/** A place of the sample town, and a household in it. */
export interface Tenant {
  committee: string;
  compound: string;
  building: string;
  slot: string;
  household: Readonly<Record<string, string>>;
}

export const MINGDU: Tenant = {
  committee: 'mingdu',
  compound: 'xibu-mingdu-huayuan',
  building: '3',
  slot: 'post/saoma',
  household: { name: '孟阿公', phone: '13800138021', building: '3', unit: '1', room: '301' },
};
export const CHENJIAXIANG: Tenant = {
  committee: 'chenjiaxiang',
  compound: 'yanjie',
  building: 'panyu-301',
  slot: 'post/yindao',
  household: { name: '杜外婆', phone: '13800138022', building: 'panyu-301', family: '杜' },
};

export type Subjects = Readonly<Record<Subject, string>>;

const medicine = { for: 'self', card: 'ready', health: 'yes', 'drugs.0.name': '门冬胰岛素', 'drugs.0.amount': '2', 'drugs.0.days': '2' };

const newest = async (table: string): Promise<string> => String((await rows(table, '1 = 1 order by rowid desc limit 1'))[0]?.['id']);

const firstSlot = async ({ committee, compound, slot }: Tenant): Promise<string> => {
  const page = await env.ASSETS.fetch(`https://portal.example/catalogue/${committee}/${compound}.json`);
  const { slots }: { slots: { key: string; id: string; endsAt: number }[] } = await page.json();
  const open = slots.filter(({ key }) => key.startsWith(`${slot}/`)).sort((one, other) => other.endsAt - one.endsAt);
  return open[0]?.id ?? '';
};

/** One of everything that an address of the desk can name, at one place. */
export const subjectsAt = async (tenant: Tenant): Promise<Subjects> => {
  const { committee, compound, slot, household } = tenant;
  receiptOf(await submit(`/requests/${committee}/${compound}/medicine`, { ...household, ...medicine }));
  const request = await newest('requests');
  receiptOf(await submit(`/signups/${committee}/${compound}/${slot}`, { ...household, slot: await firstSlot(tenant) }));
  const signup = await newest('signups');
  await staff('clerk', { committee }, `接待员${committee}`);
  const [grant] = await rows('grants', '1 = 1 order by rowid desc limit 1');
  const person = String(grant?.['person_id']);
  const [device] = await rows('devices', `person_id = '${person}'`);
  const db = dbFor(env, '');
  const whose = { town: TOWN, committee, compound };
  const team = { town: TOWN, team: committee };
  const scope = { town: TOWN, committee };
  const [run, night, card, invoice, envelope, channel] = Array.from({ length: 6 }, () => crypto.randomUUID()) as [
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  const keys = await keysOf(env);
  const { row: invitation } = await newInvitation({ keys }, { name: '小周', role: 'clerk', scope, untilAt: null }, person, Date.now());
  const people = { first: null, second: null, madeBy: person };
  await db.batch([
    db
      .insert(runs)
      .values({ id: run, ...team, ...people, hospital: '区中心医院', day: '2022-04-17', state: 'planned', madeAt: 1, changedAt: 1 }),
    db.insert(nights).values({ id: night, ...team, day: '2022-04-16', openedBy: person, openedAt: 1 }),
    db.insert(nightLines).values({ id: `line-${committee}`, ...whose, nightId: night, kind: 'request', subjectId: request, late: false }),
    db.insert(cards).values({ id: card, ...whose, requestId: request, holder: person, collectedBy: person, collectedAt: 1 }),
    db.insert(invoices).values({ id: invoice, ...whose, requestId: request, fen: 4560, advancedBy: person, by: person, at: 1 }),
    db.insert(envelopes).values({ id: envelope, ...scope, codeHash: envelope, madeBy: person, madeAt: 1 }),
    db.insert(invitations).values(invitation),
    db.insert(channels).values({
      ...{ id: channel, ...whose, compound: '', kind: 'wecom', name: '楼组长群', tail: 'abcd', kinds: [], urgent: false, heads: false },
      ...(await seal(keys, `channels/${channel}`, { address: robotOf('wecom').address })),
      ...{ since: 1, madeBy: person, madeAt: 1 },
    }),
  ]);
  const [draft, publication] = [crypto.randomUUID(), crypto.randomUUID()];
  const press = { ...whose, kind: 'notice' as const, path: `${committee}/${compound}/notices/dianti.md`, by: person };
  const intended = { title: '电梯停了', message: '电梯停了', intent: { deed: 'file' as const, text: '---\n---\n', base: null } };
  await db.batch([
    db.insert(drafts).values({ ...press, id: draft, base: null, fields: { title: '电梯停了' }, changedAt: 1 }),
    db.insert(publications).values({
      ...{ ...press, ...intended, id: publication, urgent: true, state: 'waiting', tappedAt: Date.now(), idem: publication },
      expiresAt: Date.now() + HOUR,
    }),
  ]);
  return {
    ...{ draft, publication, request, signup, run, night, card, invoice, envelope, channel, person },
    ...{ invitation: invitation.id, grant: String(grant?.['id']), device: String(device?.['id']), place: `${committee}/${compound}` },
  };
};

/** A route's address with a subject in it. */
export const pathWith = (path: string, of: Subject | undefined, { grant, device, ...subjects }: Subjects): string =>
  path
    .replace(':committee/:compound', subjects.place)
    .replace(':kind/:of', subjects.place.startsWith('mingdu') ? 'post/saoma' : 'post/yindao')
    .replace(':slot', subjects.place.startsWith('mingdu') ? 'd0418a' : 's1')
    .replace(':line', `line-${subjects.place.split('/')[0]}`)
    .replace(':round', '0416')
    .replace(':file', 'requests.csv')
    .replace(':name', 'common')
    .replace(':service', path.includes('/routes/') ? 'home-sampling' : 'medicine')
    .replace(':tag', tagOf(subjects.request))
    .replace(':id', of ? ({ grant, device, ...subjects }[of] ?? '') : '')
    .replace(':grant', grant)
    .replace(':device', device);
