import { describe, expect, it } from 'vitest';
import { referenceDeferredRates } from '../../seeds/reference/charging.ts';
import { debtAt, type InterestAdded } from '../../src/charging/deferred.ts';
import {
  countedEntries,
  type DeferredEntry,
  endOf,
  type RecordedAgreement,
  standingOn,
} from '../../src/charging/deferred-agreement.ts';
import {
  type DeferredBook,
  type DeferredRate,
  faultOfDeferredRate,
  interestRatesOf,
  permittedOn,
} from '../../src/charging/deferred-rates.ts';
import { faultOfEntry, faultOfValue, type SaidEntry } from '../../src/charging/judge-deferred.ts';
import type { OrganisationCode } from '../../src/values/ids.ts';
import { type Pence, parsePounds as pounds } from '../../src/values/money.ts';
import { decimal } from '../../src/values/ratio.ts';
import { day, days } from '../awards/drafts.ts';

const SHEFFIELD = 'E08000039' as OrganisationCode;
const rate = (
  kind: DeferredRate['kind'],
  authority: string | null,
  figure: string,
  first: string,
  last?: string,
): DeferredRate => ({
  ...{ kind, authority, days: days(first, last), knownFrom: day(first), figure: decimal(figure) },
  source: 'made up for a test',
});

/** National 4.25 then 4.75 per cent in 2025; the council’s own 4, and £200 for setting up. */
const BOOK: DeferredBook = {
  rates: [
    rate('INTEREST', null, '4.25', '2025-01-01', '2025-06-30'),
    rate('INTEREST', null, '4.75', '2025-07-01', '2025-12-31'),
    rate('INTEREST', SHEFFIELD, '4', '2025-01-01', '2025-12-31'),
    rate('SET_UP', SHEFFIELD, '200', '2025-01-01', '2025-12-31'),
  ],
  lowerLimits: [
    {
      ...{ kind: 'CAPITAL_LOWER_LIMIT', authority: null, figure: decimal('14250') },
      ...{ days: days('2015-04-01', '2026-03-31'), knownFrom: day('2015-04-01') },
    },
  ],
};

let entries = 0;
function entry(kind: DeferredEntry['kind'], on: string, amount: string | null = null) {
  entries += 1;
  const sum: Pence | null = amount === null ? null : pounds(amount);
  const secured = kind === 'VALUATION' ? pounds('0') : null;
  return {
    ...{ id: `entry ${entries}`, kind, on: day(on), amount: sum, securedBefore: secured },
    ...{ charge: kind === 'ADMINISTRATION' ? ('SET_UP' as const) : null, corrects: null },
    ...{ reason: null, recordedAt: new Date(0) },
  };
}

/** A home of £165,000 from 1 January 2025 on; give what differs. */
const agreement = (
  more: readonly DeferredEntry[] = [],
  differs: Partial<RecordedAgreement> = {},
): RecordedAgreement => ({
  ...{ id: 'a', personId: 'p', council: { code: SHEFFIELD, name: 'Sheffield' } },
  ...{ firstDay: day('2025-01-01'), interest: 'NATIONAL_MAXIMUM', interestAdded: 'NEVER' },
  ...{ entries: [entry('VALUATION', '2025-01-01', '165000'), ...more], recordedAt: new Date(0) },
  ...differs,
});

