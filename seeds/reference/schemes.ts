import type { Scheme } from '../../src/currencies/scheme.ts';
import type { UnpricedKind } from '../../src/currencies/tariff.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';

type About = Pick<Scheme, 'code' | 'name' | 'measure' | 'form' | 'source'> & {
  readonly from: string;
  readonly until?: string;
  readonly clinical?: boolean;
  readonly digits?: number;
  readonly succeededBy?: string;
};

const scheme = ({ from, until, clinical, digits, succeededBy, ...rest }: About): Scheme => ({
  ...rest,
  clinical: clinical ?? false,
  digits: digits ?? null,
  days: { from: from as PlainDate, until: (until ?? null) as PlainDate | null },
  succeededBy: succeededBy ?? null,
});

/** The families of currencies, in the order in which they are listed. */
export const SCHEMES: readonly Scheme[] = [
  scheme({
    code: 'hrg',
    name: 'Healthcare resource groups (HRG4+)',
    measure: 'SPELL',
    clinical: true,
    form: '[A-Z]{2}\\d{2}[A-Z]',
    from: '2017-04-01',
    source: 'National Tariff Payment System 2017/18 and 2018/19: HRG4+ from 1 April 2017',
  }),
  scheme({
    code: 'mental-health-cluster',
    name: 'Mental health clusters',
    measure: 'CLUSTER_DAY',
    clinical: true,
    form: '\\d{2}',
    digits: 2,
    from: '2011-04-01',
    until: '2024-04-01',
    succeededBy: 'mental-health-currency',
    source:
      'Monitor guidance on mental health currencies 2014/15; no longer submitted nationally from about April 2024',
  }),
  scheme({
    code: 'mental-health-currency',
    name: 'Newer mental health currencies, by group, family and setting',
    measure: 'NONE',
    clinical: true,
    form: '[A-Z]{3}\\d{2}[A-Z]',
    from: '2024-04-01',
    source: 'Replaces clusters from about April 2024; form as in MAA98A; no list or prices found',
  }),
  scheme({
    code: 'funded-nursing-care',
    name: 'NHS-funded nursing care',
    measure: 'WEEK',
    form: 'standard|higher',
    from: '2013-04-01',
    source: 'SI 2012/2996 reg 28, in force from 1 April 2013',
  }),
  scheme({
    code: 'care-home-week',
    name: 'Week in a care home',
    measure: 'WEEK',
    form: '[a-z]+(-[a-z]+)*',
    from: '2015-04-01',
    source: 'Care Act 2014 s18, in force from 1 April 2015',
  }),
  scheme({
    code: 'home-care-hour',
    name: 'Hour of home care',
    measure: 'HOUR',
    form: '[a-z]+(-[a-z]+)*',
    from: '2015-04-01',
    source: 'Care Act 2014 s18, in force from 1 April 2015',
  }),
  scheme({
    code: 'ips-contact',
    name: 'Contact with individual placement and support',
    measure: 'CONTACT',
    form: '[a-z]+(-[a-z]+)*',
    from: '2024-04-01',
    source: 'National Cost Collection 2024/25, D05 Individual Placement and Support Service',
  }),
  scheme({
    code: 'resource-allocation',
    name: 'Resource allocation by points of need',
    measure: 'POINTS',
    form: 'points',
    from: '2012-04-01',
    source:
      'R (Savva) v Kensington and Chelsea (2010) describes such a system; local areas have their own',
  }),
];

/** Kinds of care that have no unit price at all. */
export const UNPRICED_KINDS: readonly UnpricedKind[] = [
  {
    scheme: 'hrg',
    kind: 'NON_ELECTIVE',
    days: { from: '2023-04-01' as PlainDate, until: null },
    reason: 'non-elective care from 2023-24 is in the fixed payment and has no unit price',
    source: 'NHS Payment Scheme 2023/25, aligned payment and incentive',
  },
];
