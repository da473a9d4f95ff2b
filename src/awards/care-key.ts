import { createHash } from 'node:crypto';

/**
 * Names one hospital spell in whichever feed tells of it, by its provider and the provider's own
 * number. A digest, so that the hospital's number can be read from no award.
 */
export function careKey(provider: string, spellNumber: string): string {
  const said = JSON.stringify([provider, spellNumber]);
  return createHash('sha256').update(said).digest('base64url').slice(0, 27);
}
