import { describe, expect, it } from 'vitest';
import { basisOf, ceilingsIn, linesIn } from '../../src/awards/line.ts';
import { tell } from '../support/told.ts';
import { ceiling, claim, days, pricedLine, year } from './drafts.ts';

const PAID = claim('2025-06-01', '2025-06-30', '1764.00', '1680.00');
const UNPAID = claim('2025-12-01', '2025-12-31', '1344.00', null);
const NEXT_YEAR = claim('2026-03-02', '2026-04-01', '900.00', '900.00');
const told = tell(ceiling(), { claims: [PAID, UNPAID, NEXT_YEAR] });

describe('a ceiling', () => {
  it('is shown whole in each year it is in force on any day of, never divided by days', () => {
    // claimed 1,764 + 1,344 + 900 = 4,008; paid 1,680 + 900 = 2,580; left 21,840 − 4,008 = 17,832
    const whole = {
      element: 'Support Worker',
      days: { from: '2025-05-12', until: '2026-05-12' },
      ceiling: 2_184_000n,
      claimed: 400_800n,
      paid: 258_000n,
      leftToClaim: 1_783_200n,
    };
    expect(ceilingsIn(year('2025-26'), [told])).toMatchObject([whole]);
    expect(ceilingsIn(year('2026-27'), [told])).toMatchObject([whole]);
  });

  it('is not shown in years without a day of it', () => {
    expect(ceilingsIn(year('2024-25'), [told])).toEqual([]);
    expect(ceilingsIn(year('2027-28'), [told])).toEqual([]);
    const toTheLastDay = tell(ceiling({ days: days('2024-04-01', '2025-03-31') }));
    expect(ceilingsIn(year('2024-25'), [toTheLastDay])).toHaveLength(1);
    expect(ceilingsIn(year('2025-26'), [toTheLastDay])).toEqual([]);
  });

  it('is one for each award and element', () => {
    const taxi = tell(ceiling({ element: 'Travel to Work', ceiling: 260_000n as never }));
    expect(ceilingsIn(year('2025-26'), [told, taxi])).toMatchObject([
      { element: 'Support Worker', leftToClaim: 1_783_200n },
      { element: 'Travel to Work', ceiling: 260_000n, claimed: 0n, leftToClaim: 260_000n },
    ]);
  });

  it('leaves less than nothing to claim when more was claimed', () => {
    const claims = [claim('2025-06-01', '2025-06-30', '21840.01', null)];
    expect(ceilingsIn(year('2025-26'), [tell(ceiling(), { claims })])).toMatchObject([
      { leftToClaim: -1n },
    ]);
  });

  it('is no line: nothing is awarded until a claim is paid', () => {
    expect(linesIn(year('2025-26'), [tell(ceiling(), { claims: [UNPAID] })])).toEqual([]);
    expect(linesIn(year('2025-26'), [tell(ceiling())])).toEqual([]);
  });
});

describe('a claim paid', () => {
  it('is an activity, awarded and paid alike, with nothing for the person to pay', () => {
    const line = pricedLine('2025-26', told);
    expect(line).toMatchObject({ amount: 168_000n, paid: 168_000n, contribution: 0n });
    expect(line).toMatchObject({ inTotals: true, claimReference: PAID.reference });
    expect(basisOf(line)).toBe('ACTIVITY');
  });

  it('counts in the year its support ended, not the one it began or was paid in', () => {
    // support to 1 April 2026
    expect(pricedLine('2026-27', told)).toMatchObject({ amount: 90_000n, paid: 90_000n });
    const toTheLastDay = claim('2026-03-01', '2026-03-31', '12.34', '12.34');
    const line = pricedLine('2025-26', tell(ceiling(), { claims: [toTheLastDay] }));
    expect(line).toMatchObject({ amount: 1_234n });
  });

  it('counts in that year although the award is no longer in force then', () => {
    const ended = ceiling({ days: days('2024-04-01', '2025-03-31') });
    const over = claim('2025-03-17', '2025-04-13', '500.00', '500.00');
    expect(pricedLine('2025-26', tell(ended, { claims: [over] })).amount).toBe(50_000n);
  });
});
