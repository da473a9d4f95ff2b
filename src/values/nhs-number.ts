import { BadValue } from './bad-value.ts';
import type { Brand } from './brand.ts';

/** Ten digits with a Modulus 11 check digit. An attribute of a person, never a key or an id. */
export type NhsNumber = Brand<string, 'NhsNumber'>;

/**
 * Source: NHS Data Dictionary, NHS NUMBER: weights 10 to 2, check digit 11 − (sum mod 11), 11 read
 * as 0, 10 never valid. Numbers of one repeated digit pass the sum and are refused all the same.
 */
export function parseNhsNumber(text: string): NhsNumber {
  if (/^\d{9}$/.test(text)) {
    throw new BadValue('LOST_ZERO', 'has nine digits: a spreadsheet may have dropped its zero');
  }
  if (/^\d(\.\d+)?[eE]\+?\d+$/.test(text)) {
    throw new BadValue('SPREADSHEET_NUMBER', 'is in exponent form, as a spreadsheet writes it');
  }
  if (!/^\d{10}$/.test(text) || /^(\d)\1{9}$/.test(text) || !checkDigitHolds(text)) {
    throw new BadValue('BAD_NHS_NUMBER', 'is not a valid NHS number (ten digits, Modulus 11)');
  }
  return text as NhsNumber;
}

function checkDigitHolds(text: string): boolean {
  let sum = 0;
  for (let at = 0; at < 9; at += 1) sum += Number(text[at]) * (10 - at);
  const check = 11 - (sum % 11);
  return check !== 10 && check % 11 === Number(text[9]);
}
