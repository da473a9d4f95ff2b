import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ToldAward } from '../../src/awards/award.ts';
import { splitByDecision } from '../../src/awards/joint-funding.ts';
import { type Line, linesIn, type PricedLine } from '../../src/awards/line.ts';
import type { FundingDecision } from '../../src/awards/share.ts';
import { workingOf } from '../../src/awards/working.ts';
import type { OrganisationCode } from '../../src/values/ids.ts';
import { addDays } from '../../src/values/plain-date.ts';
import { decimal, ratio } from '../../src/values/ratio.ts';
import { tell } from '../support/told.ts';
import { decision } from './decisions.ts';
import { care, day, days, grant, payment, rate, year } from './drafts.ts';

const HALVES = 'E08000039=50,QF7=50';

const split = (awards: readonly ToldAward[], ...decisions: FundingDecision[]) =>
  splitByDecision(linesIn(year('2025-26'), awards), decisions);
const amountOf = (line: Line) => (line.kind === 'PRICED' ? Number(line.amount) : null);
const shown = (lines: readonly Line[]) =>
  lines.map((line) => [line.award.funder, line.days.from, amountOf(line)]);
const priced = (line: Line | undefined): PricedLine => {
  if (line?.kind !== 'PRICED') throw new Error('not a priced line');
  return line;
};
const steps = (line: Line | undefined) =>
  workingOf(priced(line), false).map(({ step, result }) => `${step}: ${result}`);
const total = (lines: readonly Line[]) =>
  lines.reduce((sum, line) => sum + (amountOf(line) ?? 0), 0);

const ONCE = tell(grant('100.01', '2025-26', { stream: 'adult-social-care' }));

describe('£100.01 shared by halves', () => {
  const [council, board] = split([ONCE], decision(HALVES, '2025-04-01'));

  it('is 50.01 and 50.00', () => {
    expect([amountOf(council as Line), amountOf(board as Line)]).toEqual([5_001, 5_000]);
  });

  it('and each says its share, one of them the odd penny', () => {
    const told = 'Rounded once to whole pence, a half away from zero: 100.01';
    expect(steps(council)).toContain(told);
    expect(steps(council)).toContain(
      'Share of E08000039 as decided from 2025-04-01: 50 per cent of 100.01, with the odd penny that no share divides: 50.01',
    );
    expect(steps(board)).toContain(
      'Share of QF7 as decided from 2025-04-01: 50 per cent of 100.01: 50.00',
    );
  });
});

describe('a rate', () => {
  it('of £70 a week under one decision all year: 3,650.00 by 60 and 40', () => {
    const lines = split([tell(care())], decision('E08000039=60,QF7=40', '2020-01-01'));
    expect(shown(lines)).toEqual([
      ['E08000039', '2025-04-01', 219_000],
      ['QF7', '2025-04-01', 146_000],
    ]);
    // The comparator is shared alike: 42.00 and 28.00 of 70.00
    expect(lines.map((line) => priced(line).weekly)).toEqual([4_200n, 2_800n]);
  });

  it('is cut where a decision begins: 183 days whole, 182 days by halves', () => {
    // 10 × 183 = 1,830.00 of the council; 10 × 182 = 1,820.00, so 910.00 each
    const lines = split([tell(care())], decision(HALVES, '2025-10-01'));
    expect(shown(lines)).toEqual([
      ['E08000039', '2025-04-01', 183_000],
      ['E08000039', '2025-10-01', 91_000],
      ['QF7', '2025-10-01', 91_000],
    ]);
    expect(lines.map(({ share }) => share?.percent ?? null)).toEqual([null, ratio(50), ratio(50)]);
    expect(steps(lines[2])).toContain(
      'In force 2025-10-01 to 2026-03-31, both days included: 182 days',
    );
  });

  it('and where one ends, and another begins', () => {
    const lines = split(
      [tell(care())],
      decision(HALVES, '2025-04-01', '2025-06-30'),
      decision('QF7=100', '2025-08-01', '2025-08-31'),
    );
    // 91 days: 455.00 each; July 310.00; August 310.00; 212 days: 2,120.00
    expect(shown(lines)).toEqual([
      ['E08000039', '2025-04-01', 45_500],
      ['QF7', '2025-04-01', 45_500],
      ['E08000039', '2025-07-01', 31_000],
      ['QF7', '2025-08-01', 31_000],
      ['E08000039', '2025-09-01', 212_000],
    ]);
    expect(total(lines)).toBe(365_000);
  });

  it('pieces round once each, so that together they may be a penny off the whole', () => {
    // 100 × 365 ÷ 7 = 5,214.2857; 100 × 100 ÷ 7 = 1,428.5714 and 100 × 265 ÷ 7 = 3,785.7143
    const award = tell(care(rate('100', 'WEEK')));
    const cut = decision('E08000039=100', '2025-04-01', '2025-07-09');
    expect(total(split([award], cut))).toBe(142_857 + 378_571);
    expect(total(split([award]))).toBe(521_429);
  });

  it('keeps what was told in the piece of its days, restated or not', () => {
    const before = tell(care({ service: 'x' }), {
      windows: [{ from: null, until: day('2025-06-01') }],
    });
    const after = tell(care({ service: 'x', ...rate('140', 'WEEK') }), {
      windows: [{ from: day('2025-06-01'), until: null }],
    });
    // April and May 61 days at 10.00; June 30 at 20.00; from July 274 at 20.00 = 5,480.00
    expect(shown(split([before, after], decision(HALVES, '2025-07-01')))).toEqual([
      ['E08000039', '2025-04-01', 61_000 + 60_000],
      ['E08000039', '2025-07-01', 274_000],
      ['QF7', '2025-07-01', 274_000],
    ]);
  });
});

