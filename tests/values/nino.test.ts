import { describe, expect, test } from 'vitest';
import { parseNino } from '../../src/values/nino.ts';
import { NINOS } from './identity-vectors.ts';
import { refusal, refusalText } from './refusal.ts';

const code = (text: string) => refusal(() => parseNino(text));
const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

describe('a National Insurance number', () => {
  test.each(NINOS)('%j valid: %s', (text, valid) => {
    expect(code(text)).toBe(valid ? 'accepted' : 'BAD_NINO');
  });

  test('is given back as sent', () => {
    expect(parseNino('AB123456C')).toBe('AB123456C');
  });

  test('has one of the prefixes that are given out', () => {
    const never = ['BG', 'GB', 'KN', 'NK', 'NT', 'TN', 'ZZ'];
    const wrong: string[] = [];
    let accepted = 0;
    for (const first of LETTERS) {
      for (const second of LETTERS) {
        const prefix = first + second;
        const allowed =
          !'DFIQUV'.includes(first) && !'DFIQUVO'.includes(second) && !never.includes(prefix);
        if ((code(`${prefix}123456C`) === 'accepted') !== allowed) wrong.push(prefix);
        if (allowed) accepted += 1;
      }
    }
    expect(wrong).toEqual([]);
    // 20 first letters × 19 second letters − 7 prefixes
    expect(accepted).toBe(373);
  });

  test('ends with A, B, C or D', () => {
    const accepted = LETTERS.filter((suffix) => code(`AB123456${suffix}`) === 'accepted');
    expect(accepted).toEqual(['A', 'B', 'C', 'D']);
    expect(code('AB123456')).toBe('BAD_NINO');
    expect(code('AB123456 ')).toBe('BAD_NINO');
  });

  test('the made-up QQ123456C is refused', () => {
    expect(code('QQ123456C')).toBe('BAD_NINO');
  });

  test('has no spaces, marks or line ends', () => {
    for (const text of [
      '',
      'AB 12 34 56 C',
      'AB-123456-C',
      'AB123456C\n',
      '\nAB123456C',
      'Ab123456C',
      'AB12345C',
      'AB12345XC',
    ]) {
      expect([text, code(text)]).toEqual([text, 'BAD_NINO']);
    }
  });

  test('is never repeated in the refusal', () => {
    expect(refusalText(() => parseNino('BG123456C'))).not.toContain('BG123456C');
  });
});
