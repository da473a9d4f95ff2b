import { createHash } from 'node:crypto';

/** The 32 bytes that sessions are sealed with, from whatever secret is given. */
export function sessionKey(secret: string): Uint8Array {
  return createHash('sha256').update('onepot sessions').update(secret).digest();
}
