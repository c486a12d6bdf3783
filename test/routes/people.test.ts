import { env } from 'cloudflare:workers';
import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { tagOf, tagSpoken } from '../../domain/tag.ts';
import { zhCN } from '../../domain/words/index.ts';
import { events } from '../../db/schema/events.ts';
import { brokenAt } from '../../worker/records/events.ts';
import { dbFor } from '../../worker/records/store.ts';
import { forget, rows, submit } from './portal.ts';
import { insulin, MEDICINE, RIDE, ride } from './residents.ts';
import { PIN, phoneWith, type Staff, staff } from './staff.ts';

const { door, people, shell } = zhCN.desk;
beforeEach(forget);

const idOf = async (role: string): Promise<string> => String((await rows('grants', `role = '${role}'`))[0]?.['person_id']);

/** The code that an invitation's page shows. */
const codeIn = (page: string): string => /\/desk\/join\/([A-Z2-9]{12})/.exec(page)?.[1] ?? expect.unreachable('no code on the page');

const invited = async (lead: Staff, fields: Record<string, string>): Promise<string> => {
  const made = await lead.submit('/desk/invitations', { name: '小周', role: 'medicine', scope: 'mingdu', ...fields });
  expect(made.status).toBe(303);
  return codeIn(await (await lead.get(made.headers.get('location') ?? '')).text());
};

const join = async (code: string): Promise<Staff> => {
  const phone = phoneWith(new Map());
  expect((await phone.submit(`/desk/join/${code}`, { pin: PIN, again: PIN })).status).toBe(303);
  return phone;
};

describe('a lead invites', () => {
  test('a volunteer, who is in at once and out by four in the morning', async () => {
    const lead = await staff('lead');
    const volunteer = await join(await invited(lead, { phone: '13800138000' }));
    expect(await (await volunteer.get('/desk')).text()).toContain(shell.who('小周', shell.role.medicine, '名都居委会'));
    const [grant] = await rows('grants', "role = 'medicine'");
    const lapses = new Date(Number(grant?.['until_at']) + 8 * 3_600_000).toISOString();
    expect(lapses.slice(11, 16)).toBe('04:00');
    expect(Number(grant?.['until_at']) - Number(grant?.['from_at'])).toBeLessThanOrEqual(24 * 3_600_000);
    expect(await (await lead.get('/desk/people')).text()).toContain('小周');
  });

  test('nobody beyond his own scope, nor to a place that is not there', async () => {
    const lead = await staff('lead');
    for (const scope of ['*', 'chenjiaxiang', 'mingdu/nowhere', 'mingdu/xibu-xincun/99', '']) {
      const answer = await lead.submit('/desk/invitations', { name: '小周', role: 'clerk', scope });
      expect(answer.status, scope).toBe(422);
      expect(await answer.text()).toContain(scope ? people.beyond : zhCN.errors.choose(people.scope));
    }
    expect(await rows('invitations', 'used_at is null')).toEqual([]);
  });

  test('a building head to a building, and others to no building', async () => {
    const lead = await staff('lead');
    const head = await lead.submit('/desk/invitations', { name: '小秦', role: 'head', scope: 'mingdu' });
    expect(await head.text()).toContain(people.headNeedsBuilding);
    const clerk = await lead.submit('/desk/invitations', { name: '小秦', role: 'clerk', scope: 'mingdu/xibu-xincun/3' });
    expect(await clerk.text()).toContain(people.onlyHeadHasBuilding);
    await join(await invited(lead, { name: '小秦', role: 'head', scope: 'mingdu/xibu-xincun/3' }));
    expect(await rows('grants', "role = 'head'")).toMatchObject([{ building: '3', until_at: null }]);
  });

  test('again somebody who lapsed, with one tap', async () => {
    const lead = await staff('lead');
    const volunteer = await join(await invited(lead, {}));
    await env.DB.prepare("update grants set until_at = from_at where role = 'medicine'").run();
    expect((await volunteer.get('/desk')).status).toBe(403);
    const page = await (await lead.get('/desk/people')).text();
    expect(page).toContain(people.again);
    await lead.submit(`/desk/people/${await idOf('medicine')}/grants`, { role: 'medicine', scope: 'mingdu', hours: '24' });
    await volunteer.submit('/desk/session', { pin: PIN });
    expect(await (await volunteer.get('/desk')).text()).toContain(shell.role.medicine);
  });
});

