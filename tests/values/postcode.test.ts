import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parsePostcode } from '../../src/values/postcode.ts';
import { POSTCODE } from './identity-vectors.ts';
import { refusal, refusalText } from './refusal.ts';

const code = (text: string) => refusal(() => parsePostcode(text));

describe('a postcode', () => {
  test('of each British form is accepted', () => {
    for (const text of [
      'M1 1AE',
      'B33 8TH',
      'CR2 6XH',
      'DN55 1PT',
      'W1A 0AX',
      'EC1A 1BB',
      'SW1A1AA',
    ]) {
      expect(parsePostcode(text)).toBe(text);
    }
  });

  test('of the forces, the territories and the odd ones is accepted', () => {
    for (const text of [
      'BFPO 1',
      'BFPO1234',
      'ASCN 1ZZ',
      'FIQQ 1ZZ',
      'GIR 0AA',
      'KY1-1001',
      'MSR 1110',
      'VG1110',
      'AI-2640',
      'HM 12',
      'GE CX',
      'SAN TA1',
    ]) {
      expect(parsePostcode(text)).toBe(text);
    }
  });

  test('is put in upper case and otherwise kept as sent', () => {
    expect(parsePostcode('sw1a 1aa')).toBe('SW1A 1AA');
    expect(parsePostcode('sw1a1aa')).toBe('SW1A1AA');
    expect(parsePostcode('Ky1-1001')).toBe('KY1-1001');
  });

  test('of no known form is refused', () => {
    const texts = [
      '',
      'SW1A',
      'SW1A 1A',
      'SW1A 1AAA',
      ' SW1A 1AA',
      'SW1A 1AA ',
      'SW1A  1AA',
      'SW1A-1AA',
      'SW1A 1AA\n',
      '12345',
      'BFPO',
      'BFPO 12345',
      'BIQQ',
      'GIR 0AB',
      'SAN TA2',
      'KY1 100',
    ];
    for (const text of texts) expect([text, code(text)]).toEqual([text, 'BAD_POSTCODE']);
  });

  test('with letters that only turn into English ones in upper case is refused', () => {
    // ß becomes SS, long s becomes S and dotless i becomes I
    for (const text of ['ß1 1AA', 'ſW1A 1AA', 'GıR 0AA']) {
      expect([text, code(text)]).toEqual([text, 'BAD_POSTCODE']);
    }
  });

  test('of the published form is accepted in either case', () => {
    fc.assert(
      fc.property(fc.stringMatching(new RegExp(POSTCODE.source)), fc.boolean(), (text, lower) => {
        expect(parsePostcode(lower ? text.toLowerCase() : text)).toBe(text);
      }),
      { numRuns: 500 },
    );
  });

  test('one character away agrees with the published form', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(new RegExp(POSTCODE.source)),
        fc.nat({ max: 8 }),
        fc.constantFrom('', ...'AZ09 -.oißſı\n'),
        (text, at, put) => {
          const changed = text.slice(0, at) + put + text.slice(at + 1);
          expect([changed, code(changed) === 'accepted']).toEqual([
            changed,
            POSTCODE.test(changed),
          ]);
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('is never repeated in the refusal', () => {
    expect(refusalText(() => parsePostcode('SW1A 1AAA'))).not.toContain('SW1A');
  });
});
