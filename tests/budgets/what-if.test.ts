import { describe, expect, it } from 'vitest';
import type { PricedWhatIf, WhatIf } from '../../src/budgets/what-if.ts';
import { ActivityRefused } from '../../src/currencies/activity.ts';
import type { PriceBook } from '../../src/currencies/tariff.ts';
import type { OrganisationCode } from '../../src/values/ids.ts';
import { decimal, ratio } from '../../src/values/ratio.ts';
import { decision } from '../awards/decisions.ts';
import { care, rate } from '../awards/drafts.ts';
import { book, currency, on, scheme, tariff } from '../currencies/books.ts';
import { tell } from '../support/told.ts';
import {
  clusterAward,
  clusters,
  forecast,
  hours,
  inShort,
  nursing,
  nursingAward,
} from './forecasts.ts';

const FROM = '2025-10-01';
const assume = (whatIf: WhatIf, prices: PriceBook | null = null): PricedWhatIf => ({
  whatIf,
  book: prices,
});
const short = (awards: Parameters<typeof forecast>[1], ...whatIfs: PricedWhatIf[]) =>
  forecast(FROM, awards, { whatIfs }).lines.map(inShort);
const refusal = (...whatIfs: PricedWhatIf[]) => {
  try {
    forecast(FROM, [tell(care())], { whatIfs });
  } catch (error) {
    if (error instanceof ActivityRefused) return `${error.field} ${error.code}`;
  }
  return 'not refused';
};

const rateOfNursing = (code = 'standard', stream: string | null = null): WhatIf => ({
  ...{ kind: 'WEEKLY_RATE', scheme: 'funded-nursing-care' },
  ...{ code, stream },
});
const homeCare = (hoursPerWeek: string, stream = 'adult-social-care'): WhatIf => ({
  ...{ kind: 'HOURS', stream, scheme: 'home-care-hour', code: 'X' },
  hoursPerWeek: decimal(hoursPerWeek),
});
const cluster = (provider: string | null = null): WhatIf => ({
  ...{ kind: 'CLUSTER', code: 'X', setting: 'NON_ADMITTED', provider },
});

/** £30.00 a week for 5 points, £54.00 for 10, until 31 March 2026; then 31.00 and 56.00. */
const table = book(
  'POINTS',
  [
    tariff('POINTS', {
      pounds: '30',
      points: '5',
      from: '2012-04-01',
      until: '2026-04-01',
      illustrative: true,
    }),
    tariff('POINTS', {
      pounds: '54',
      points: '10',
      from: '2012-04-01',
      until: '2026-04-01',
      illustrative: true,
    }),
    tariff('POINTS', { pounds: '31', points: '5', from: '2026-04-01', until: null }),
    tariff('POINTS', { pounds: '56', points: '10', from: '2026-04-01', until: null }),
  ],
  { scheme: scheme('POINTS', { code: 'resource-allocation' }), currency: currency('points') },
);
const points = (count: string): WhatIf => ({
  ...{ kind: 'NEED_POINTS', scheme: 'resource-allocation' },
  points: decimal(count),
});

describe('a weekly rate', () => {
  it('is added, and comes to what the award would if it were real', () => {
    const assumed = short([], assume(rateOfNursing(), nursing()));
    expect(assumed).toEqual([['WHAT_IF', 'funded-nursing-care', null, 1_360_348]]);
    const real = forecast(FROM, [nursingAward()]);
    expect(assumed[0]?.[3]).toBe(Number(real.total));
  });

  it('takes the place of what names its scheme, and its funder pays', () => {
    const half = nursingAward(nursing(), { currencyShare: ratio(50) });
    const asked = assume(rateOfNursing(), nursing());
    expect(short([half, tell(care())], asked)).toEqual([
      ['IN_FORCE', 'adult-social-care', 'E08000039', 365_000],
      ['WHAT_IF', 'funded-nursing-care', 'QF7', 1_360_348],
    ]);
  });

  it('is shared by the decisions on its stream', () => {
    const decisions = [
      decision('E08000039=50,QF7=50', '2025-04-01', undefined, { stream: 'funded-nursing-care' }),
    ];
    const whatIfs = [assume(rateOfNursing(), nursing())];
    const { lines } = forecast(FROM, [], { whatIfs, decisions });
    expect(lines.map(({ funder, amount }) => [funder?.code, amount])).toEqual([
      ['E08000039', 680_174n],
      ['QF7', 680_174n],
    ]);
  });

  it('needs its stream told where nothing else tells it', () => {
    const prices = { ...nursing(), scheme: scheme('WEEK', { code: 'care-home-week' }) };
    const asked: WhatIf = {
      kind: 'WEEKLY_RATE',
      scheme: 'care-home-week',
      code: 'standard',
      stream: null,
    };
    expect(refusal(assume(asked, prices))).toBe('stream BLANK');
    const told = { ...asked, stream: 'adult-social-care' };
    expect(short([], assume(told, prices))).toEqual([
      ['WHAT_IF', 'adult-social-care', null, 1_360_348],
    ]);
  });

  it('without a price for all of the days is not priced', () => {
    const later = forecast('2026-10-01', [], { whatIfs: [assume(rateOfNursing(), nursing())] });
    expect(later.lines.map(inShort)).toEqual([
      ['WHAT_IF', 'funded-nursing-care', null, 'no weekly rate is loaded for 2027-04-01'],
    ]);
    expect(later.complete).toBe(false);
  });
});