describe('the list of people', () => {
  const entries = (page: string): string[] => page.match(/<li class="person">.*?(?=<li class="person">|<h2|<\/main)/gs) ?? [];

  test('has one entry for each, with all that he may do, and when he was last here', async () => {
    const lead = await staff('lead');
    const clerk = await staff('clerk');
    const id = await idOf('clerk');
    for (const scope of ['mingdu', 'mingdu/xibu-xincun'])
      await lead.submit(`/desk/people/${id}/grants`, { role: 'lead', scope, hours: '12' });
    await clerk.submit('/desk/session/end');
    const page = await (await lead.get('/desk/people')).text();
    const own = entries(page).filter((entry) => entry.includes('贺小真'));
    expect(entries(page)).toHaveLength(2);
    expect(own).toHaveLength(1);
    expect(own[0]?.match(new RegExp(shell.role.lead, 'g'))).toHaveLength(2);
    expect(own[0]).toContain(shell.role.clerk);
    expect(own[0]).toMatch(/最近用过：4月16日 \d\d:\d\d/);
    expect(await (await lead.get(`/desk/people/${id}`)).text()).toMatch(/最近用过：4月16日 \d\d:\d\d/);
    await env.DB.prepare('delete from sessions where person_id = ?').bind(id).run();
    expect(entries(await (await lead.get('/desk/people')).text()).find((entry) => entry.includes('贺小真'))).toContain(people.notSeen);
  });
});

describe('a hand-over', () => {
  test('is given, worked under, and fails at the next request once it is taken back', async () => {
    const lead = await staff('lead');
    const clerk = await staff('clerk');
    const id = await idOf('clerk');
    expect((await clerk.get('/desk/people')).status).toBe(403);
    await lead.submit(`/desk/people/${id}/grants`, { role: 'lead', scope: 'mingdu', hours: '12' });
    const choice = /name="grant" value="([^"]+)"(?![^>]*disabled)/.exec(await (await clerk.get('/desk')).text())?.[1] ?? '';
    await clerk.submit('/desk/session/grant', { grant: choice });
    expect((await clerk.get('/desk/people')).status).toBe(200);
    const [grant] = await rows('grants', "how = 'handed-over'");
    expect(Number(grant?.['until_at']) - Number(grant?.['from_at'])).toBe(12 * 3_600_000);
    await lead.submit(`/desk/people/${id}/grants/${grant?.['id']}/revocation`);
    expect((await clerk.get('/desk/people')).status).toBe(403);
    const events = (await rows('events', `record_id = '${id}' order by seq`)).map(({ deed }) => deed);
    expect(events).toEqual(['enrolled', 'handed-over', 'revoked']);
  });

  test('leaves a lead: the last one can’t be taken back', async () => {
    const lead = await staff('lead');
    const id = await idOf('lead');
    const [grant] = await rows('grants');
    const answer = await lead.submit(`/desk/people/${id}/grants/${grant?.['id']}/revocation`);
    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain(people.lastLead);
    expect((await lead.get('/desk/people')).status).toBe(200);
  });

  test('pack is one page that says what is open and whom to call', async () => {
    const lead = await staff('lead');
    const page = await (await lead.get('/desk/handover')).text();
    expect(page.match(/class="sheet"/g)).toHaveLength(1);
    for (const said of [people.handover, '021 5555 0110', people.codesLeft(0), zhCN.desk.paper.page(1, 1)]) expect(page).toContain(said);
    // A number that only one compound has stands under its name.
    expect(page).toMatch(/<b>西部新村<\/b> [^<]+<span class="whole">021 5555 0115/);
  });

  test('names the door, the tag and who has it with his phone, and nothing else of a resident', async () => {
    const lead = await staff('lead', { committee: 'chenjiaxiang' });
    await submit(MEDICINE, insulin);
    await submit(RIDE, ride);
    const clerk = await join(await invited(lead, { role: 'clerk', scope: 'chenjiaxiang', phone: '13800138077' }));
    const [{ id } = {}] = await rows('requests', "service = 'medicine'");
    await clerk.submit(`/desk/requests/${id}/taking`, { owner: '' });
    await clerk.submit(`/desk/medicine/requests/${id}/card`);
    const page = await (await lead.get('/desk/handover')).text();
    expect(page).toContain('番禺路301号 陈家');
    expect(page).toContain(tagSpoken(tagOf(String(id))));
    expect(page).toMatch(/小周\s*<span class="whole">138 0013 8077/);
    expect(page).toContain(`${people.requestsOf(1)} ${people.cardsHeld(1)}`);
    expect(page).toContain(`<b>${people.unowned}</b>`);
    for (const hidden of [insulin.name, ride.name, '胰岛素', insulin.phone, '138 0013 8001']) expect(page).not.toContain(hidden);
  });
});

