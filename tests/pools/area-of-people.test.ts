import { describe, expect, it } from 'vitest';
import { areaOf, type SaidArea } from '../../src/pools/area-of-people.ts';
import { day } from './rules.ts';

const DAY = day('2025-06-30');
const said = (council: string, by: SaidArea['by'], asOf = '2025-06-30'): SaidArea => ({
  ...{ council, by, asOf: day(asOf) },
});

describe('the council in whose area somebody is', () => {
  it.each([
    ['none where no source says', [], 'NOT_KNOWN'],
    [
      'who sends their care before who sends, pays or hosts something else',
      [said('A', 'HOSTS'), said('B', 'PAYS'), said('C', 'SENDS'), said('D', 'SENDS_CARE')],
      'D',
    ],
    [
      'who sends before who pays, however old',
      [said('A', 'PAYS'), said('B', 'SENDS', '2024-03-31')],
      'B',
    ],
    [
      'the latest that speaks for the day or before it',
      [
        said('A', 'SENDS_CARE', '2025-03-31'),
        said('B', 'SENDS_CARE'),
        said('C', 'SENDS_CARE', '2025-09-30'),
      ],
      'B',
    ],
    [
      'else the earliest after it',
      [said('A', 'SENDS', '2025-12-31'), said('B', 'SENDS', '2025-09-30')],
      'B',
    ],
    ['of two alike the first by its code', [said('B', 'PAYS'), said('A', 'PAYS')], 'A'],
  ] as const)('is %s', (_why, all, expected) => {
    expect(areaOf(all, DAY)).toBe(expected);
    expect(areaOf([...all].reverse(), DAY)).toBe(expected);
  });
});
