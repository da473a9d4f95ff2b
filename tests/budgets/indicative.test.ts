import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sumOfKnown } from '../../src/budgets/figures.ts';
import type { OrganisationCode } from '../../src/values/ids.ts';
import { addDays } from '../../src/values/plain-date.ts';
import { PERS } from '../../src/values/rate.ts';
import { decimal, ratio } from '../../src/values/ratio.ts';
import { decision } from '../awards/decisions.ts';
import { care, ceiling, claim, day, days, given, grant, rate } from '../awards/drafts.ts';
import { tell } from '../support/told.ts';
import { clusterAward, forecast, inShort, nursing, nursingAward } from './forecasts.ts';

const short = (...asked: Parameters<typeof forecast>) => forecast(...asked).lines.map(inShort);
const told = (...asked: Parameters<typeof forecast>) => {
  const [line, another] = forecast(...asked).lines;
  if (!line || another) throw new Error('not one line');
  return line;
};
const steps = (...asked: Parameters<typeof forecast>) =>
  told(...asked).working.map(({ step, result }) => `${step}: ${result}`);

describe('a rate over twelve months', () => {
  it('£70 a week for 365 days is 3,650.00', () => {
    const { total, complete, byFunder, lines } = forecast('2026-01-15', [tell(care())]);
    expect(lines.map(inShort)).toEqual([['IN_FORCE', 'adult-social-care', 'E08000039', 365_000]]);
    expect(lines[0]?.days).toEqual({ from: '2026-01-15', until: '2027-01-15' });
    expect({ total, complete }).toEqual({ total: 365_000n, complete: true });
    const council = { code: 'E08000039', name: 'name of E08000039' };
    expect(byFunder).toEqual([{ funder: council, amount: 365_000n }]);
  });

  it('in twelve months that hold 29 February it is 366 days: 3,660.00', () => {
    expect(short('2023-04-01', [tell(care(), { asOf: '2023-03-31' })])[0]?.[3]).toBe(366_000);
  });

  it('£1,000 a month is 12,000 whatever the day it begins', () => {
    const monthly = tell(care(rate('1000', 'MONTH')));
    expect(short('2026-01-01', [monthly])[0]?.[3]).toBe(1_200_000);
    expect(short('2026-01-15', [monthly])[0]?.[3]).toBe(1_200_000);
  });

  it('is cut at its own end: 31 days to 14 February', () => {
    const ending = tell(care({ days: days('2025-04-01', '2026-02-14') }));
    expect(short('2026-01-15', [ending])[0]?.[3]).toBe(31_000);
  });

  it('shows how it was worked out', () => {
    expect(steps('2026-01-15', [tell(care())])).toEqual([
      'As sent by E08000039: Unit Cost 70.00',
      'In force 2026-01-15 to 2027-01-14, both days included: 365 days',
      '70.00 ÷ 7 for each day in force: 3650.000000',
      'Rounded once to whole pence, a half away from zero: 3650.00',
      expect.stringMatching(/^Price known as of the delivery received 2026-03-31 from E08000039/),
    ]);
  });
});

describe('only what is in force and told on the first day', () => {
  it.each([
    ['ended the day before', tell(care({ days: days('2025-04-01', '2026-01-14') }))],
    ['begins the day after', tell(care({ days: days('2026-01-16') }))],
    [
      'is told by another submission on that day',
      tell(care(), { windows: [{ from: null, until: day('2026-01-15') }] }),
    ],
    ['was told too long before, and by nobody since', tell(care(), { asOf: '2024-03-31' })],
    ['is one sum', tell(grant('750', '2025-26'))],
    ['is care given', tell(given('98.40', '2025-26'))],
    ['is free reablement', tell(care({ stream: 'reablement' }))],
  ])('not what %s', (_what, award) => {
    const { lines, total, complete } = forecast('2026-01-15', [award]);
    expect({ lines, total, complete }).toEqual({ lines: [], total: null, complete: true });
  });

  it('a benefit stands beside, and a ceiling with what is left to claim, in no sum', () => {
    const benefit = tell(care({ stream: 'housing-benefit' }));
    const claims = [claim('2025-06-01', '2025-06-30', '1764', '1680')];
    const may = tell(ceiling(), { claims });
    const { lines, total, entitlements, ceilings } = forecast('2026-01-15', [benefit, may]);
    expect({ lines, total }).toEqual({ lines: [], total: null });
    expect(entitlements.map(inShort)).toEqual([
      ['IN_FORCE', 'housing-benefit', 'E08000039', 365_000],
    ]);
    expect(ceilings).toMatchObject([
      {
        stream: { code: 'access-to-work' },
        funder: { code: 'DWP' },
        ceiling: { ceiling: 2_184_000n, claimed: 176_400n, leftToClaim: 2_007_600n },
      },
    ]);
    expect(forecast('2026-05-12', [may]).ceilings).toEqual([]);
  });

  it('what has no price is a line with the reason, and makes the answer incomplete', () => {
    const award = tell(care({ amount: null, unpricedReason: 'no cost was given' }));
    const { lines, total, complete } = forecast('2026-01-15', [award, tell(care())]);
    expect(lines.map(inShort)).toEqual([
      ['IN_FORCE', 'adult-social-care', 'E08000039', 'no cost was given'],
      ['IN_FORCE', 'adult-social-care', 'E08000039', 365_000],
    ]);
    expect({ total, complete }).toEqual({ total: 365_000n, complete: false });
  });
});

