import { all, memory, one } from './dom.ts';

// What the desk's press has beyond its pages: a preview that follows what is typed, a page that sees by itself when all is
// live, and buttons that copy.

const QUIET = 700;

const draft = document.querySelector<HTMLFormElement>('form[data-press]');
const preview = one('[data-preview]');

/** The form is sent as it is, kept by the desk, and comes back as it will be read. */
const look = async (form: HTMLFormElement, place: HTMLElement): Promise<void> => {
  const body = new URLSearchParams();
  new FormData(form).forEach((value, name) => {
    if (typeof value === 'string') body.append(name, value);
  });
  const key = `press${form.dataset['press'] ?? ''}`;
  const typed = body.toString();
  memory.set(key, typed);
  const answer = await fetch(form.dataset['press'] ?? '', { method: 'POST', body }).catch(() => undefined);
  if (!answer?.ok) return;
  memory.drop(key);
  const drawn = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('[data-preview]');
  if (drawn) place.replaceChildren(...Array.from(drawn.childNodes));
};

const entriesOf = (form: HTMLFormElement): (HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement)[] =>
  Array.from(form.querySelectorAll<HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement>('input, select, textarea'));

/** What was typed while the network was away stands in the form again. */
const restore = (form: HTMLFormElement): boolean => {
  const kept = memory.get(`press${form.dataset['press'] ?? ''}`);
  if (!kept) return false;
  const typed = new URLSearchParams(kept);
  for (const entry of entriesOf(form)) {
    if (entry instanceof HTMLInputElement && entry.type === 'hidden') continue;
    const values = typed.getAll(entry.name);
    if (entry instanceof HTMLInputElement && (entry.type === 'checkbox' || entry.type === 'radio'))
      entry.checked = values.includes(entry.value);
    else if (values[0] !== undefined) entry.value = values[0];
  }
  return true;
};

if (draft && preview) {
  let timer = 0;
  const soon = () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => void look(draft, preview), QUIET);
  };
  draft.addEventListener('input', soon);
  // What is being sent has its own answer: a preview that came later would keep an older text.
  draft.addEventListener('submit', () => {
    clearTimeout(timer);
    memory.drop(`press${draft.dataset['press'] ?? ''}`);
  });
  if (restore(draft)) soon();
  for (const button of all('[data-look]', draft)) button.hidden = true;
}

for (const choice of all('input[name=level]')) {
  const urgent = one('[data-urgent]');
  choice.addEventListener('change', () => {
    if (urgent instanceof HTMLDetailsElement && choice instanceof HTMLInputElement) urgent.open = choice.value === 'urgent';
  });
}

const coming = one('[data-coming]');

/** Asks until it is live: often at first, for on one machine it takes a moment only. */
const follow = async (address: string): Promise<void> => {
  for (let asked = 0; ; asked++) {
    await new Promise((done) => setTimeout(done, asked < 20 ? 300 : 3000));
    const answer = await fetch(address, { headers: { accept: 'application/json' } }).catch(() => undefined);
    const { state } = answer?.ok ? ((await answer.json()) as { state: string }) : { state: 'written' };
    if (state !== 'written' && state !== 'writing') break;
    // Now and then the whole page: it says so when it takes too long.
    if (asked === 30) break;
  }
  location.reload();
};
if (coming) void follow(coming.dataset['coming'] ?? '');

for (const button of all('[data-copy]')) {
  const source = one('[data-copy-from]', button.parentElement ?? document);
  if (!source) continue;
  button.hidden = false;
  button.addEventListener('click', () => {
    const text = source instanceof HTMLInputElement ? source.value : (source.textContent ?? '');
    // Inside WeChat the clipboard may be shut: then the text is marked, for a long press.
    const mark = () => {
      if (source instanceof HTMLInputElement) source.select();
      else getSelection()?.selectAllChildren(source);
    };
    if (!navigator.clipboard) return mark();
    navigator.clipboard.writeText(text).then(() => {
      button.textContent = button.dataset['done'] ?? '';
    }, mark);
  });
}
