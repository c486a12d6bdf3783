import { beforeAll, describe, expect, test } from 'vitest';
import { askForDrugs, invite, join, type Someone, someone } from './desk.ts';
import { stage } from './stage.ts';

const at = stage({ invites: true });

const pagesIn = (pdf: Buffer): number => pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;

// No script anywhere: the desk is worked with links and forms.
describe('the medicine team of 名都, on a phone without JavaScript', () => {
  let lead: Someone;
  let volunteer: Someone;
  let resident: Someone;
  let receipt = '';
  let other = '';
  let home = '';

  /** What the resident reads on the receipt now. */
  const told = async (address = receipt): Promise<string> => {
    await resident.page.goto(address);
    return resident.page.locator('main').innerText();
  };
  const tap = async (name: string | RegExp) => {
    await volunteer.page.getByRole('button', { name }).first().click();
    expect(await volunteer.page.locator('main [role=alert]').allInnerTexts()).toEqual([]);
  };
  const seen = () => volunteer.page.locator('main').innerText();
  const go = (path: string) => volunteer.page.goto(`${at.portal.url}${path}`);

  const makeRun = async (hospital: string) => {
    await go('/desk/medicine/runs');
    await volunteer.page.locator(`input[name=hospital][value="${hospital}"]`).check();
    await volunteer.page.getByLabel('第一个人').selectOption({ label: '小周' });
    await volunteer.page.getByLabel('第二个人').selectOption({ label: '名都居委会负责人' });
    await tap('开这趟车');
  };
  const putHome = async (name: string) => {
    await volunteer.page.locator('label.check', { hasText: name }).locator('input').check();
    await tap('排进这趟');
  };

  beforeAll(async () => {
    const invitation = /http:\S+\/desk\/join\/[A-Z2-9]{12}/.exec(at.portal.output())?.[0] ?? expect.unreachable();
    [lead, volunteer, resident] = (await Promise.all([1, 2, 3].map(() => someone(at.browser, at.portal.url)))) as [
      Someone,
      Someone,
      Someone,
    ];
    await join(lead, invitation);
  }, 60_000);

  test('the lead invites a volunteer, who joins with his own phone', async () => {
    await join(volunteer, await invite(lead, at.portal.url, '小周', 'medicine'));
    expect(await volunteer.page.locator('header').innerText()).toContain('小周 · 配药队员 · 名都居委会');
    expect(await volunteer.page.getByRole('navigation').innerText()).not.toContain('人员');
  });

  test('a resident’s insulin stands first, before what came earlier', async () => {
    other = await askForDrugs(resident, at.portal.url, '许老师', '402', [{ name: '氨氯地平', days: 12 }]);
    receipt = await askForDrugs(resident, at.portal.url, '孟阿公', '301', [{ name: '门冬胰岛素', days: 1 }]);
    await go('/desk/requests');
    const first = volunteer.page.locator('.lines > li').first();
    expect(await first.innerText()).toMatch(/急[\s\S]*3号楼 1单元 301室 孟阿公[\s\S]*没人接/);
    expect(await seen()).not.toContain('胰岛素');
    await first.getByRole('link').click();
    await tap('我来办');
    expect(await told()).toContain('有人接手');
    await volunteer.page.getByRole('link', { name: '配药：医保卡、跑医院、结果' }).click();
    home = new URL(volunteer.page.url()).pathname;
    expect(await seen()).toContain('门冬胰岛素');
  });

  test('the card is collected, and is on somebody’s list', async () => {
    await tap('卡取到了');
    expect(await seen()).toContain('卡在 小周 手里');
    expect(await told()).toContain('医保卡已取走');
    await go('/desk/medicine/cards');
    expect(await seen()).toMatch(/小周[\s\S]*孟阿公/);
  });

  test('a run is made; its sheet and labels are printed', async () => {
    await makeRun('社区卫生服务中心');
    await putHome('孟阿公');
    expect(await told()).toContain('已排好去办的日子');
    const run = new URL(volunteer.page.url()).pathname;
    await go(`${run}/sheet`);
    const sheet = await seen();
    for (const word of ['社区卫生服务中心', '07:00', '孟阿公', '门冬胰岛素', '小周', '3号楼']) expect(sheet).toContain(word);
    expect(pagesIn(await volunteer.page.pdf({ preferCSSPageSize: true }))).toBe(await volunteer.page.locator('.sheet').count());
    await go(`${run}/labels`);
    const labels = await seen();
    for (const word of ['孟阿公', '名都居委会', '西部名都花园', '冷藏']) expect(labels).toContain(word);
    expect(labels).not.toContain('胰岛素');
    expect(pagesIn(await volunteer.page.pdf({ preferCSSPageSize: true }))).toBe(1);
    await go(run);
    await tap('出发');
  });

  test('the drug is not in one hospital, and bought in the other', async () => {
    await go(home);
    await tap('这家没有');
    expect(await seen()).toContain('社区卫生服务中心：这家没有');
    expect(await told()).toMatch(/药：1种在找[\s\S]*有了结果：1种这次没配到/);
    await makeRun('区中心医院');
    await putHome('孟阿公');
    await go(home);
    await volunteer.page.locator('form[action$="/findings"] select[name=run]').selectOption({ label: '4月17日 区中心医院' });
    await tap('全配到了');
    expect(await told()).toMatch(/已办到，正在送[\s\S]*配到了1种正要送/);
  });

  test('the amount is entered, the bag delivered, the card back at its door', async () => {
    await volunteer.page.getByLabel('发票金额（元）').fill('１４６.5');
    await tap('记下这张发票');
    expect(await seen()).toContain('一共 146.50 元');
    await tap('药和卡一起送到了');
    expect(await told()).toContain('已经送到');
    await go('/desk/medicine/money');
    expect(await seen()).toMatch(/小周[\s\S]*146\.50/);
    await go('/desk/medicine/cards');
    expect(await seen()).not.toContain('孟阿公');
  });

  test('the receipt showed each step', async () => {
    const steps = (await told()).split('经过')[1] ?? '';
    const said = ['提交申请', '有人接手', '医保卡取走', '排好日子', '有了结果', '送到'];
    expect(said.map((step) => steps.indexOf(step)).every((place, index, all) => place > (all[index - 1] ?? -1))).toBe(true);
    for (const hidden of ['胰岛素', '孟阿公', '小周', '医院', '146']) expect(steps).not.toContain(hidden);
  });

  test('the night list does not close until its last line has a word', async () => {
    await go('/desk/medicine/night');
    await tap('开今晚的单子');
    expect(await seen()).toContain('还差2行');
    await volunteer.page.getByRole('button', { name: '都对好了，关单' }).click();
    expect(await volunteer.page.locator('main [role=alert]').innerText()).toContain('还有2行没写，关不了');
    const line = (name: string) => volunteer.page.locator('li.line', { hasText: name });
    await line('孟阿公').getByRole('button', { name: '送到了' }).click();
    await volunteer.page.getByRole('button', { name: '都对好了，关单' }).click();
    expect(await volunteer.page.locator('main [role=alert]').innerText()).toContain('还有1行没写，关不了');
    await line('许老师').locator('select[name=run]').selectOption({ label: '4月17日 区中心医院' });
    await line('许老师').getByRole('button', { name: '明天去' }).click();
    await tap('都对好了，关单');
    expect(await seen()).toMatch(/小周关单[\s\S]*明天的单子[\s\S]*区中心医院/);
    expect(await told(other)).toContain('已排好去办的日子');
    expect(await told()).toContain('已办结');
  });

  test('taken back, the volunteer’s next tap is refused', async () => {
    await lead.page.goto(`${at.portal.url}/desk/people`);
    await lead.page.getByRole('link', { name: '小周' }).click();
    await lead.page.getByRole('button', { name: '收回' }).click();
    await go('/desk/medicine');
    expect(await seen()).toContain('您的权限已经到期或被收回');
  });
});
