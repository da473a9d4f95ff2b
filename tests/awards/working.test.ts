import { describe, expect, it } from 'vitest';
import { workingOf } from '../../src/awards/working.ts';
import { decimal } from '../../src/values/ratio.ts';
import { tell } from '../support/told.ts';
import {
  care,
  ceiling,
  claim,
  day,
  days,
  given,
  grant,
  payment,
  pricedLine,
  rate,
} from './drafts.ts';

const asOf = '2025-09-30';
const SENT = { step: 'As sent by E08000039', result: 'Unit Cost 70.00' };

describe('the working leads from the raw figure to the pence', () => {
  it('of a rate: as sent, its days, the rule, the exact sum, one rounding, and what is known when', () => {
    const award = care({ ...rate('20.50', 'HOUR', '10.5'), days: days('2025-10-01') });
    // 182 days of 215.25 a week: 26 × 215.25 = 5,596.50
    expect(workingOf(pricedLine('2025-26', tell(award, { asOf })), false)).toEqual([
      SENT,
      { step: 'In force 2025-10-01 to 2026-03-31, both days included', result: '182 days' },
      { step: '20.50 per hour × 10.50 a week ÷ 7 for each day in force', result: '5596.500000' },
      { step: 'Rounded once to whole pence, a half away from zero', result: '5596.50' },
      {
        step: 'What the person is asked to pay: the council says it funds this fully',
        result: '0.00',
      },
      { step: 'Paid', result: 'not reported by this source' },
      {
        step: expect.stringMatching(
          /^Price known as of the delivery received 2025-09-30 from E08000039, row \d+; its data speaks for$/,
        ),
        result: asOf,
      },
    ]);
  });

  it.each([
    [rate('100', 'WEEK'), '100.00 ÷ 7 for each day in force', '5214.285714'],
    [rate('250', 'FORTNIGHT'), '250.00 ÷ 14 for each day in force', '6517.857143'],
    [rate('333.33', 'FOUR_WEEKS'), '333.33 ÷ 28 for each day in force', '4345.194643'],
    [rate('1000', 'MONTH'), /^1000.00 for each calendar month wholly in force/, '12000.000000'],
    [rate('3000', 'QUARTER'), /^3000.00 for each financial quarter wholly/, '12000.000000'],
    [rate('10000', 'YEAR'), /^10000.00 for each financial year wholly/, '10000.000000'],
    [
      rate('50', 'DAY', '3'),
      '50.00 per day × 3.00 a week ÷ 7 for each day in force',
      '7821.428571',
    ],
    [rate('12.34', 'SESSION', '2'), /^12.34 per session × 2.00 a week/, '1286.885714'],
  ])('names the rule of %o', (differs, step, result) => {
    const steps = workingOf(pricedLine('2025-26', tell(care(differs))), false);
    expect(steps[2]).toEqual({
      step: typeof step === 'string' ? step : expect.stringMatching(step),
      result,
    });
  });

  it('of a restated rate: each part with its own days, rule and delivery', () => {
    const before = tell(care({ service: 'x', ...rate('10', 'WEEK'), rawFigures: 'Unit Cost 10' }), {
      windows: [{ from: null, until: day('2025-06-01') }],
      asOf: '2025-05-31',
    });
    const after = tell(care({ service: 'x', ...rate('11', 'WEEK'), rawFigures: 'Unit Cost 11' }), {
      windows: [{ from: day('2025-06-01'), until: null }],
    });
    const steps = workingOf(pricedLine('2025-26', after, before), false);
    // 610 ÷ 7 and 3,344 ÷ 7; together 3,954 ÷ 7
    expect(steps.map(({ result }) => result)).toEqual([
      ...['Unit Cost 10', '61 days', '87.142857', 'Unit Cost 11', '304 days', '477.714286'],
      ...['564.86', '0.00', 'not reported by this source', '2025-05-31', '2026-03-31'],
    ]);
  });

  it('says why the person’s part is not known, whichever submission leaves it open', () => {
    const unknown = { kind: 'UNKNOWN', reason: 'nobody says how much' } as const;
    const before = tell(care({ service: 'x', contribution: unknown }), {
      windows: [{ from: null, until: day('2025-06-01') }],
    });
    const after = tell(care({ service: 'x' }), {
      windows: [{ from: day('2025-06-01'), until: null }],
    });
    expect(workingOf(pricedLine('2025-26', before, after), false)).toContainEqual({
      step: 'What the person is asked to pay: nobody says how much',
      result: 'not known',
    });
  });

  it('of a grant, of care given and of a claim paid', () => {
    const steps = (...[award, more]: Parameters<typeof tell>) =>
      workingOf(pricedLine('2025-26', tell(award, more)), false).map(
        ({ step, result }) => `${step}: ${result}`,
      );
    const stages = [payment('NET', '300', '2025-08-15', '2025-08-15')];
    expect(steps(grant('750', '2025-26'), { payments: stages })).toEqual(
      expect.arrayContaining([
        'One sum, counted once: 750.000000',
        'Public share known to have gone out: 300.00',
      ]),
    );
    expect(steps(given('98.40499999', '2025-26'))).toEqual(
      expect.arrayContaining([
        'Care given, counted in 2025-26, the year the source says: 98.405000',
        'Rounded once to whole pence, a half away from zero: 98.40',
      ]),
    );
    const claims = [claim('2025-06-01', '2025-06-30', '1764', '1680')];
    expect(steps(ceiling(), { claims })).toContain(
      'Claim paid, counted in the year its support ended: 1680.00',
    );
  });

  it('names a clinical currency only to those who may read it', () => {
    const priced = given('7025.31', '2025-26', { currency: { scheme: 'hrg', code: 'HN22C' } });
    const line = pricedLine('2025-26', tell(priced));
    expect(JSON.stringify(workingOf(line, false))).not.toContain('HN22C');
    expect(workingOf(line, true)).toContainEqual({
      step: 'Currency of scheme hrg',
      result: 'HN22C',
    });
  });

  it('shows what is asked for and paid of a rate whose payments are reported', () => {
    const award = care({
      ...rate('120', 'WEEK'),
      reportsPayments: true,
      contribution: { kind: 'WEEKLY', pounds: decimal('20'), reason: 'the weekly contribution' },
    });
    const payments = [payment('GROSS', '480', '2025-05-05', '2025-06-01')];
    // 20 × 365 ÷ 7 = 1,042.857; 480 − 80 = 400
    expect(workingOf(pricedLine('2025-26', tell(award, { payments })), false)).toEqual(
      expect.arrayContaining([
        {
          step: 'What the person is asked to pay: the weekly contribution',
          result: '1042.86',
        },
        { step: 'Public share known to have gone out', result: '400.00' },
      ]),
    );
  });
});
