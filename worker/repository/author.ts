import type { Change } from './repository.ts';

/** Who commits, as git wants it: a name on one line, and an address that leads nowhere. */
export const identityOf = ({ name, id }: Change['author']): { name: string; email: string } => ({
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed
  name: name.replace(/[<>\u0000-\u001f\u007f]/g, '').trim() || '工作台',
  email: `${id.replace(/[^\w-]/g, '')}@desk.invalid`,
});

/** A commit's message: one line. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed
export const messageOf = ({ message }: Change): string => message.replace(/[\u0000-\u001f\u007f]+/g, ' ').trim();