describe('a sum and care given follow the decision of their first day', () => {
  it('whatever is decided later', () => {
    // Approved on 2 June 2025
    const later = decision(HALVES, '2025-06-03');
    expect(split([ONCE], later)).toEqual(split([ONCE]));
    expect(split([ONCE], decision(HALVES, '2025-06-02', '2025-06-02'))).toHaveLength(2);
  });
});

describe('a dispute', () => {
  const disputed = decision(HALVES, '2025-04-01', undefined, { interimPayer: 'QF7' });
  const [line, another] = split([ONCE], disputed);

  it('leaves all of it with the interim payer', () => {
    expect(another).toBeUndefined();
    expect(shown([line as Line])).toEqual([['QF7', '2025-06-02', 10_001]]);
    expect(line?.share).toMatchObject({ state: 'DISPUTED', percent: ratio(100) });
  });

  it('and says so, and what the shares would be', () => {
    expect(steps(line)).toEqual(
      expect.arrayContaining([
        'The shares are in dispute from 2025-04-01; QF7 pays all of it meanwhile: 100.01',
        'What the shares would be: E08000039 50 per cent (50.01), QF7 50 per cent (50.00)',
      ]),
    );
  });
});

describe('what the person pays and what went out', () => {
  const weekly = { kind: 'WEEKLY', pounds: decimal('14'), reason: 'assessed' } as const;
  const paying = tell(care({ contribution: weekly, reportsPayments: true }), {
    payments: [payment('NET', '560.00', '2025-09-17', '2025-10-14')],
  });

  it('the contribution is shared like the amount; payments stay with the funder that reports them', () => {
    // 2 × 365 = 730.00 of the person, 365.00 in each part
    const lines = split([paying], decision(HALVES, '2025-04-01'));
    expect(lines.map(({ contribution, paid }) => [contribution, paid])).toEqual([
      [36_500n, 56_000n],
      [36_500n, null],
    ]);
  });

  it('a payment is cut by the days it covers: 14 before October, 14 from it on', () => {
    const lines = split([paying], decision(HALVES, '2025-10-01'));
    expect(lines.map(({ paid }) => paid)).toEqual([28_000n, 28_000n, null]);
  });

  it('nothing is known of payments where the one who reports them is no funder', () => {
    const lines = split([paying], decision('QF7=100', '2025-04-01'));
    expect(lines.map(({ paid }) => paid)).toEqual([null]);
  });

  it('what is not known stays so for each', () => {
    const unknown = { kind: 'UNKNOWN', reason: 'nobody says' } as const;
    const lines = split([tell(care({ contribution: unknown }))], decision(HALVES, '2025-04-01'));
    expect(lines.map(({ contribution }) => contribution)).toEqual([null, null]);
  });

  it('a line without a price is each funder’s', () => {
    const award = tell(care({ amount: null, unpricedReason: 'no cost was given' }));
    const lines = split([award], decision(HALVES, '2025-04-01'));
    expect(lines.map(({ kind, award: { funder }, share }) => [kind, funder, share?.of])).toEqual([
      ['UNPRICED', 'E08000039', null],
      ['UNPRICED', 'QF7', null],
    ]);
  });
});