describe('hours', () => {
  it('replace the rates of the stream: 10 a week at 20.00 for 26 weeks and at 21.00 after', () => {
    // 26 × 200 = 5,200.00 and 210 × 183 ÷ 7 = 5,490.00
    const asked = assume(homeCare('10'), hours());
    expect(short([tell(care()), nursingAward()], asked)).toEqual([
      ['WHAT_IF', 'adult-social-care', 'E08000039', 1_069_000],
      ['IN_FORCE', 'funded-nursing-care', 'QF7', 1_360_348],
    ]);
    const [line] = forecast(FROM, [], { whatIfs: [asked] }).lines;
    expect(line).toMatchObject({ illustrative: true, funder: null });
    expect(line?.tariffs).toHaveLength(2);
  });

  it('equal an award of as many hours at the same price', () => {
    const same = tell(care(rate('20', 'HOUR', '7.5')), { asOf: '2025-12-31' });
    const whatIfs = [assume(homeCare('7.5'), { ...hours(), tariffs: hours().tariffs.slice(0, 1) })];
    const ending = { ...same, days: { ...same.days, until: on('2026-04-01') } };
    // 26 weeks of 150.00; the assumption runs on and has no price from April
    expect(forecast(FROM, [ending]).total).toBe(390_000n);
    expect(forecast('2025-04-01', [], { whatIfs }).total).toBe(
      forecast('2025-04-01', [{ ...same, delivery: { ...same.delivery, asOf: on('2025-03-31') } }])
        .total,
    );
  });
});

describe('points of need', () => {
  it('replace the rates of adult social care by the table’s weekly sum', () => {
    // 7.5 points: 42.00 a week for 26 weeks = 1,092.00; then 43.50 × 183 ÷ 7 = 1,137.2143
    const asked = assume(points('7.5'), table);
    expect(short([tell(care()), nursingAward()], asked)[0]).toEqual([
      ...['WHAT_IF', 'adult-social-care', 'E08000039', 222_921],
    ]);
    const [line] = forecast(FROM, [], { whatIfs: [asked] }).lines;
    expect(line?.illustrative).toBe(true);
  });

  it('beyond the table have no price', () => {
    expect(short([], assume(points('11'), table))[0]?.[3]).toContain('runs from 5 to 10 points');
  });
});

describe('a cluster', () => {
  const of2023 = (provider: string | null, ...awards: ReturnType<typeof clusterAward>[]) =>
    forecast('2023-04-01', awards, { whatIfs: [assume(cluster(provider), clusters())] }).lines;

  it('takes the place of the current one, or is added', () => {
    // 366 days at £5
    expect(of2023(null, clusterAward('2023-03-01', '2023-03-31')).map(inShort)).toEqual([
      ['WHAT_IF', 'mental-health-cluster', 'QF7', 183_000],
    ]);
    expect(of2023(null).map(inShort)).toEqual([
      ['WHAT_IF', 'mental-health-cluster', null, 183_000],
    ]);
  });

  it('of another provider is by that provider’s own price', () => {
    // 366 days at £6
    expect(of2023('TAH')[0]).toMatchObject({ amount: 219_600n, illustrative: false });
  });
});

describe('without a stream', () => {
  it('its lines are not there', () => {
    const awards = [tell(care()), nursingAward()];
    expect(short(awards, assume({ kind: 'WITHOUT', stream: 'adult-social-care' }))).toEqual([
      ['IN_FORCE', 'funded-nursing-care', 'QF7', 1_360_348],
    ]);
  });

  it('assumptions are made one after the other', () => {
    const without = assume({ kind: 'WITHOUT', stream: 'adult-social-care' });
    const ten = assume(homeCare('10'), hours());
    expect(short([tell(care())], without, ten)).toEqual([
      ['WHAT_IF', 'adult-social-care', null, 1_069_000],
    ]);
    expect(short([tell(care())], ten, without)).toEqual([]);
  });
});

describe('what cannot be assumed is refused', () => {
  const joint = care({ stream: 'joint-package', funder: 'QF7' as OrganisationCode });
  it.each<[string, string, PricedWhatIf]>([
    ['an unknown stream', 'stream UNKNOWN_CODE', assume({ kind: 'WITHOUT', stream: 'sunshine' })],
    ['hours of care given', 'stream NOT_A_BUDGET', assume(homeCare('1', 'nhs-tariff'), hours())],
    ['no hours', 'hoursPerWeek BAD_NUMBER', assume(homeCare('0'), hours())],
    ['hours without end', 'hoursPerWeek BAD_NUMBER', assume(homeCare('10000.01'), hours())],
    ['hours by a weekly price', 'scheme WRONG_SCHEME', assume(homeCare('1'), nursing())],
    ['an unknown scheme', 'scheme UNKNOWN_CODE', assume(homeCare('1'))],
    ['an unknown code', 'code UNKNOWN_CODE', assume(rateOfNursing('lower'), nursing())],
    ['a cluster by a weekly price', 'scheme WRONG_SCHEME', assume(cluster(), nursing())],
    ['points by hours', 'scheme WRONG_SCHEME', assume(points('5'), hours())],
  ])('%s: %s', (_what, why, whatIf) => {
    expect(refusal(whatIf)).toBe(why);
  });

  it('and nothing else is', () => {
    expect(short([tell(joint)], assume(homeCare('1', 'joint-package'), hours()))[0]?.[2]).toBe(
      'QF7',
    );
  });
});
