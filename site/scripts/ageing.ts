import { all } from './dom.ts';

const page = document.documentElement.dataset;
const now = () => Date.now() + Number(page['clock']);

// A static page can't know that ten o'clock has passed.
export const markOver = (): void => {
  for (const item of all('[data-ends]')) {
    if (item.dataset['over'] || Number(item.dataset['ends']) > now()) continue;
    item.dataset['over'] = page['saidOver'];
    item.classList.add('over');
    const choice = item.querySelector('input');
    if (choice) choice.disabled = true;
    item.parentElement?.append(item);
  }
};

// What holds until a moment: “sign-up opens at eight” says nothing after eight.
export const dropPassed = (): void => {
  for (const item of all('[data-until]')) item.hidden = Number(item.dataset['until']) <= now();
};

const DAY = 86_400_000;

// “Today” on a page of yesterday is wrong: say the days anew.
export const sayDays = (): void => {
  const words = (page['saidDays'] ?? '').split(',');
  const today = Math.floor((now() + DAY / 3) / DAY);
  for (const item of all('[data-day]')) {
    item.textContent = words[Date.parse(item.dataset['day'] ?? '') / DAY - today + 1] ?? '';
  }
};

// A demonstration's page says its day; what time it is there changes under the reader.
export const sayTime = (): void => {
  const [, month, day, time] = /-(\d+)-(\d+)T(\d+:\d+)/.exec(new Date(now() + DAY / 3).toISOString()) ?? [];
  for (const item of all('[data-now]')) item.textContent = `${Number(month)}月${Number(day)}日 ${time}`;
};