describe('a phone', () => {
  const lockedOut = async (role: 'clerk' | 'lead', scope: { committee?: string }, name: string): Promise<Staff> => {
    const phone = await staff(role, scope, name);
    await phone.submit('/desk/session/end');
    for (let wrong = 0; wrong < 5; wrong++) await phone.submit('/desk/session', { pin: '100200' });
    expect((await phone.submit('/desk/session', { pin: PIN })).status).toBe(423);
    return phone;
  };

  test('that was locked is unlocked by a lead, and the log knows both', async () => {
    const lead = await staff('lead');
    const clerk = await lockedOut('clerk', { committee: 'mingdu' }, '贺小真');
    const id = await idOf('clerk');
    const [device] = await rows('devices', `person_id = '${id}'`);
    expect(await (await lead.get('/desk/people')).text()).toContain(people.lockedDevice);
    await lead.submit(`/desk/people/${id}/devices/${device?.['id']}/unlocking`);
    expect((await clerk.submit('/desk/session', { pin: PIN })).status).toBe(303);
    const chain = await rows('events', `record_id = '${id}' order by seq`);
    expect(chain.map(({ deed }) => deed)).toEqual(['enrolled', 'locked', 'unlocked']);
  });

  test('that was lost opens nothing at the next request', async () => {
    const lead = await staff('lead');
    const clerk = await staff('clerk');
    const id = await idOf('clerk');
    const [device] = await rows('devices', `person_id = '${id}'`);
    await lead.submit(`/desk/people/${id}/devices/${device?.['id']}/removal`);
    expect(await (await clerk.get('/desk')).text()).toContain(door.notEnrolled);
  });

  test('of somebody who may more than the lead is not the lead’s to unlock, remove or replace', async () => {
    const lead = await staff('lead');
    await lockedOut('lead', {}, '镇上老王');
    const [town] = await rows('grants', 'committee is null');
    const id = String(town?.['person_id']);
    // A committee's lead does not even see him …
    expect((await lead.get(`/desk/people/${id}`)).status).toBe(404);
    // … unless he works in the committee too; his phone still is not theirs.
    await lead.submit(`/desk/people/${id}/grants`, { role: 'clerk', scope: 'mingdu' });
    const above = await staff('lead', {}, '镇上老李');
    expect((await above.submit(`/desk/people/${id}/grants`, { role: 'clerk', scope: 'mingdu' })).status).toBe(303);
    const [device] = await rows('devices', `person_id = '${id}'`);
    for (const deed of [`devices/${device?.['id']}/unlocking`, `devices/${device?.['id']}/removal`, 'invitation']) {
      const answer = await lead.submit(`/desk/people/${id}/${deed}`);
      expect(answer.status, deed).toBe(409);
      expect(await answer.text()).toContain(people.notYours);
    }
    expect(await rows('devices', `person_id = '${id}'`)).toMatchObject([{ revoked_at: null, tries: 5 }]);
  });

  test('new, of somebody known, adds a device and no right', async () => {
    const lead = await staff('lead');
    await staff('clerk');
    const id = await idOf('clerk');
    const made = await lead.submit(`/desk/people/${id}/invitation`);
    const second = await join(codeIn(await (await lead.get(made.headers.get('location') ?? '')).text()));
    expect(await (await second.get('/desk')).text()).toContain(shell.role.clerk);
    expect(await rows('grants', `person_id = '${id}'`)).toHaveLength(1);
    expect(await rows('devices', `person_id = '${id}'`)).toHaveLength(2);
  });
});

