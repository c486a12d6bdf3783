import { all, memory, one } from './dom.ts';

export const rememberPlace = (): void => {
  const place = one('[data-place]');
  if (place) memory.set('place', JSON.stringify([place.dataset['place'], place.dataset['name']]));
};

// A remembered building's card stands open, and its next turn stands in the first screen.
export const rememberBuilding = (): void => {
  const place = one('[data-place]')?.dataset['place'];
  if (!place) return;
  const key = `building${place}`;
  const show = (id: string | null) => {
    const card = id ? document.getElementById(id) : null;
    for (const other of all('.card')) other.classList.toggle('mine', other === card);
    const turn = one('[data-glance=turn] dd');
    const next = card && (one('li:not(.over):not([data-group])', card) ?? one('li:not(.over)', card));
    if (turn && next && card) {
      const link = document.createElement('a');
      link.href = `#${id}`;
      link.textContent = one('h3', card)?.textContent ?? '';
      turn.textContent = '';
      delete turn.dataset['ends'];
      for (const node of Array.from(next.childNodes)) turn.append(node.cloneNode(true));
      turn.append(' ', link);
    }
  };
  for (const door of all('[data-doors] a'))
    door.addEventListener('click', () => {
      const id = decodeURIComponent(door.getAttribute('href')?.slice(1) ?? '');
      memory.set(key, id);
      show(id);
    });
  show(decodeURIComponent(location.hash.slice(1)) || memory.get(key));
};
