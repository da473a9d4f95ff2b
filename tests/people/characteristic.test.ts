import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  characteristicsSaid,
  latestCode,
  NOT_KNOWN,
  type SaidBySource,
  settledCode,
} from '../../src/people/characteristic.ts';
import { ethnicGroupOfNhsCode, sexOfNhsCode } from '../../src/people/nhs-codes.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';

const said = (source: string, asOf: string, code: string): SaidBySource => ({
  ...{ source, asOf: asOf as PlainDate, code },
});

describe('where sources disagree', () => {
  it('the one whose data speaks for the latest day counts', () => {
    const sources = [said('QF7', '2025-12-31', 'WHITE'), said('E08000039', '2025-09-30', 'MIXED')];
    expect(settledCode(sources)).toBe('WHITE');
  });

  it('of one day the source first in the alphabet', () => {
    const sources = [said('QF7', '2025-12-31', 'WHITE'), said('E08000039', '2025-12-31', 'MIXED')];
    expect(settledCode(sources)).toBe('MIXED');
  });

  it('one that knows stands before a later one that does not', () => {
    const sources = [said('QF7', '2025-09-30', 'WHITE'), said('RCF', '2025-12-31', NOT_KNOWN)];
    expect(settledCode(sources)).toBe('WHITE');
    expect(latestCode(sources)).toBe(NOT_KNOWN);
  });

  it('and nothing is known where nobody says or knows', () => {
    expect(settledCode([])).toBe(NOT_KNOWN);
    expect(settledCode([said('RCF', '2025-12-31', NOT_KNOWN)])).toBe(NOT_KNOWN);
  });

  it('the order in which they came makes no difference', () => {
    const one = fc.record({
      source: fc.constantFrom('A', 'B', 'C', 'D'),
      asOf: fc.constantFrom('2025-01-01', '2025-06-30', '2025-12-31') as fc.Arbitrary<PlainDate>,
      code: fc.constantFrom('MALE', 'FEMALE', NOT_KNOWN),
    });
    const sources = fc.uniqueArray(one, { selector: ({ source }) => source, maxLength: 4 });
    fc.assert(
      fc.property(sources, (each) => {
        const turned = [...each].reverse();
        expect(settledCode(turned)).toBe(settledCode(each));
        expect(latestCode(turned)).toBe(latestCode(each));
      }),
    );
  });
});

describe('what a row says', () => {
  it('is what it does not leave blank', () => {
    expect(characteristicsSaid({ SEX: null, ETHNIC_GROUP: NOT_KNOWN })).toEqual([
      { kind: 'ETHNIC_GROUP', code: NOT_KNOWN },
    ]);
  });
});

describe('codes of the NHS Data Dictionary', () => {
  it.each([
    ...([['1', 'MALE'] as const, ['2', 'FEMALE'], ['9', 'OTHER'], ['3', 'OTHER']] as const),
    ...([['X', NOT_KNOWN] as const, ['Z', NOT_KNOWN], ['7', null]] as const),
  ])('sex %s is %s', (code, sex) => expect(sexOfNhsCode(code)).toBe(sex));

  it.each([
    ...(['A', 'B', 'C'].map((code) => [code, 'WHITE'] as const) as readonly (readonly string[])[]),
    ...['D', 'E', 'F', 'G'].map((code) => [code, 'MIXED']),
    ...['H', 'J', 'K', 'L', 'R'].map((code) => [code, 'ASIAN']),
    ...['M', 'N', 'P'].map((code) => [code, 'BLACK']),
    ...[
      ['S', 'OTHER'],
      ['Z', NOT_KNOWN],
      ['99', NOT_KNOWN],
      ['A3', 'WHITE'],
    ],
  ])('ethnic category %s is %s', (code, group) =>
    expect(ethnicGroupOfNhsCode(code as string)).toBe(group),
  );

  it('that are of no list say nothing', () => {
    expect(['9', '5', 'Q', 'a'].map(ethnicGroupOfNhsCode)).toEqual([null, null, null, null]);
  });
});