describe('how an agreement stands', () => {
  it('is limit, debt and room, each half-year of interest at its own rate', () => {
    const charged = agreement([entry('CHARGE', '2025-04-01', '36500')]);
    // 36,500 ÷ 365 = 100 a day in the year: 91 days × 4.25 % = 386.75, and 31 × 4.75 % = 147.25
    expect(standingOn(charged, BOOK, day('2025-08-01'))).toMatchObject({
      ...{ limit: pounds('134250'), deferred: pounds('36500'), interest: pounds('534.00') },
      ...{ debt: pounds('37034.00'), roomLeft: pounds('97216.00'), reviewDue: false },
      lacking: [],
    });
    expect(standingOn(charged, BOOK, day('2024-12-31'))).toBeNull();
  });

  it('shows its working', () => {
    const { steps } = standingOn(agreement(), BOOK, day('2025-02-01')) ?? { steps: [] };
    expect(steps.slice(0, 4)).toEqual([
      { step: 'Value of the property', result: '165000.00' },
      { step: '90 per cent of it', result: '148500.00' },
      { step: 'Lower capital limit', result: '14250.00' },
      { step: 'The most that may be deferred', result: '134250.00' },
    ]);
  });

  it('goes by the last valuation of the day, and by what is secured on it before', () => {
    const lower = { ...entry('VALUATION', '2025-06-01', '100000'), securedBefore: pounds('20000') };
    const valued = agreement([lower]);
    expect(standingOn(valued, BOOK, day('2025-05-31'))?.limit).toBe(pounds('134250'));
    // 90,000 − 14,250 − 20,000
    expect(standingOn(valued, BOOK, day('2025-06-01'))?.limit).toBe(pounds('55750'));
  });

  it('is looked at again from 70 per cent on', () => {
    const near = (sum: string) =>
      standingOn(agreement([entry('CHARGE', '2025-02-01', sum)]), BOOK, day('2025-02-01'));
    expect(near('115499.99')?.reviewDue).toBe(false);
    expect(near('115500.00')?.reviewDue).toBe(true);
  });

  it('is not known where a rate is lacking, but for what is so without interest', () => {
    const late = agreement([entry('CHARGE', '2025-12-01', '1000')]);
    const found = standingOn(late, BOOK, day('2026-02-01'));
    expect(found).toMatchObject({
      ...{ interest: null, debt: null, roomLeft: null, reviewDue: null, deferred: pounds('1000') },
      lacking: ['interest not known: a rate is lacking between 2025-12-01 and 2026-02-01'],
    });
    const heavy = agreement([entry('CHARGE', '2025-12-01', '120000')]);
    expect(standingOn(heavy, BOOK, day('2026-02-01'))?.reviewDue).toBe(true);
    expect(standingOn(agreement(), BOOK, day('2026-04-01'))).toMatchObject({
      ...{ limit: null, debt: 0n, roomLeft: null },
      lacking: ['limit not known: no lower capital limit is loaded for 2026-04-01'],
    });
  });

  it('leaves out what a correction takes out', () => {
    const wrong = entry('CHARGE', '2025-02-01', '500');
    const fix = { ...entry('CORRECTION', '2025-03-01'), corrects: wrong.id, reason: 'twice' };
    const fixed = agreement([wrong, fix]);
    expect(countedEntries(fixed).map(({ kind }) => kind)).toEqual(['VALUATION']);
    expect(standingOn(fixed, BOOK, day('2025-03-01'))).toMatchObject({ deferred: 0n, debt: 0n });
  });

  it('without interest owes what was deferred, and by the council’s own rate its own', () => {
    const charged = [entry('CHARGE', '2025-01-01', '36500')];
    const owed = (interest: RecordedAgreement['interest']) =>
      standingOn(agreement(charged, { interest }), BOOK, day('2025-01-31'))?.debt;
    expect(owed('NONE')).toBe(pounds('36500'));
    // 30 days at 4 and at 4.25 per cent of 100 a day
    expect(owed('OWN_RATE')).toBe(pounds('36620'));
    expect(owed('NATIONAL_MAXIMUM')).toBe(pounds('36627.50'));
  });
});

describe('interest that is added to what is owed', () => {
  const owed = (interestAdded: InterestAdded, until: string) =>
    debtAt(
      {
        ...{ deferrals: [{ on: day('2025-01-01'), amount: pounds('36500'), kind: 'CARE' }] },
        ...{ repayments: [], interestAdded },
        rates: interestRatesOf(BOOK, 'OWN_RATE', SHEFFIELD),
      },
      day(until),
    );

  it('bears interest from the first day of the next of its times', () => {
    // January at 4 a day is 124.00; February on 36,624.00: 28 × 4.013589… = 112.38
    expect(owed('MONTHLY', '2025-03-01')).toMatchObject({ interest: pounds('236.38') });
    expect(owed('NEVER', '2025-03-01')).toMatchObject({ interest: pounds('236.00') });
    expect(owed('QUARTERLY', '2025-03-01')).toMatchObject({ interest: pounds('236.00') });
    // The quarter's 90 days are 360.00; 30 days on 36,860.00 are 121.18
    expect(owed('QUARTERLY', '2025-05-01')).toMatchObject({ interest: pounds('481.18') });
    // 181 days are 724.00; 10 days on 37,224.00 are 40.79
    expect(owed('HALF_YEARLY', '2025-07-11')).toMatchObject({ interest: pounds('764.79') });
  });

  it('each day is rounded each day', () => {
    // 4.00, then 4.0004 and 4.0008 of 36,504.00 and 36,508.00, both 4.00
    expect(owed('DAILY', '2025-01-04')).toMatchObject({ interest: pounds('12.00') });
    // After 12 days of 4.00 the next two, of 36,548.00 and 36,552.01, are 4.0053 and 4.0057
    expect(owed('DAILY', '2025-01-15')).toMatchObject({ interest: pounds('56.02') });
  });
});

