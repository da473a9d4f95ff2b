import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseNhsNumber } from '../../src/values/nhs-number.ts';
import { NHS_NUMBERS } from './identity-vectors.ts';
import { refusal, refusalText } from './refusal.ts';

const code = (text: string) => refusal(() => parseNhsNumber(text));

/** The rule in its other form: weights 10 to 1 over all ten digits come to a multiple of 11. */
function holds(text: string): boolean {
  return [...text].reduce((sum, digit, at) => sum + Number(digit) * (10 - at), 0) % 11 === 0;
}

describe('an NHS number', () => {
  test.each(NHS_NUMBERS)('%j valid: %s', (text, valid) => {
    expect(code(text)).toBe(valid ? 'accepted' : 'BAD_NHS_NUMBER');
  });

  test('is given back as sent', () => {
    expect(parseNhsNumber('9434765919')).toBe('9434765919');
  });

  test('of one repeated digit is refused though its sum holds', () => {
    for (const digit of '0123456789') {
      const text = digit.repeat(10);
      expect([text, holds(text), code(text)]).toEqual([text, true, 'BAD_NHS_NUMBER']);
    }
  });

  test('has the check digit that the sum asks for', () => {
    // 943476591: 90+36+24+28+42+30+20+27+2 = 299 = 27 × 11 + 2; 11 − 2 = 9
    for (const last of '0123456789') {
      expect([last, code(`943476591${last}`)]).toEqual([
        last,
        last === '9' ? 'accepted' : 'BAD_NHS_NUMBER',
      ]);
    }
  });

  test('a check of 11 is written 0', () => {
    // 987654321: 90+72+56+42+30+20+12+6+2 = 330 = 30 × 11; 11 − 0 = 11 → 0
    expect(code('9876543210')).toBe('accepted');
    expect(code('9876543211')).toBe('BAD_NHS_NUMBER');
  });

  test('a check of 10 is never valid', () => {
    // 000000006: 6 × 2 = 12 = 11 + 1; 11 − 1 = 10
    for (const last of '0123456789') {
      expect([last, code(`000000006${last}`)]).toEqual([last, 'BAD_NHS_NUMBER']);
    }
  });

  test('agrees with the sum over all ten digits', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9]{9}$/), (nine) => {
        fc.pre(!/^(\d)\1{8}$/.test(nine));
        for (const last of '0123456789') {
          expect([nine + last, code(nine + last) === 'accepted']).toEqual([
            nine + last,
            holds(nine + last),
          ]);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('with one digit wrong is refused', () => {
    for (const [text] of NHS_NUMBERS.filter(([, valid]) => valid)) {
      for (let at = 0; at < 10; at += 1) {
        for (const digit of '0123456789') {
          if (digit === text[at]) continue;
          const wrong = text.slice(0, at) + digit + text.slice(at + 1);
          expect([wrong, code(wrong)]).toEqual([wrong, 'BAD_NHS_NUMBER']);
        }
      }
    }
  });

  test('of nine digits has lost its zero', () => {
    expect(code('943476591')).toBe('LOST_ZERO');
    expect(code('000000000')).toBe('LOST_ZERO');
  });

  test('in exponent form is a spreadsheet number', () => {
    for (const text of ['9.99E+09', '9.43476591E+09', '9E+09', '9.43e9']) {
      expect([text, code(text)]).toEqual([text, 'SPREADSHEET_NUMBER']);
    }
  });

  test('is ten digits and nothing else', () => {
    const texts = [
      '',
      '94347659199',
      '94347659',
      ' 9434765919',
      '9434765919 ',
      '9434765919\n',
      '943 476 5919',
      '943-476-5919',
      '943476591X',
      '-9434765919',
      '9434765919.0',
      '９４３４７６５９１９',
    ];
    for (const text of texts) expect([text, code(text)]).toEqual([text, 'BAD_NHS_NUMBER']);
  });

  test('is never repeated in the refusal', () => {
    for (const text of ['1234567890', '943476591', '9.43476591E+09']) {
      expect(refusalText(() => parseNhsNumber(text))).not.toContain(text);
    }
  });
});
