import { all, memory, one } from './dom.ts';

// What the desk's press has beyond its pages: a preview that follows what is typed, a page that sees by itself when all is
// live, and buttons that copy.

const QUIET = 700;

const draft = document.querySelector<HTMLFormElement>('form[data-press]');
const preview = one('[data-preview]');

const seenIn = (form: HTMLFormElement) => form.querySelector<HTMLInputElement>('input[name=seen]');
const keyOf = (form: HTMLFormElement): string => `press${form.dataset['press'] ?? ''}`;

/** What stands in the form is kept on the phone, with which state of the draft it was typed into. */
const remember = (form: HTMLFormElement): URLSearchParams => {
  const typed = new URLSearchParams();
  new FormData(form).forEach((value, name) => {
    if (typeof value === 'string') typed.append(name, value);
  });
  memory.set(keyOf(form), typed.toString());
  return typed;
};

/** From here on the form writes to what its last text was kept in: the draft as it is now, or a second one. */
const follows = (form: HTMLFormElement, { dataset: { preview: action = '', seen: moment = '' } }: HTMLElement): void => {
  const seen = seenIn(form);
  if (!action || !seen) return;
  seen.value = moment;
  form.action = action;
  form.dataset['press'] = `${action}/preview`;
  for (const button of all('[data-look]', form)) button.setAttribute('formaction', `${action}/preview`);
};

/** The form is sent as it is, kept by the desk, and comes back as it will be read. */
const look = async (form: HTMLFormElement, place: HTMLElement): Promise<void> => {
  const body = remember(form);
  const key = keyOf(form);
  const answer = await fetch(form.dataset['press'] ?? '', { method: 'POST', body }).catch(() => undefined);
  if (!answer?.ok) return;
  // It was published meanwhile: what was typed is elsewhere now.
  if (answer.redirected) return location.assign(answer.url);
  const drawn = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector<HTMLElement>('[data-preview]');
  if (!drawn) return;
  // What was typed since is on its way, or will be.
  if (memory.get(key) === body.toString()) memory.drop(key);
  follows(form, drawn);
  place.replaceChildren(...Array.from(drawn.childNodes));
};

const entriesOf = (form: HTMLFormElement): (HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement)[] =>
  Array.from(form.querySelectorAll<HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement>('input, select, textarea'));

/** What was typed while the network was away stands in the form again. */
const restore = (form: HTMLFormElement): boolean => {
  const kept = memory.get(keyOf(form));
  if (!kept) return false;
  const typed = new URLSearchParams(kept);
  // The desk has it, or something newer.
  if (typed.get('seen') !== seenIn(form)?.value) {
    memory.drop(keyOf(form));
    return false;
  }
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
  draft.addEventListener('submit', ({ submitter }) => {
    clearTimeout(timer);
    // Whether it arrives is not known yet: the next page of the desk says so.
    remember(draft);
    if (submitter instanceof HTMLButtonElement && submitter.value === 'discard') memory.drop(keyOf(draft));
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

const done = one('[data-published]')?.dataset['published'];
if (done) memory.drop(`press/desk/press/drafts/${done}/preview`);

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
