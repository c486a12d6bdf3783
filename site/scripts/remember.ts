import { all, memory, one } from './dom.ts';

export const rememberPlace = (): void => {
  const place = one('[data-place]');
  if (place) memory.set('place', JSON.stringify([place.dataset['place'], place.dataset['name']]));
};

// What the card says stands in the first screen, with its own end.
const atAGlance = (part: string, said: HTMLElement | null, ...more: Node[]): void => {
  const line = one(`[data-glance=${part}] dd`);
  if (!line || !said) return;
  line.textContent = '';
  line.classList.remove('over');
  delete line.dataset['over'];
  line.dataset['ends'] = said.dataset['ends'] ?? '';
  for (const node of Array.from(said.childNodes)) line.append(node.cloneNode(true));
  line.append(' ', ...more);
};

// A remembered building's card stands open, and its next turn stands in the first screen.
export const rememberBuilding = (): void => {
  const place = one('[data-place]')?.dataset['place'];
  if (!place) return;
  const key = `building${place}`;
  const show = (id: string | null) => {
    const card = id ? document.getElementById(id) : null;
    for (const other of all('.card')) other.classList.toggle('mine', other === card);
    if (!card) return;
    const name = document.createElement('a');
    name.href = `#${card.id}`;
    name.textContent = one('h3', card)?.textContent ?? '';
    atAGlance('turn', one('li:not(.over):not([data-group])', card) ?? one('li:not(.over)', card), name);
    atAGlance('supply', one('[data-supply]:not(.over)', card));
  };
  for (const door of all('[data-doors] a'))
    door.addEventListener('click', () => {
      const id = decodeURIComponent(door.getAttribute('href')?.slice(1) ?? '');
      memory.set(key, id);
      show(id);
    });
  show(decodeURIComponent(location.hash.slice(1)) || memory.get(key));
};

// A form asks for the building that is remembered already.
export const offerBuilding = (): void => {
  const select = document.querySelector<HTMLSelectElement>('form[data-form] select[name=building]');
  const place = select?.form?.dataset['place'];
  if (!select || !place || select.value) return;
  const building = memory.get(`building${place}`)?.replace(/^b-/, '') ?? '';
  if (Array.from(select.options).some(({ value }) => value === building)) select.value = building;
};
