import { BadValue } from './bad-value.ts';
import type { Brand } from './brand.ts';

/** A postcode in upper case, as sent but for case. */
export type Postcode = Brand<string, 'Postcode'>;

const FORM =
  /^(([A-Z]{1,2}[0-9][A-Z0-9]?|ASCN|STHL|TDCU|BBND|[BFS]IQQ|PCRN|TKCA) ?[0-9][A-Z]{2}|BFPO ?[0-9]{1,4}|(KY[0-9]|MSR|VG|AI)[ -]?[0-9]{4}|[A-Z]{2} ?[0-9]{2}|GE ?CX|GIR ?0A{2}|SAN ?TA1)$/i;

export function parsePostcode(text: string): Postcode {
  // Tested before it is put in upper case: ß would turn into SS and pass.
  if (!FORM.test(text)) throw new BadValue('BAD_POSTCODE', 'is not a postcode');
  return text.toUpperCase() as Postcode;
}
