const bytes = (length: number) => crypto.getRandomValues(new Uint8Array(length));

/** 256 random bits as text: the key of a device, the token of a session. */
export const newToken = (): string => Array.from(bytes(32), (byte) => byte.toString(16).padStart(2, '0')).join('');