describe('nursing care by its weekly tariff', () => {
  it('from 1 October 2025: 182 days at 254.06 and 183 at 267.68, two versions, one rounding', () => {
    // 26 × 254.06 = 6,605.56 and 183 × 267.68 ÷ 7 = 48,985.44 ÷ 7 = 6,997.92; together 13,603.48
    const line = told('2025-10-01', [nursingAward()]);
    expect(inShort(line)).toEqual(['IN_FORCE', 'funded-nursing-care', 'QF7', 1_360_348]);
    expect(line.tariffs.map(({ days: { from }, knownFrom }) => [from, knownFrom])).toEqual([
      ['2025-04-01', '2025-04-01'],
      ['2026-04-01', '2026-04-01'],
    ]);
    expect(line).toMatchObject({ illustrative: false, notes: [] });
  });

  it('rounds the exact sum once: 13,605.95, and not 6,569.52 and 7,036.42 apart', () => {
    // From 2 October 181 × 254.07 = 45,986.67 and 184 × 267.69 = 49,254.96: 95,241.63 ÷ 7 = 13,605.9471
    const prices = nursing(
      { pounds: '254.07', from: '2025-04-01', until: '2026-04-01', knownFrom: '2025-06-01' },
      { pounds: '267.69', from: '2026-04-01', until: '2027-04-01', knownFrom: '2026-06-01' },
    );
    expect(told('2025-10-02', [nursingAward(prices)]).amount).toBe(1_360_595n);
  });

  it('days without a tariff are at the award’s own rate, and it says so', () => {
    // From 1 January 2027: 90 days at 267.68 = 24,091.20; 275 days at 250 = 68,750: 92,841.20 ÷ 7
    const award = nursingAward(nursing());
    const line = told('2027-01-01', [
      { ...award, delivery: { ...award.delivery, asOf: day('2026-12-31') } },
    ]);
    expect(line.amount).toBe(1_326_303n);
    expect(line.notes).toEqual([
      'no tariff of Nursing care is loaded for 2027-04-01 to 2027-12-31: the award’s own rate stands in for it',
    ]);
    expect(line.tariffs).toHaveLength(1);
  });

  it('a share of the tariff is a share of each day: 60 per cent of 13,603.48', () => {
    const award = nursingAward(nursing(), { currencyShare: ratio(60) });
    expect(told('2025-10-01', [award]).amount).toBe(816_209n);
  });
});

