import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseText } from '../../src/values/text.ts';
import { refusal, refusalText } from './refusal.ts';

const code = (text: string) => refusal(() => parseText(text));

describe('text', () => {
  test('is given back as sent', () => {
    for (const text of ['', ' Siân  Ó Néill ', 'line\nline\ttab', '😀', '"; DROP TABLE']) {
      expect(parseText(text)).toBe(text);
    }
  });

  test('with a NUL is refused wherever it stands', () => {
    for (const text of ['\0', '\0a', 'a\0b', 'a\0']) expect(code(text)).toBe('BAD_TEXT');
  });

  test('with half of a surrogate pair is refused', () => {
    for (const text of ['\ud83d', 'a\ud83d', '\ude00a', '\ude00\ud83d', '\ud83d\ud83d\ude00']) {
      expect(code(text)).toBe('BAD_TEXT');
    }
  });

  test('is accepted exactly when it survives UTF-8 and holds no NUL', () => {
    const units = fc.array(
      fc.oneof(fc.nat({ max: 0xffff }), fc.constantFrom(0, 0x61, 0xd83d, 0xde00)),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(units, (codes) => {
        const text = String.fromCharCode(...codes);
        const survives = Buffer.from(text, 'utf8').toString('utf8') === text;
        expect(code(text) === 'accepted').toBe(survives && !codes.includes(0));
      }),
      { numRuns: 2000 },
    );
  });

  test('is never repeated in the refusal', () => {
    expect(refusalText(() => parseText('Jane Doe\0'))).not.toContain('Jane');
  });
});
