import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { activityByMonth, monthNumber } from '../../src/currencies/contract-spells.ts';
import { parsePounds, poundsText } from '../../src/values/money.ts';
import { addDays, parsePlainDate } from '../../src/values/plain-date.ts';
import { decimal } from '../../src/values/ratio.ts';
import { BOOK, ELECTIVE, EMERGENCY, MATERNITY, spell, YEAR_DAYS } from './spells.ts';

type Spells = ReturnType<typeof spell>[];

const MARGINAL = { baseline: parsePounds('10000'), percent: decimal('30') };

function inMonths(spells: Spells, marginal: typeof MARGINAL | null = null, told: number[] = []) {
  const found = activityByMonth({ marginal }, spells, new Set(told), () => BOOK);
  return found.map(({ month, elective, emergency, other, unpriced }) => ({
    month,
    sums: [elective, emergency, other].map(poundsText),
    unpriced,
  }));
}

const none = { elective: 0, emergency: 0, other: 0 };

it('the months of a financial year begin in April', () => {
  const numbers = ['2022-04-01', '2022-12-31', '2023-01-01', '2023-03-31'];
  expect(numbers.map((day) => monthNumber(parsePlainDate(day)))).toEqual([1, 9, 10, 12]);
});

describe('activity by month', () => {
  it('is by the day the spell ended and by what admitted it', () => {
    const spells = [
      spell('a', ELECTIVE, '2022-05-01'),
      spell('b', EMERGENCY, '2022-05-31'),
      spell('c', MATERNITY, '2022-05-31'),
      spell('d', ELECTIVE, '2022-06-01'),
    ];
    // 1,000 × 1.1 and 4,000 × 1.1; maternity takes the non-elective price
    expect(inMonths(spells)).toEqual([
      { month: 2, sums: ['1100.00', '4400.00', '4400.00'], unpriced: none },
      { month: 3, sums: ['1100.00', '0.00', '0.00'], unpriced: none },
    ]);
  });

  it('holds a month that was told and had no spell', () => {
    expect(inMonths([], null, [4])).toEqual([
      { month: 4, sums: ['0.00', '0.00', '0.00'], unpriced: none },
    ]);
  });

  it('counts what has no price, by what admitted it, and never as nothing', () => {
    const spells = [
      spell('a', ELECTIVE, '2022-05-01', { patientClassification: '3' }),
      spell('b', EMERGENCY, '2022-05-02', { provider: 'RBS' }),
      spell('c', MATERNITY, '2022-05-03', { code: 'ZZ99Z' }),
      spell('d', ELECTIVE, '2022-05-04'),
    ];
    expect(inMonths(spells)).toEqual([
      {
        month: 2,
        sums: ['1100.00', '0.00', '0.00'],
        unpriced: { elective: 1, emergency: 1, other: 1 },
      },
    ]);
    const without = activityByMonth({ marginal: null }, spells, new Set(), () => undefined);
    expect(without[0]?.unpriced).toEqual({ elective: 2, emergency: 1, other: 1 });
  });
});

describe('emergencies above the baseline', () => {
  it('are paid at the percentage from inside the spell that crosses it, through the year', () => {
    const spells = [
      spell('a', EMERGENCY, '2022-04-10'),
      spell('b', EMERGENCY, '2022-05-10'),
      spell('c', EMERGENCY, '2022-05-20'),
      spell('d', EMERGENCY, '2022-06-01'),
    ];
    // Baseline 10,000 of spells of 4,000, before the factor of 1.1: a and b in full, 4,400 each; of
    // c 2,000 in full and 30 % of 2,000: 2,600 × 1.1 = 2,860; of d 30 % of 4,000: 1,200 × 1.1 = 1,320
    expect(inMonths(spells, MARGINAL).map(({ sums }) => sums[1])).toEqual([
      '4400.00',
      '7260.00',
      '1320.00',
    ]);
  });

  it('and nothing else is: elective, maternity and best practice use up none of it', () => {
    const spells = [
      spell('a', ELECTIVE, '2022-04-01'),
      spell('b', MATERNITY, '2022-04-02'),
      spell('c', EMERGENCY, '2022-04-03', { bestPracticeEvidenced: true }),
      spell('d', EMERGENCY, '2022-04-04', { bestPracticeEvidenced: true }),
      spell('e', EMERGENCY, '2022-04-05', { bestPracticeEvidenced: true }),
    ];
    // c, d: (4,000 + 100) × 1.1 = 4,510 each; e: (2,000 + 600 + 100) × 1.1 = 2,970; together 11,990
    expect(inMonths(spells, MARGINAL)[0]?.sums).toEqual(['1100.00', '11990.00', '4400.00']);
  });

  it('stand in order of the day they ended, then of id', () => {
    const dear = { marketForcesFactor: decimal('2') };
    const first = spell('a', EMERGENCY, '2022-04-03', dear);
    const second = spell('b', EMERGENCY, '2022-04-03');
    const marginal = { baseline: parsePounds('4000'), percent: decimal('0') };
    // Only the first is paid: 4,000 × 2
    expect(inMonths([second, first], marginal)[0]?.sums[1]).toBe('8000.00');
    const earlier = spell('z', EMERGENCY, '2022-04-02');
    // Only the one that ended first: 4,000 × 1.1
    expect(inMonths([second, first, earlier], marginal)[0]?.sums[1]).toBe('4400.00');
  });

  it('exactly at the baseline are paid in full', () => {
    const spells = [spell('a', EMERGENCY, '2022-04-10'), spell('b', EMERGENCY, '2022-04-11')];
    const at = { baseline: parsePounds('8000'), percent: decimal('30') };
    expect(inMonths(spells, at)[0]?.sums[1]).toBe('8800.00');
    const penny = { baseline: parsePounds('7999.99'), percent: decimal('0') };
    // b: 3,999.99 × 1.1 = 4,399.989
    expect(inMonths(spells, penny)[0]?.sums[1]).toBe('8799.99');
  });

  const someSpells = fc
    .array(
      fc.record({
        method: fc.constantFrom(ELECTIVE, EMERGENCY, MATERNITY),
        after: fc.integer({ min: 0, max: 364 }),
      }),
      { maxLength: 30 },
    )
    .map((all) =>
      all.map(({ method, after }, index) =>
        spell(`${index}`, method, addDays(YEAR_DAYS.from, after)),
      ),
    );

  it('come to the same in whatever order they arrive', () => {
    fc.assert(
      fc.property(someSpells, (spells) => {
        expect(inMonths([...spells].reverse(), MARGINAL)).toEqual(inMonths(spells, MARGINAL));
      }),
    );
  });

  it('in the year come to the baseline in full and the percentage of the rest', () => {
    fc.assert(
      fc.property(someSpells, (spells) => {
        const count = spells.filter(({ spell: { admissionMethod: m } }) => m === EMERGENCY).length;
        const full = 4000 * count;
        const paid = full <= 10_000 ? full : 10_000 + 0.3 * (full - 10_000);
        const sum = activityByMonth({ marginal: MARGINAL }, spells, new Set(), () => BOOK)
          .map(({ emergency }) => Number(emergency))
          .reduce((all, each) => all + each, 0);
        // Whole thousands, tenths and the factor of 1.1 leave whole pounds.
        expect(sum).toBe(Math.round(paid * 110));
      }),
    );
  });
});
