import { all, memory, one } from './dom.ts';

export const findPlace = (): void => {
  const box = one('[data-find-box]');
  const input = box && one('input', box);
  if (!box || !(input instanceof HTMLInputElement)) return;
  box.hidden = false;
  const letters = one('[data-letters]');
  const none = one('[data-find-none]');
  input.addEventListener('input', () => {
    // “西部 名都3号楼” is looked up as 西部名都
    const sought = input.value
      .replace(/\s/g, '')
      .replace(/\d+号?楼?$/, '')
      .toLowerCase();
    let found = 0;
    for (const entry of all('[data-find]')) {
      entry.hidden = !entry.dataset['find']?.includes(sought);
      if (!entry.hidden) found++;
    }
    if (found === 0) for (const entry of all('[data-find]')) entry.hidden = false;
    for (const letter of all('[data-letter]')) letter.hidden = !one('[data-find]:not([hidden])', letter);
    if (letters) letters.hidden = sought !== '' && found > 0;
    if (none) none.hidden = found > 0;
  });
  const last = one('[data-last]');
  const link = last && one('a', last);
  const [path, name] = JSON.parse(memory.get('place') ?? '[]') as (string | undefined)[];
  if (last && link instanceof HTMLAnchorElement && path?.startsWith('/') && !path.startsWith('//') && name) {
    link.href = path;
    link.textContent = name;
    last.hidden = false;
  }
};
