export const all = (selector: string, root: ParentNode = document): HTMLElement[] =>
  Array.from(root.querySelectorAll<HTMLElement>(selector));
export const one = (selector: string, root: ParentNode = document): HTMLElement | null => root.querySelector<HTMLElement>(selector);

/** The phone's own memory: absent or full in some WebViews, then nothing is remembered. */
export const memory = {
  get: (key: string): string | null => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  },
  set: (key: string, value: string): void => {
    try {
      localStorage.setItem(key, value);
    } catch {
      /* full or forbidden */
    }
  },
  drop: (key: string): void => {
    try {
      localStorage.removeItem(key);
    } catch {
      /* forbidden */
    }
  },
};
