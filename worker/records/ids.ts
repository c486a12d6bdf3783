const TIME = 48;

/**
 * The id of something that is never looked for by its first digits (UUID version 7: the time, then 74 random bits). Ids in the order
 * in which they are made share a page of their index; random ones write a page each.
 * https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-7
 */
export const orderedId = (now: number = Date.now()): string => {
  const time = now.toString(16).padStart(TIME / 4, '0');
  const random = crypto.randomUUID();
  // The digits of version 4 that are random stand where those of version 7 are.
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(15)}`;
};
