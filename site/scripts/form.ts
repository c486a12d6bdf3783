import { all, memory, one } from './dom.ts';

const random = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

type Entry = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;
const entries = (form: HTMLFormElement) =>
  all('input, select, textarea', form).filter((entry): entry is Entry => 'value' in entry && (entry as Entry).type !== 'hidden');
const isTick = (entry: Entry): entry is HTMLInputElement => entry.type === 'radio' || entry.type === 'checkbox';

// A form carries a key, so that a second tap or a lost answer makes no second row; the draft stays until an answer came.
export const keepDraft = (): void => {
  const form = document.querySelector<HTMLFormElement>('form[data-form]');
  if (!form) return;
  const key = form.querySelector<HTMLInputElement>('input[name=key]');
  if (key && !key.value) key.value = random();
  const draft = `draft${form.getAttribute('action')}`;
  const answered = one('.alarm[data-focus]');
  const kept = answered ? null : memory.get(draft);
  if (kept) {
    const values = JSON.parse(kept) as Record<string, string | boolean>;
    entries(form).forEach((entry, at) => {
      const value = values[`${at}${entry.name}`];
      if (isTick(entry)) entry.checked = value === true;
      else if (typeof value === 'string') entry.value = value;
    });
  }
  form.addEventListener('input', () =>
    memory.set(
      draft,
      JSON.stringify(
        Object.fromEntries(
          // consent is given anew each time
          entries(form)
            .filter(({ name }) => name !== 'health' && name !== 'agreed')
            .map((entry) => [`${entries(form).indexOf(entry)}${entry.name}`, isTick(entry) ? entry.checked : entry.value]),
        ),
      ),
    ),
  );
  form.addEventListener('submit', () => memory.set('sent', draft));
};

export const showPlaces = (): void => {
  // Arriving at a receipt means that what was sent has been answered.
  const sent = memory.get('sent');
  if (sent && location.pathname.startsWith('/r/')) {
    memory.drop(sent);
    memory.drop('sent');
  }
  const said = document.querySelector<HTMLFormElement>('form[data-slots]')?.dataset;
  if (!said?.['slots']) return;
  fetch(said['slots'])
    .then((answer) => (answer.ok ? answer.json() : Promise.reject()))
    .then(({ slots }: { slots: Record<string, { left: number; closed: boolean } | undefined> }) => {
      for (const mark of all('[data-slot]')) {
        const slot = slots[mark.dataset['slot'] ?? ''];
        if (!slot) continue;
        const choice = mark.closest('label')?.querySelector('input');
        if (choice && slot.left <= 0) choice.disabled = true;
        mark.textContent = ` · ${slot.closed ? said['closed'] : slot.left > 0 ? said['left']?.replace('0', String(slot.left)) : said['full']}`;
      }
      // without an answer the places stand in the reply to the form
    })
    .catch(() => undefined);
};