it('other streams, and lines without a decision, are as they were', () => {
  const lines = linesIn(year('2025-26'), [ONCE, tell(care())]);
  expect(splitByDecision(lines, [])).toBe(lines);
  const other = decision(HALVES, '2025-04-01', undefined, { stream: 'section-117' });
  expect(splitByDecision(lines, [other])).toEqual(lines);
  expect(splitByDecision(lines, [decision(HALVES, '2026-04-01')])).toEqual(lines);
});

it('whatever is decided, the parts of a piece come to it, and each cut moves a penny at most', () => {
  const rates = fc.integer({ min: 1, max: 99_999 }).map((each) => ratio(each, 100));
  const decided = fc.array(
    fc.record({
      start: fc.integer({ min: -30, max: 400 }),
      length: fc.option(fc.integer({ min: 1, max: 300 })),
      percent: fc.integer({ min: 1, max: 9_999 }),
      disputed: fc.boolean(),
    }),
    { minLength: 1, maxLength: 4 },
  );
  fc.assert(
    fc.property(rates, decided, (amount, said) => {
      const decisions = said.map(({ start, length, percent, disputed }) => {
        const from = addDays(day('2025-04-01'), start);
        const share = ratio(percent, 100);
        const interimPayer = disputed ? ('QF7' as OrganisationCode) : null;
        return {
          ...decision(HALVES, '2025-04-01'),
          days: { from, until: length === null ? null : addDays(from, length) },
          ...{ interimPayer, state: disputed ? ('DISPUTED' as const) : ('AGREED' as const) },
          funders: [
            { funder: 'E08000039' as OrganisationCode, percent: share },
            { funder: 'QF7' as OrganisationCode, percent: ratio(10_000 - percent, 100) },
          ],
        };
      });
      const award = tell(care({ amount }));
      const whole = total(split([award]));
      const lines = split([award], ...decisions);
      const wholes = new Map(
        lines.map((line) => [line.days.from, Number(line.share?.of ?? amountOf(line))]),
      );
      const pieces = [...wholes.values()].reduce((sum, each) => sum + each, 0);
      expect(total(lines)).toBe(pieces);
      expect(Math.abs(pieces - whole)).toBeLessThanOrEqual(wholes.size);
    }),
    { numRuns: 300 },
  );
});

it('days are cut once, whoever shares them', () => {
  const lines = split(
    [tell(care({ days: days('2025-05-01', '2025-05-31') }))],
    decision(HALVES, '2025-05-10'),
  );
  expect(lines.map((line) => [line.award.funder, line.days.from, line.days.until])).toEqual([
    ['E08000039', '2025-05-01', '2025-05-10'],
    ['E08000039', '2025-05-10', '2025-06-01'],
    ['QF7', '2025-05-10', '2025-06-01'],
  ]);
});

describe('what the person pays', () => {
  const asked = care({
    contribution: { kind: 'WEEKLY', pounds: decimal('14'), reason: 'the weekly contribution' },
  });
  const nhsHalf = (more: Parameters<typeof decision>[3] = {}) => {
    const made = decision(HALVES, '2025-04-01', undefined, more);
    const funders = made.funders.map((each) => ({ ...each, isFree: each.funder === 'QF7' }));
    return { ...made, funders };
  };

  it('is asked on the council’s share only, for NHS care is free', () => {
    // 14 × 365 ÷ 7 = 730
    const lines = split([tell(asked)], nhsHalf());
    expect(lines.map(({ award, contribution }) => [award.funder, contribution])).toEqual([
      ['E08000039', 73_000n],
      ['QF7', 0n],
    ]);
  });

  it('stays unknown of the council where nobody says how much', () => {
    const unknown = care({ contribution: { kind: 'UNKNOWN', reason: 'nobody says' } });
    const lines = split([tell(unknown)], nhsHalf());
    expect(lines.map(({ contribution }) => contribution)).toEqual([null, 0n]);
  });

  it('is nothing while an NHS body pays all of a disputed package', () => {
    const [line] = split([tell(asked)], nhsHalf({ interimPayer: 'QF7' }));
    expect(line?.contribution).toBe(0n);
  });
});

describe('parts that two funders tell themselves', () => {
  it('are not shared again', () => {
    const own = tell(care());
    const theirs = tell(care({ funder: 'QF7' as OrganisationCode }));
    const lines = split([own, theirs], decision(HALVES, '2025-04-01'));
    expect(lines.map(({ award, share }) => [award.funder, share])).toEqual([
      ['E08000039', null],
      ['QF7', null],
    ]);
  });
});
