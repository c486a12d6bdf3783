import { all, one } from './dom.ts';

export const offerButtons = (): void => {
  for (const button of all('[data-print]')) {
    button.hidden = false;
    button.addEventListener('click', () => print());
  }
  if (!('speechSynthesis' in window)) return;
  for (const button of all('[data-listen]')) {
    const listen = button.textContent ?? '';
    button.hidden = false;
    button.addEventListener('click', () => {
      if (speechSynthesis.speaking) {
        speechSynthesis.cancel();
        return;
      }
      // what is hidden is not read
      const speech = new SpeechSynthesisUtterance((one('[data-aloud]') ?? one('main'))?.innerText ?? '');
      speech.lang = document.documentElement.lang;
      speech.rate = 0.9;
      speech.onend = speech.onerror = () => {
        button.textContent = listen;
      };
      button.textContent = button.dataset['stop'] ?? '';
      speechSynthesis.speak(speech);
    });
  }
};
