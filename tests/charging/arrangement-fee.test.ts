import { describe, expect, it } from 'vitest';
import { linesIn } from '../../src/awards/line.ts';
import { assess } from '../../src/charging/assess.ts';
import { amountOf, amountsToJson, meansToJson } from '../../src/charging/assessment.ts';
import { withAssessments } from '../../src/charging/contribution.ts';
import {
  type ArrangementFee,
  faultOfFeeIn,
  faultOfMeans,
  type Means,
} from '../../src/charging/means.ts';
import { parsePounds } from '../../src/values/money.ts';
import { care, day, days, rate, year } from '../awards/drafts.ts';
import { tell } from '../support/told.ts';
import { BOOK, income, means, savings } from './books.ts';

/** So much a year in pounds, where arranging costs the council £300 a year. */
const fee = (pounds: string): ArrangementFee => ({
  ...{ amount: parsePounds(pounds), per: 'YEAR', costToCouncil: parsePounds('300.00') },
});
const RICH: Partial<Means> = { capital: savings('90000.00'), arrangementFee: fee('250.00') };
const YEAR = days('2025-04-01', '2026-03-31');

describe('a fee for arranging care that somebody pays for in full', () => {
  it('is a figure of its own, and the last step of the working', () => {
    const [found, another] = assess(means(RICH), BOOK, YEAR);
    expect(another).toBeUndefined();
    expect(found).toMatchObject({
      ...{ kind: 'WHOLE_COST', weekly: 100_000n },
      arrangementFee: { amount: 25_000n, per: 'YEAR' },
    });
    expect(found?.steps.at(-1)).toEqual({
      step: 'Beside it, for arranging the care, per year',
      result: '250.00',
    });
  });

  it.each(['FULL_COST', 'NOT_DISCLOSED'] as const)('also of %s', (manner) => {
    const chosen = means({ manner, arrangementFee: fee('300.00') });
    expect(faultOfMeans(chosen, YEAR)).toBeNull();
    const [found] = assess(chosen, BOOK, YEAR);
    expect(found?.arrangementFee).toEqual({ amount: 30_000n, per: 'YEAR' });
  });

  it('belongs to the days of full cost alone', () => {
    // £100.00 a week is below the guarantee; no rate is needed to say that capital is too much.
    const book = {
      ...BOOK,
      rates: BOOK.rates.map((each) =>
        each.kind === 'CAPITAL_UPPER_LIMIT' && each.days.from >= day('2026-04-01')
          ? { ...each, amount: parsePounds('100000.00') }
          : each,
      ),
    };
    const both = days('2025-04-01', '2027-03-31');
    const found = assess(means({ ...RICH, incomes: [income('100.00')] }), book, both);
    const fees = found.map(({ kind, arrangementFee }) => [kind, arrangementFee !== undefined]);
    for (const [kind, hasFee] of fees) expect(hasFee).toBe(kind === 'WHOLE_COST');
    expect(fees.length).toBeGreaterThan(1);
  });

  it('is kept and read as it was; an assessment without one says nothing of it', () => {
    const found = assess(means(RICH), BOOK, YEAR);
    const { outcome } = amountsToJson(found);
    expect(JSON.parse(JSON.stringify(outcome)).map(amountOf)).toEqual(
      found.map(({ steps: _steps, ...rest }) => rest),
    );
    expect(meansToJson(means(RICH))).toMatchObject({
      arrangementFee: { pence: '25000', per: 'YEAR', costToCouncil: '30000' },
    });
    expect(meansToJson(means({ arrangementFee: null }))).toEqual(meansToJson(means()));
  });

  it('is in no figure of a budget', () => {
    const unknown = { kind: 'UNKNOWN', reason: 'nobody says' } as const;
    const lines = linesIn(year('2025-26'), [
      tell(care({ ...rate('200.00', 'WEEK'), contribution: unknown })),
    ]);
    const council = means().council;
    const asked = (differs: Partial<Means>) =>
      withAssessments(lines, [
        { council, days: YEAR, amounts: assess(means({ ...RICH, ...differs }), BOOK, YEAR) },
      ]);
    // All of £200 × 365 ÷ 7, and no more.
    expect(asked({}).map(({ contribution }) => contribution)).toEqual([1_042_857n]);
    expect(asked({})).toEqual(asked({ arrangementFee: null }));
  });
});

describe('such a fee is refused', () => {
  it.each<[string, Partial<Means>, string]>([
    ['in a care home', { setting: 'CARE_HOME', manner: 'FULL_COST' }, 'NOT_IN_CARE_HOME'],
    [
      'of a light touch, which is not the full cost',
      { manner: 'LIGHT_TOUCH', agreedWeekly: parsePounds('5.00') },
      'NOT_FULL_COST',
    ],
    ['above what it costs the council', { arrangementFee: fee('300.01') }, 'ABOVE_COST'],
    ['of nothing', { arrangementFee: fee('0.00') }, 'BAD_AMOUNT'],
    ['below nothing', { arrangementFee: fee('-1.00') }, 'BAD_AMOUNT'],
  ])('%s', (_what, differs, code) => {
    const asked = means({ ...RICH, ...differs });
    expect(faultOfMeans(asked, YEAR)).toMatchObject({ field: 'arrangementFee', code });
    expect(faultOfMeans(means(RICH), YEAR)).toBeNull();
  });

  it('where the assessment comes to less than the full cost, or is forbidden', () => {
    const kinds = (differs: Partial<Means>) =>
      assess(means({ ...RICH, ...differs }), BOOK, YEAR).map(({ kind }) => kind);
    const fault = (differs: Partial<Means>) => faultOfFeeIn(means(RICH), kinds(differs))?.code;
    expect(fault({ capital: savings('20000.00') })).toBe('NOT_FULL_COST');
    expect(fault({ legalBasis: 'AFTERCARE' })).toBe('NOT_FULL_COST');
    expect(fault({})).toBeUndefined();
  });
});
