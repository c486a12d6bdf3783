import { all, memory } from './dom.ts';

// What the desk has beyond its pages: a button that prints, and a sound when something urgent comes in.

for (const button of all('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => print());
}

const EVERY = 30_000;
let audio: AudioContext | undefined;

// Three short tones: no file has to be loaded, and no policy allows one.
const ring = (): void => {
  audio ??= new AudioContext();
  void audio.resume();
  for (const [at, pitch] of [
    [0, 880],
    [0.35, 660],
    [0.7, 880],
  ] as const) {
    const tone = audio.createOscillator();
    tone.frequency.value = pitch;
    tone.connect(audio.destination);
    tone.start(audio.currentTime + at);
    tone.stop(audio.currentTime + at + 0.25);
  }
};

const bell = document.querySelector<HTMLElement>('[data-bell]');
const { urgent = '', newest = '0', rings = '' } = bell?.dataset ?? {};

// A browser lets nothing sound before somebody touched the page: the button is that touch, and remembered for the next page.
const sound = document.querySelector<HTMLButtonElement>('[data-sound]');
if (sound) {
  sound.hidden = false;
  sound.addEventListener('click', () => {
    memory.set('sound', 'on');
    sound.textContent = rings;
    ring();
  });
  if (memory.get('sound')) sound.textContent = rings;
}

let known = Number(newest);

const look = async (): Promise<void> => {
  const answer = await fetch('/desk/urgent', { headers: { accept: 'application/json' } }).catch(() => undefined);
  const now = answer?.ok ? ((await answer.json()) as { newest: number }).newest : 0;
  if (now <= known) return;
  known = now;
  for (const note of all('[data-arrived]')) note.hidden = false;
  document.title = urgent;
  if (memory.get('sound')) ring();
};

if (bell) setInterval(() => void look(), EVERY);
