import type {
  Activity,
  ClusterPeriod,
  HrgSpell,
  NeedPoints,
  Units,
  WeeklyDays,
} from '../../src/currencies/activity.ts';
import { priceActivity } from '../../src/currencies/price.ts';
import type { MarginalRate } from '../../src/currencies/price-spell.ts';
import type { Priced, Pricing } from '../../src/currencies/pricing.ts';
import type { CurrencyCode, Measure, Scheme } from '../../src/currencies/scheme.ts';
import type {
  MarketForcesFactor,
  PriceBook,
  Tariff,
  TariffKind,
  UnpricedKind,
} from '../../src/currencies/tariff.ts';
import { fromFirstToLast } from '../../src/values/period.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';
import { decimal } from '../../src/values/ratio.ts';

/** Dates in these builders are given as text and trusted. */
export const on = (text: string) => text as PlainDate;

export function scheme(measure: Measure, more: Partial<Scheme> = {}): Scheme {
  return {
    code: 'tested',
    name: 'A scheme of the tests',
    measure,
    clinical: false,
    form: '[A-Z0-9]+|[a-z]+',
    digits: null,
    days: { from: on('2010-04-01'), until: null },
    succeededBy: null,
    source: 'tests',
    ...more,
  };
}

export function currency(code: string, more: Partial<CurrencyCode> = {}): CurrencyCode {
  return {
    scheme: 'tested',
    code,
    name: `The currency ${code}`,
    group: null,
    days: { from: on('2010-04-01'), until: null },
    unusable: null,
    review: null,
    source: 'tests',
    ...more,
  };
}

/** A price; sums as decimal text, days from the first up to, not including, `until`. */
export interface Said {
  readonly pounds?: string;
  readonly percent?: string;
  readonly from?: string;
  readonly until?: string | null;
  readonly knownFrom?: string;
  readonly provider?: string;
  readonly trimPoint?: number;
  readonly longStay?: string;
  readonly points?: string;
  readonly illustrative?: boolean;
  readonly source?: string;
}

const sum = (text: string | undefined) => (text === undefined ? null : decimal(text));

/** In force throughout 2017-18 unless told. */
export function tariff(kind: TariffKind, said: Said): Tariff {
  const from = on(said.from ?? '2017-04-01');
  return {
    scheme: 'tested',
    code: 'X',
    kind,
    provider: said.provider ?? null,
    days: { from, until: said.until === undefined ? on('2018-04-01') : (said.until as PlainDate) },
    knownFrom: on(said.knownFrom ?? from),
    pounds: sum(said.pounds),
    percent: sum(said.percent),
    trimPoint: said.trimPoint ?? null,
    longStayPounds: sum(said.longStay),
    points: sum(said.points),
    illustrative: said.illustrative ?? false,
    source: said.source ?? `tests, ${kind}`,
  };
}

export function factor(
  text: string,
  more: { provider?: string; from?: string; until?: string; knownFrom?: string } = {},
): MarketForcesFactor {
  const from = on(more.from ?? '2017-04-01');
  return {
    provider: more.provider ?? 'RXX',
    days: { from, until: on(more.until ?? '2018-04-01') },
    knownFrom: on(more.knownFrom ?? from),
    factor: decimal(text),
    source: 'tests, factor',
  };
}

export function unpricedKind(kind: TariffKind, from: string, reason: string): UnpricedKind {
  return { scheme: 'tested', kind, days: { from: on(from), until: null }, reason, source: 'tests' };
}

/** A book of one currency, X unless told; for spells RXX has a factor of exactly 1 in 2017-18. */
export function book(
  measure: Measure,
  tariffs: readonly Tariff[],
  more: Partial<PriceBook> = {},
): PriceBook {
  return {
    scheme: scheme(measure),
    currency: currency('X'),
    tariffs,
    unpricedKinds: [],
    factors: [factor('1')],
    ...more,
  };
}

/** An elective, ordinary spell of two nights at RXX in 2017-18, but for what is told. */
export function spell(more: Partial<HrgSpell> & { nights?: number } = {}): HrgSpell {
  const { nights = 2, ...told } = more;
  const admittedOn = told.admittedOn ?? on('2017-06-01');
  return {
    kind: 'SPELL',
    scheme: 'tested',
    code: 'X',
    admissionMethod: '11',
    patientClassification: '1',
    ageOnAdmission: 60,
    admittedOn,
    dischargedOn: nightsAfter(admittedOn, nights),
    provider: 'RXX',
    bestPracticeEvidenced: false,
    marketForcesFactor: null,
    ...told,
  };
}

const DAY_MS = 86_400_000;

/** By the platform's own calendar, not by the code under test. */
export function nightsAfter(day: PlainDate, nights: number): PlainDate {
  return on(new Date(Date.parse(day) + nights * DAY_MS).toISOString().slice(0, 10));
}

/** An emergency spell. */
export const emergency = (more: Partial<HrgSpell> & { nights?: number } = {}) =>
  spell({ admissionMethod: '21', ...more });

export function cluster(
  first: string,
  last: string,
  more: Partial<ClusterPeriod> = {},
): ClusterPeriod {
  return {
    kind: 'CLUSTER_PERIOD',
    scheme: 'tested',
    code: 'X',
    setting: 'ADMITTED',
    days: fromFirstToLast(on(first), on(last)),
    provider: null,
    initialAssessment: false,
    ...more,
  };
}

export function weeks(first: string, last: string, code = 'X'): WeeklyDays {
  const days = fromFirstToLast(on(first), on(last));
  return { kind: 'WEEKLY_DAYS', scheme: 'tested', code, days };
}

export function units(count: string, day: string, provider: string | null = null): Units {
  return {
    ...{ kind: 'UNITS', scheme: 'tested', code: 'X' },
    ...{ count: decimal(count), on: on(day), provider },
  };
}

export function needPoints(points: string, day = '2017-06-01'): NeedPoints {
  return {
    ...{ kind: 'NEED_POINTS', scheme: 'tested', code: 'X' },
    ...{ points: decimal(points), on: on(day) },
  };
}

/** An emergency baseline in pounds, what went before, and the share paid beyond. */
export function marginal(baseline: string, before: string, percent: string): MarginalRate {
  return { baseline: decimal(baseline), before: decimal(before), percent: decimal(percent) };
}

/** The price; throws where there is none. */
export function pricedBy(
  activity: Activity,
  prices: PriceBook,
  rate: MarginalRate | null = null,
): Priced {
  const pricing = priceActivity(activity, prices, rate);
  if (pricing.kind === 'UNPRICED') throw new Error(`unpriced: ${pricing.reason}`);
  return pricing;
}

/** Why there is no price; throws where there is one. */
export function whyUnpriced(activity: Activity, prices: PriceBook): string {
  const pricing = priceActivity(activity, prices);
  if (pricing.kind === 'PRICED') throw new Error(`priced at ${pricing.amount} pence`);
  return pricing.reason;
}

/** All that a reader is told: words are made when asked for, so they are asked for here. */
export const told = (pricing: Pricing) =>
  pricing.kind === 'UNPRICED'
    ? pricing
    : {
        ...pricing,
        steps: pricing.steps.map(({ step, words, after }) => ({ step, words, after })),
      };

/** What was done, in its order. */
export const stepsOf = ({ steps }: Priced) => steps.map(({ step }) => step.type);
