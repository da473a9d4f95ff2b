import { STREAMS } from '../../seeds/reference/streams.ts';
import type { AwardDraft } from '../../src/awards/award.ts';
import type { FundingDecision } from '../../src/awards/share.ts';
import {
  type IndicativeBudget,
  type IndicativeLine,
  indicate,
} from '../../src/budgets/indicative.ts';
import type { PricedWhatIf } from '../../src/budgets/what-if.ts';
import type { PriceBook } from '../../src/currencies/tariff.ts';
import type { FinancialYear } from '../../src/values/financial-year.ts';
import type { OrganisationCode } from '../../src/values/ids.ts';
import { care, day, days, rate } from '../awards/drafts.ts';
import { book, cluster, currency, type Said, scheme, tariff } from '../currencies/books.ts';
import { tell } from '../support/told.ts';

/** What is known of the person, and assumed. */
export interface Known {
  readonly decisions?: readonly FundingDecision[];
  readonly whatIfs?: readonly PricedWhatIf[];
}

/** Twelve months from a day. */
export function forecast(
  from: string,
  awards: readonly ReturnType<typeof tell>[],
  { decisions = [], whatIfs = [] }: Known = {},
): IndicativeBudget {
  const funderName = (code: string) => `name of ${code}`;
  return indicate({ from: day(from), streams: STREAMS, awards, decisions, whatIfs, funderName });
}

/** A line in short: where it comes from, its stream, who pays, and pence or the reason for none. */
export function inShort({ origin, stream, funder, amount, reason }: IndicativeLine) {
  return [origin, stream.code, funder?.code ?? null, amount === null ? reason : Number(amount)];
}

/** A book of nursing care, code standard: £254.06 a week in 2025-26, £267.68 in 2026-27. */
export function nursing(...more: readonly Said[]): PriceBook {
  const rates: Said[] = [
    { pounds: '254.06', from: '2025-04-01', until: '2026-04-01' },
    { pounds: '267.68', from: '2026-04-01', until: '2027-04-01' },
    ...more,
  ];
  return book(
    'WEEK',
    rates.map((said) => tariff('WEEK', said)),
    {
      scheme: scheme('WEEK', { code: 'funded-nursing-care', name: 'Nursing care' }),
      currency: currency('standard'),
    },
  );
}

/** A book of an hour of home care, code X: £20.00 in 2025-26 and £21.00 in 2026-27. */
export function hours(): PriceBook {
  const rates = [
    { pounds: '20', from: '2025-04-01', until: '2026-04-01', illustrative: true },
    { pounds: '21', from: '2026-04-01', until: '2027-04-01' },
  ];
  return book(
    'HOUR',
    rates.map((said) => tariff('HOUR', said)),
    { scheme: scheme('HOUR', { code: 'home-care-hour' }) },
  );
}

/** Clusters until 31 March 2024: £330 admitted, £5 not admitted, £6 not admitted at TAH. */
export function clusters(): PriceBook {
  const days = { from: '2014-04-01', until: '2024-04-01', illustrative: true };
  return book(
    'CLUSTER_DAY',
    [
      tariff('ADMITTED_DAY', { pounds: '330', ...days }),
      tariff('NON_ADMITTED_DAY', { pounds: '5', ...days }),
      tariff('NON_ADMITTED_DAY', { pounds: '6', ...days, provider: 'TAH', illustrative: false }),
    ],
    {
      scheme: scheme('CLUSTER_DAY', {
        code: 'mental-health-cluster',
        clinical: true,
        days: { from: day('2011-04-01'), until: day('2024-04-01') },
      }),
    },
  );
}

/** An award of nursing care that names its currency, £250 a week as sent. */
export function nursingAward(prices: PriceBook = nursing(), differs: Partial<AwardDraft> = {}) {
  return tell(
    care({
      ...{ stream: 'funded-nursing-care', funder: 'QF7' as OrganisationCode },
      ...rate('250', 'WEEK'),
      currency: { scheme: 'funded-nursing-care', code: 'standard' },
      ...differs,
    }),
    { book: prices },
  );
}

/** Days in cluster X without admission, as a trust tells them. */
export function clusterAward(first: string, last: string, differs: Partial<AwardDraft> = {}) {
  const period = cluster(first, last, {
    ...{ scheme: 'mental-health-cluster', setting: 'NON_ADMITTED', provider: 'TAX' },
  });
  const draft = care({
    ...{ stream: 'mental-health-cluster', funder: 'QF7' as OrganisationCode, basis: 'ACTIVITY' },
    ...{ amount: null, per: null, provider: 'TAX', description: 'mental health support' },
    ...{ currency: { scheme: period.scheme, code: 'X' }, activity: period },
    days: days(first, last),
    year: '2022-23' as FinancialYear,
    ...differs,
  });
  return tell(draft, { book: clusters() });
}