describe('the rates of deferred payments', () => {
  it('of the half-years for which a source was read are seeded, and no others', () => {
    const seeded = interestRatesOf({ rates: referenceDeferredRates() }, 'NATIONAL_MAXIMUM', 'X');
    expect(seeded).toHaveLength(15);
    const on = (from: string) => seeded?.find((each) => each.days.from === day(from))?.percent;
    expect(on('2024-01-01')).toEqual(decimal('4.65'));
    expect(on('2025-01-01')).toEqual(decimal('4.25'));
    expect(on('2025-07-01')).toBeUndefined();
  });

  it('of a council are its own: the national maximum is never taken for them', () => {
    expect(interestRatesOf(BOOK, 'OWN_RATE', 'E06000001')).toEqual([]);
    expect(permittedOn(BOOK, 'SET_UP', SHEFFIELD, day('2025-06-01'))).toBe(pounds('200'));
    expect(permittedOn(BOOK, 'SET_UP', 'E06000001', day('2025-06-01'))).toBeNull();
    expect(permittedOn(BOOK, 'SET_UP', SHEFFIELD, day('2026-01-01'))).toBeNull();
  });

  it('known later stand instead', () => {
    const later = { ...rate('INTEREST', null, '4.5', '2025-07-01', '2025-12-31') };
    const rates = [...BOOK.rates, { ...later, knownFrom: day('2025-08-01') }];
    const found = interestRatesOf({ rates }, 'NATIONAL_MAXIMUM', SHEFFIELD);
    expect(found?.map(({ percent }) => percent)).toEqual([decimal('4.25'), decimal('4.5')]);
  });

  it.each([
    ['above the maximum', rate('INTEREST', SHEFFIELD, '4.26', '2025-01-01', '2025-06-30'), 'above'],
    ['that no maximum is known for', rate('INTEREST', SHEFFIELD, '1', '2025-01-01'), 'has no'],
    ['of a charge that is nobody’s', rate('SET_UP', null, '100', '2025-01-01'), 'each council'],
  ])('%s are refused', (_what, found, words) => {
    expect(faultOfDeferredRate(found, BOOK)).toContain(words);
  });

  it('up to the maximum of each day are taken', () => {
    const own = rate('INTEREST', SHEFFIELD, '4.25', '2025-01-01', '2025-12-31');
    expect(faultOfDeferredRate(own, BOOK)).toBeNull();
  });
});