describe('the current mental health cluster', () => {
  it('is priced over the period, illustrative where its price is', () => {
    // 366 days from 1 April 2023 at £5
    const line = told('2023-04-01', [clusterAward('2023-03-01', '2023-03-31')]);
    expect(inShort(line)).toEqual(['IN_FORCE', 'mental-health-cluster', 'QF7', 183_000]);
    expect(line).toMatchObject({ illustrative: true, basis: 'ACTIVITY' });
  });

  it('is the latest that holds the day or ended at most 45 days before', () => {
    const earlier = clusterAward('2023-02-01', '2023-02-28');
    const later = clusterAward('2023-03-01', '2023-03-31', { funder: 'QE1' as OrganisationCode });
    // 45 days after 31 March is 15 May
    const funder = (from: string) =>
      forecast(from, [later, earlier]).lines.map((line) => line.funder?.code);
    expect(funder('2023-02-14')).toEqual(['QF7']);
    expect(funder('2023-03-01')).toEqual(['QE1']);
    expect(funder('2023-05-15')).toEqual(['QE1']);
    expect(funder('2023-05-16')).toEqual([]);
  });

  it('of a retired scheme is not priced, and it says why', () => {
    expect(short('2023-05-01', [clusterAward('2023-04-01', '2023-04-30')])).toEqual([
      [
        ...['IN_FORCE', 'mental-health-cluster', 'QF7'],
        'the scheme was retired on 2024-04-01 and prices history only',
      ],
    ]);
  });

  it('is not counted where an award takes its price from it', () => {
    const named = tell(
      care({
        ...{ stream: 'personal-health-budget', funder: 'QF7' as OrganisationCode },
        currency: { scheme: 'mental-health-cluster', code: 'X' },
      }),
      { asOf: '2023-03-31' },
    );
    expect(short('2023-04-01', [named, clusterAward('2023-03-01', '2023-03-31')])).toEqual([
      ['IN_FORCE', 'personal-health-budget', 'QF7', 366_000],
    ]);
  });
});

describe('shared between funders', () => {
  it('by what stands on the days: 100.01 a week halved for 13 weeks', () => {
    const award = tell(care({ ...rate('100.01', 'WEEK'), days: days('2025-04-01', '2026-04-15') }));
    // 13 weeks from 15 January: 1,300.13, so 650.07 and 650.06
    const halves = decision('E08000039=50,QF7=50', '2025-04-01');
    const { lines, byFunder, total } = forecast('2026-01-15', [award], { decisions: [halves] });
    expect(lines.map(({ amount }) => amount)).toEqual([65_007n, 65_006n]);
    expect(lines[0]?.working.map(({ step }) => step).join('; ')).toContain('odd penny');
    expect(byFunder.map(({ funder, amount }) => [funder?.code, amount])).toEqual([
      ['E08000039', 65_007n],
      ['QF7', 65_006n],
    ]);
    expect(total).toBe(130_013n);
  });

  it('cut where a decision begins', () => {
    const halves = decision('E08000039=50,QF7=50', '2026-04-01');
    // 76 days whole, 289 days by halves
    expect(
      short('2026-01-15', [tell(care())], { decisions: [halves] }).map((each) => each[3]),
    ).toEqual([76_000, 144_500, 144_500]);
  });
});

it('whatever is in force, funders’ sums come to the total, and the total to the lines', () => {
  const award = fc
    .record({
      stream: fc.constantFrom('adult-social-care', 'joint-package', 'housing-benefit'),
      funder: fc.constantFrom('E08000039', 'QF7') as fc.Arbitrary<OrganisationCode>,
      pounds: fc.option(fc.integer({ min: 0, max: 99_999 }), { freq: 6 }),
      per: fc.constantFrom(...PERS),
      length: fc.option(fc.integer({ min: 1, max: 700 })),
    })
    .map(({ stream, funder, pounds, per, length }) =>
      tell(
        care({
          ...{ stream, funder, per, unitsPerWeek: decimal('3') },
          amount: pounds === null ? null : ratio(pounds, 100),
          days: {
            from: day('2025-04-01'),
            until: length === null ? null : addDays(day('2025-04-01'), length),
          },
        }),
      ),
    );
  const decisions = [
    decision('E08000039=33.33,QF7=66.67', '2026-02-01'),
    decision('E08000039=50,QF7=50', '2026-03-01', undefined, {
      ...{ stream: 'joint-package', interimPayer: 'QF7' },
    }),
  ];
  fc.assert(
    fc.property(fc.array(award, { maxLength: 6 }), (awards) => {
      const { lines, byFunder, total, complete } = forecast('2026-01-15', awards, { decisions });
      expect(total).toBe(sumOfKnown(lines.map(({ amount }) => amount)));
      expect(total).toBe(sumOfKnown(byFunder.map(({ amount }) => amount)));
      expect(complete).toBe(lines.every(({ reason }) => reason === null));
      expect(forecast('2026-01-15', awards.toReversed(), { decisions })).toEqual(
        forecast('2026-01-15', awards, { decisions }),
      );
    }),
    { numRuns: 200 },
  );
});