describe('a sealed code', () => {
  const halves = async (lead: Staff): Promise<{ first: string; second: string }> => {
    const page = await (await lead.submit('/desk/codes')).text();
    const [first = '', second = ''] = [...page.matchAll(/<p class="code">([A-Z2-9-]+)</g)].map(([, code]) => code ?? '');
    return { first, second };
  };
  const finder = { name: '应急老郑', phone: '13800138009', pin: PIN, again: PIN };

  test('opens a lead’s desk without export for twelve hours, and every other lead sees it', async () => {
    const lead = await staff('lead');
    const { first, second } = await halves(lead);
    const phone = phoneWith(new Map());
    // The halves in either order.
    expect((await phone.submit('/desk/emergency', { ...finder, first: second.toLowerCase(), second: first })).status).toBe(303);
    const page = await (await phone.get('/desk/people')).text();
    expect(page).toContain(shell.who('应急老郑', shell.role.lead, '名都居委会'));
    expect(page).not.toContain('/desk/exports');
    const [grant] = await rows('grants', "how = 'sealed'");
    expect(Number(grant?.['until_at']) - Number(grant?.['from_at'])).toBe(12 * 3_600_000);
    expect(await (await lead.get('/desk')).text()).toContain('应急代码已启用：应急老郑');
    expect(await (await phone.get('/desk')).text()).not.toContain('应急代码已启用');
    expect(await (await (await staff('lead', {}, '镇上老王')).get('/desk')).text()).toContain('应急代码已启用：应急老郑');
    // From another committee nothing is seen of it.
    expect(await (await (await staff('lead', { committee: 'chenjiaxiang' }, '别处老陈')).get('/desk')).text()).not.toContain('应急代码');
  });

  test('makes no leads, takes none back, and gives nobody more time than it has', async () => {
    const lead = await staff('lead');
    const leadId = await idOf('lead');
    const [leadGrant] = await rows('grants', "role = 'lead'");
    const [leadDevice] = await rows('devices');
    const phone = phoneWith(new Map());
    await phone.submit('/desk/emergency', { ...finder, ...(await halves(lead)) });
    const another = await phone.submit('/desk/invitations', { name: '越权', role: 'lead', scope: 'mingdu' });
    expect(another.status).toBe(422);
    expect(await another.text()).toContain(people.noLeads);
    for (const deed of [`grants/${leadGrant?.['id']}/revocation`, `devices/${leadDevice?.['id']}/removal`, 'invitation']) {
      expect((await phone.submit(`/desk/people/${leadId}/${deed}`)).status, deed).toBe(409);
    }
    expect((await lead.get('/desk/people')).status).toBe(200);
    await join(await invited(phone, { role: 'clerk' }));
    const [sealed] = await rows('grants', "how = 'sealed'");
    expect(await rows('grants', "role = 'clerk'")).toMatchObject([{ until_at: sealed?.['until_at'] }]);
  });

  test('is good for one use, and of ten at once one is let in', async () => {
    const lead = await staff('lead');
    const typed = { ...finder, ...(await halves(lead)) };
    const answers = await Promise.all(Array.from({ length: 10 }, () => phoneWith(new Map()).submit('/desk/emergency', typed)));
    expect(answers.map(({ status }) => status).sort()).toEqual([303, ...Array(9).fill(403)]);
    expect(await rows('grants', "how = 'sealed'")).toHaveLength(1);
  });

  test('half of it, a wrong one, or a void one opens nothing', async () => {
    const lead = await staff('lead');
    const { first, second } = await halves(lead);
    const other = await halves(lead);
    for (const typed of [
      { first, second: first },
      { first, second: other.second },
      { first: 'ABCD-EFGH-JKLM', second },
    ]) {
      const answer = await phoneWith(new Map()).submit('/desk/emergency', { ...finder, ...typed });
      expect(answer.status).toBe(403);
      expect(await answer.text()).toContain(door.sealedWrong);
    }
    for (const { id } of await rows('envelopes')) await lead.submit(`/desk/codes/${id}/voiding`);
    expect((await phoneWith(new Map()).submit('/desk/emergency', { ...finder, first, second })).status).toBe(403);
    expect(await rows('grants', "how = 'sealed'")).toEqual([]);
    expect(JSON.stringify(await rows('envelopes'))).not.toContain(first.replaceAll('-', ''));
  });

  test('needs a name, a phone and a PIN, and keeps no PIN on the page', async () => {
    const { first, second } = await halves(await staff('lead'));
    const answer = await phoneWith(new Map()).submit('/desk/emergency', { first, second, pin: '222222', again: '222222' });
    expect(answer.status).toBe(422);
    const page = await answer.text();
    for (const fault of [zhCN.errors.required(door.sealedName), door.pinFair]) expect(page).toContain(fault);
    expect(page).not.toContain('222222');
  });
});

test('the chain of a person’s events holds, and names nobody', async () => {
  const lead = await staff('lead');
  await join(await invited(lead, { phone: '13800138000' }));
  const all = await dbFor(env, '').select().from(events).where(eq(events.recordKind, 'person')).orderBy(events.seq);
  const chains = [...Map.groupBy(all, ({ recordId }) => recordId).values()];
  expect(Math.max(...chains.map((chain) => chain.length))).toBeGreaterThan(2);
  for (const chain of chains) expect(await brokenAt(chain)).toBeUndefined();
  const kept = JSON.stringify(await rows('events', "record_kind = 'person'"));
  for (const personal of ['小周', '朱组长', '13800138000', PIN]) expect(kept).not.toContain(personal);
});
