import { BadValue } from './bad-value.ts';
import type { Brand } from './brand.ts';

/** A National Insurance number, `QQ123456C`. An attribute of a person, never a key or an id. */
export type Nino = Brand<string, 'Nino'>;

const FORM = /^(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\d{6}[A-D]$/;

/**
 * Source: HMRC National Insurance Manual NIM39110: two prefix letters (not D F I Q U V; second not
 * O; not BG GB KN NK NT TN ZZ), six digits, suffix A to D. Upper case, no spaces.
 */
export function parseNino(text: string): Nino {
  if (!FORM.test(text)) {
    throw new BadValue(
      'BAD_NINO',
      'is not a valid National Insurance number (two letters, six digits, A to D)',
    );
  }
  return text as Nino;
}