describe('what cannot be recorded under an agreement', () => {
  const TODAY = day('2025-06-01');
  const judged = (said: SaidEntry, more: readonly DeferredEntry[] = [], differs = {}) =>
    faultOfEntry(said, { agreement: agreement(more, differs), book: BOOK, today: TODAY });
  const on = day('2025-05-01');

  it('is refused by name', () => {
    const charged = [entry('CHARGE', '2025-05-01', '100')];
    const ended = [...charged, entry('END', '2025-05-10')];
    const cases: [SaidEntry, readonly DeferredEntry[], string | undefined][] = [
      [{ kind: 'CHARGE', on, amount: pounds('100') }, [], undefined],
      [{ kind: 'CHARGE', on, amount: pounds('0') }, [], 'BAD_AMOUNT'],
      [{ kind: 'CHARGE', on: day('2025-06-02'), amount: pounds('1') }, [], 'FUTURE_DATE'],
      [{ kind: 'CHARGE', on: day('2024-12-31'), amount: pounds('1') }, [], 'BEFORE_AGREEMENT'],
      [{ kind: 'CHARGE', on: day('2025-05-11'), amount: pounds('1') }, ended, 'ENDED'],
      [{ kind: 'CHARGE', on: day('2025-05-10'), amount: pounds('1') }, ended, undefined],
      [{ kind: 'END', on }, ended, 'ALREADY_ENDED'],
      [{ kind: 'END', on: day('2025-04-30') }, charged, 'CHARGES_AFTER'],
      [{ kind: 'END', on }, charged, undefined],
      [{ kind: 'REPAYMENT', on, amount: pounds('100.01') }, charged, 'MORE_THAN_OWED'],
      [{ kind: 'REPAYMENT', on, amount: pounds('100') }, charged, undefined],
      [{ kind: 'REPAYMENT', on, amount: pounds('-1') }, charged, 'BAD_AMOUNT'],
      [
        { kind: 'VALUATION', on, amount: pounds('0'), securedBefore: pounds('0') },
        [],
        'BAD_AMOUNT',
      ],
      [
        { kind: 'VALUATION', on, amount: pounds('1'), securedBefore: pounds('2') },
        [],
        'BAD_AMOUNT',
      ],
    ];
    for (const [said, more, code] of cases) expect(judged(said, more)?.code).toBe(code);
    expect(faultOfValue(pounds('1'), pounds('-1'))?.code).toBe('BAD_AMOUNT');
  });

  it('care beyond the limit, on its day or today', () => {
    const nearly = [entry('CHARGE', '2025-05-01', '134000')];
    const more = (sum: string): SaidEntry => ({ kind: 'CHARGE', on, amount: pounds(sum) });
    // 134,000 × 4.25 % × 31 ÷ 365 = 483.68: by today the interest has taken all that was left
    expect(judged(more('250'), nearly)).toMatchObject({
      code: 'ABOVE_LIMIT',
      reason: 'is more than may still be deferred on 2025-06-01: 0.00',
    });
    expect(judged(more('250.01'), nearly)?.reason).toContain('on 2025-05-01: 250.00');
    expect(judged(more('250'), nearly, { interest: 'NONE' })).toBeNull();
    const lost = { ...BOOK, lowerLimits: [] };
    const unknown = { agreement: agreement(), book: lost, today: TODAY };
    expect(faultOfEntry(more('1'), unknown)?.code).toBe('LIMIT_NOT_KNOWN');
  });

  it('care beyond the limit where the interest is not known, by what is owed without it', () => {
    const nearly = agreement([entry('CHARGE', '2025-05-01', '134000')], { interest: 'OWN_RATE' });
    const book = { ...BOOK, rates: [] };
    const more = (sum: string) => ({ kind: 'CHARGE', on, amount: pounds(sum) }) as const;
    const judging = { agreement: nearly, book, today: TODAY };
    expect(faultOfEntry(more('250'), judging)).toBeNull();
    expect(faultOfEntry(more('250.01'), judging)?.code).toBe('ABOVE_LIMIT');
  });

  it('a charge of the council’s that no figure permits', () => {
    const asked = (charge: 'SET_UP' | 'YEARLY', sum: string) =>
      judged({ kind: 'ADMINISTRATION', on, amount: pounds(sum), charge });
    expect(asked('SET_UP', '200')).toBeNull();
    expect(asked('SET_UP', '200.01')).toMatchObject({ code: 'CHARGE_NOT_PERMITTED' });
    expect(asked('YEARLY', '1')?.reason).toContain('no yearly charge for an agreement is loaded');
  });

  it('a correction of what is not there, of another, or of the only value', () => {
    const wrong = entry('CHARGE', '2025-02-01', '500');
    const fix = { ...entry('CORRECTION', '2025-03-01'), corrects: wrong.id, reason: 'twice' };
    const take = (corrects: string, reason = 'wrong'): SaidEntry => ({
      ...{ kind: 'CORRECTION', on, corrects, reason },
    });
    expect(judged(take(wrong.id), [wrong])).toBeNull();
    expect(judged(take(wrong.id, ' '), [wrong])?.code).toBe('BAD_REASON');
    expect(judged(take(wrong.id), [wrong, fix])?.code).toBe('ALREADY_CORRECTED');
    expect(judged(take(fix.id), [wrong, fix])?.code).toBe('CORRECTION_OF_CORRECTION');
    expect(judged(take('nothing'))?.code).toBe('NO_ENTRY');
    const { entries: own } = agreement();
    const [only] = own as [DeferredEntry];
    expect(judged(take(only.id), [], { entries: own })?.code).toBe('VALUATION_NEEDED');
  });

  it('the end may be taken out again', () => {
    const end = entry('END', '2025-05-10');
    const fix = { ...entry('CORRECTION', '2025-05-11'), corrects: end.id, reason: 'not yet' };
    expect(endOf(agreement([end]))).toBe('2025-05-10');
    expect(endOf(agreement([end, fix]))).toBeNull();
  });
});
