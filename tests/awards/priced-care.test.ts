import { describe, expect, it } from 'vitest';
import type { AwardDraft } from '../../src/awards/award.ts';
import type { Line, PricedLine } from '../../src/awards/line.ts';
import { workingOf } from '../../src/awards/working.ts';
import { decimal } from '../../src/values/ratio.ts';
import { book, cluster, spell, tariff } from '../currencies/books.ts';
import { tell } from '../support/told.ts';
import { care, days, given, onlyLine, pricedLine, rate } from './drafts.ts';

/** Elective £1,000, trim 6 days, £227 a day beyond it, in 2017-18. */
const PRICES = book('SPELL', [
  tariff('ELECTIVE', { pounds: '1000', trimPoint: 6, longStay: '227' }),
]);

/** Two nights in hospital in June 2017. */
const hospital = (differs: Partial<AwardDraft> = {}): AwardDraft =>
  given('0', '2017-18', {
    amount: null,
    per: null,
    days: days('2017-06-01', '2017-06-03'),
    currency: { scheme: 'tested', code: 'X' },
    activity: spell(),
    provider: 'RXX',
    ...differs,
  });

const steps = (line: PricedLine) => workingOf(line, false).map(({ step }) => step);

describe('care that is priced when it is read', () => {
  it('comes to the tariff, with the steps and the tariff in its working', () => {
    // 9 nights: 1,000 + 3 × 227
    const nine = hospital({ activity: spell({ nights: 9 }) });
    const line = pricedLine('2017-18', tell(nine, { book: PRICES }));
    expect(line.amount).toBe(168_100n);
    expect(steps(line)).toEqual(
      expect.arrayContaining([
        'Elective price per spell, price year 2017-18 (the year it ended)',
        '9 days, 3 beyond the trim point of 6: 227.00 a day',
        'Market forces factor of RXX: 1.000000',
        'Tariff known from 2017-04-01',
      ]),
    );
  });

  it('has no price where the book has none, and says why', () => {
    const none = onlyLine('2017-18', tell(hospital(), { book: book('SPELL', []) }));
    expect(none).toMatchObject({ kind: 'UNPRICED' });
    expect((none as Extract<Line, { kind: 'UNPRICED' }>).reason).toContain('no elective price');
  });

  it('says so where the price is illustrative', () => {
    const prices = book('CLUSTER_DAY', [
      tariff('NON_ADMITTED_DAY', { pounds: '30', illustrative: true }),
    ]);
    const period = cluster('2017-06-01', '2017-06-30', { setting: 'NON_ADMITTED' });
    const line = pricedLine('2017-18', tell(hospital({ activity: period }), { book: prices }));
    expect([line.amount, line.pricing?.illustrative]).toEqual([90_000n, true]);
    expect(steps(line).join()).toContain('illustrative only: nobody pays by it');
  });

  it('shows beside it what the sender says it cost, and counts its own', () => {
    const sent = hospital({ reported: decimal('1012.345') });
    const line = pricedLine('2017-18', tell(sent, { book: PRICES }));
    expect(line.amount).toBe(100_000n);
    // 1,000.00 − 1,012.35, the sender's own figure rounded once
    expect(line.check).toEqual({ against: 'SENDER', expected: 101_235n, difference: -1_235n });
    expect(workingOf(line, false)).toContainEqual({
      step: 'Difference: this line less that',
      result: '-12.35',
    });
  });

  it.each(['BLOCK', 'LOW_VOLUME_BLOCK'] as const)(
    'is a shadow under a contract of the form %s, and moves no money',
    (contractForm) => {
      const line = pricedLine('2017-18', tell(hospital(), { book: PRICES, contractForm }));
      expect(line.shadow).toBe(true);
      expect(workingOf(line, false)).toContainEqual({
        step: 'Shadow price: the contract is a block, and no money moves by this tariff',
        result: 'not paid',
      });
    },
  );

  it('is none under a contract that pays by activity, or where no contract is known', () => {
    const shadow = (told: Parameters<typeof tell>[1]) =>
      pricedLine('2017-18', tell(hospital(), { book: PRICES, ...told })).shadow;
    expect(shadow({ contractForm: 'ACTIVITY' })).toBe(false);
    expect(shadow({})).toBe(false);
  });
});

describe('a rate whose currency has a weekly tariff', () => {
  const nursing = book('WEEK', [
    tariff('WEEK', { pounds: '70', from: '2025-04-01', until: '2026-04-01' }),
  ]);
  const currency = { scheme: 'tested', code: 'X' };

  it('stays the sender’s own; the tariff is a check whose difference is reported', () => {
    // £77 a week is £4,015.00 in 365 days, and £70 is £3,650.00
    const line = pricedLine(
      '2025-26',
      tell(care({ ...rate('77', 'WEEK'), currency }), { book: nursing }),
    );
    expect(line.amount).toBe(401_500n);
    expect(line.check).toEqual({ against: 'TARIFF', expected: 365_000n, difference: 36_500n });
  });

  it('is not checked where the tariff lacks some of the days', () => {
    const line = pricedLine(
      '2026-27',
      tell(care({ ...rate('77', 'WEEK'), currency }), { book: nursing }),
    );
    expect(line.check).toEqual({ against: 'TARIFF', expected: null, difference: null });
  });

  it('has no check where its currency has no book', () => {
    expect(pricedLine('2025-26', tell(care({ currency }))).check).toBeNull();
  });
});
