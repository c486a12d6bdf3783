import { beforeEach, expect, test } from 'vitest';
import { zhCN } from '../../domain/words/index.ts';
import { forget, get, receiptOf, rows, submit } from './portal.ts';
import { baker, granny, neighbour } from './residents.ts';
import { staff } from './staff.ts';

const { reading, desk } = zhCN;
beforeEach(forget);

const FORM = '/requests/chenjiaxiang/yanjie/missed';
const ABOUT = 'samplings/0416';
const TURNOUT = '/desk/turnout/chenjiaxiang/yanjie/0416';
const answers = { for: 'self', 'q-what': '没有听到通知', 'q-day': '2022-04-16', 'q-people': '2', 'q-reach': '打电话' };

test('one tap from the round leads to the form, with the round and its day in it', async () => {
  const page = await (await get('/chenjiaxiang/yanjie/samplings/0416/')).text();
  expect(page).toContain(`href="${FORM}?about=${ABOUT}"`);
  const form = await get(`${FORM}?about=${ABOUT}`);
  expect(form.status).toBe(200);
  const html = await form.text();
  expect(html).toContain(`name="about" value="${ABOUT}"`);
  expect(html).toMatch(/name="q-day"[^>]*value="2022-04-16"/);
  expect(html).toMatch(/关于：[^<]*采样/);
  // What is not there leads to the plain form.
  for (const about of ['samplings/none', 'notices/none', '../x', ''])
    expect((await get(`${FORM}?about=${about}`)).headers.get('location')).toBe('/chenjiaxiang/yanjie/services/missed/');
  const wrong = await submit(FORM, { ...granny, about: ABOUT });
  expect(wrong.status).toBe(422);
  expect(await wrong.text()).toContain(`name="about" value="${ABOUT}"`);
});

test('who says it stands on the make-up list, a household once however often it says so', async () => {
  for (const who of [granny, neighbour, baker]) receiptOf(await submit(FORM, { ...who, ...answers, about: ABOUT }));
  receiptOf(await submit(FORM, { ...granny, ...answers, about: ABOUT, 'q-people': '3', name: '陈小毛', phone: '13800138055' }));
  expect(await rows('requests', "service = 'missed'")).toHaveLength(4);
  expect(await rows('missings')).toHaveLength(3);
  const clerk = await staff('clerk', { committee: 'chenjiaxiang' });
  const page = await (await clerk.get(TURNOUT)).text();
  expect(page).toContain(`${desk.signups.doorsTitle} ${desk.signups.doorsCount(3)}`);
  expect(page).toContain('番禺路301号 陈家');
  expect(page).not.toContain('陈阿婆');
  const paper = await (await clerk.get(`${TURNOUT}/missing`)).text();
  expect(paper).toContain('番禺路301号 顾家');
});

test('whoever only knows the day, on the web or on the phone, stands there too; withdrawn he does not', async () => {
  const receipt = receiptOf(await submit(FORM, { ...granny, ...answers }));
  expect(await rows('missings')).toMatchObject([{ round: '0416', committee: 'chenjiaxiang', compound: 'yanjie' }]);
  receiptOf(await submit(FORM, { ...baker, ...answers, 'q-day': '2022-03-01' }));
  expect(await rows('missings')).toHaveLength(1);
  await submit(`${receipt}/cancellation`, { four: '8001' });
  const clerk = await staff('clerk', { committee: 'chenjiaxiang' });
  expect(await (await clerk.get(TURNOUT)).text()).not.toContain(desk.signups.doorsTitle);
});

test('a notice’s page asks too', async () => {
  const page = await (await get('/mingdu/xibu-mingdu-huayuan/')).text();
  const [, notice = ''] = /href="\/mingdu\/xibu-mingdu-huayuan\/notices\/([a-z0-9-]+)\/"/.exec(page) ?? [];
  const own = await (await get(`/mingdu/xibu-mingdu-huayuan/notices/${notice}/`)).text();
  expect(own).toContain(reading.missedNotice);
  const form = await get(`/requests/mingdu/xibu-mingdu-huayuan/missed?about=notices/${notice}`);
  expect(form.status).toBe(200);
  expect(await form.text()).toContain(`name="about" value="notices/${notice}"`);
});
