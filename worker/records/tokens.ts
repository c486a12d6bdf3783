const bytes = (length: number) => crypto.getRandomValues(new Uint8Array(length));

/** 256 random bits as text: the key of a device, the token of a session. */
export const newToken = (): string => Buffer.from(bytes(32)).toString('hex');
