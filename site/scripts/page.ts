import { dropPassed, markOver, sayDays, sayTime } from './ageing.ts';
import { offerBuilding, rememberBuilding, rememberPlace } from './remember.ts';
import { keepDraft, showPlaces } from './form.ts';
import { findPlace } from './find.ts';
import { offerButtons } from './aloud.ts';

// One small script for all pages: each part finds its own marks in the page, or does nothing.
sayDays();
sayTime();
markOver();
dropPassed();
setInterval(() => {
  sayTime();
  markOver();
  dropPassed();
}, 30_000);
rememberPlace();
rememberBuilding();
findPlace();
keepDraft();
offerBuilding();
showPlaces();
offerButtons();
document.querySelector<HTMLElement>('[data-focus]')?.focus();
