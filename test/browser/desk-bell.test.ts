import { expect, test } from 'vitest';
import { askForDrugs, join, someone } from './desk.ts';
import { stage } from './stage.ts';

const at = stage({ invites: true });

test('an urgent request is seen and heard within a minute by whoever has the desk open', async () => {
  const [clerk, resident] = await Promise.all([
    someone(at.browser, at.portal.url, { javaScript: true }),
    someone(at.browser, at.portal.url),
  ]);
  await clerk.page.addInitScript(() => {
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (when?: number) {
      document.documentElement.dataset['tones'] = String(Number(document.documentElement.dataset['tones'] ?? 0) + 1);
      start.call(this, when);
    };
  });
  await clerk.page.clock.install();
  await join(clerk, /http:\S+\/desk\/join\/[A-Z2-9]{12}/.exec(at.portal.output())?.[0] ?? expect.unreachable());
  const tones = () => clerk.page.evaluate(() => Number(document.documentElement.dataset['tones'] ?? 0));
  await clerk.page.getByRole('button', { name: '开提示音' }).click();
  expect(await tones()).toBe(3);
  // The button was the touch that lets the next pages sound.
  await clerk.page.goto(`${at.portal.url}/desk/people`);
  expect(await tones()).toBe(0);
  await askForDrugs(resident, at.portal.url, '许老师', '402', [{ name: '氨氯地平', days: 12 }]);
  await clerk.page.clock.fastForward(60_000);
  expect(await clerk.page.getByText('来了一件急事').isVisible()).toBe(false);
  await askForDrugs(resident, at.portal.url, '孟阿公', '301', [{ name: '门冬胰岛素', days: 1 }]);
  await clerk.page.clock.fastForward(31_000);
  await clerk.page.getByText('来了一件急事').waitFor();
  expect(await tones()).toBe(3);
  await Promise.all([clerk, resident].map(({ phone }) => phone.close()));
});
