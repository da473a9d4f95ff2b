import type { Currency, ToldAward } from '../awards/award.ts';
import { type Ceiling, ceilingsIn, mayReach } from '../awards/line.ts';
import { knownAsOf, type Step } from '../awards/working.ts';
import type { ClusterPeriod } from '../currencies/activity.ts';
import type { Stream } from '../streams/stream.ts';
import { financialYearOf } from '../values/financial-year.ts';
import type { OrganisationCode } from '../values/ids.ts';
import { contains, intersect, type Span } from '../values/period.ts';
import { addDays, type PlainDate } from '../values/plain-date.ts';
import { inOrder } from './budget.ts';
import { type Quote, quoteAward, quoteToldCluster } from './quote.ts';
import { unconfirmedIn, whyNotTold } from './unconfirmed.ts';

/** IN_FORCE: from what is in force on the first day. WHAT_IF: from what was asked to be assumed. */
export const ORIGINS = ['IN_FORCE', 'WHAT_IF'] as const;
export type Origin = (typeof ORIGINS)[number];

/** Something that twelve months of a budget would hold, which may be priced over any of its days. */
export interface Item {
  readonly origin: Origin;
  readonly basis: 'RECURRING' | 'ACTIVITY';
  readonly stream: Stream;
  /** Null where nothing says who would pay. */
  readonly funder: OrganisationCode | null;
  readonly description: string;
  readonly currency: Currency | null;
  readonly days: Span;
  quote(days: Span): Quote;
  /** Which delivery tells of it; none of an assumption. */
  readonly toldBy: readonly Step[];
}

/** How long after its last day a cluster is still taken for the current one: extracts are monthly. */
export const CLUSTER_LASTS_DAYS = 45;

/** What is in force on a day and told of it, over the days that begin with it. */
export interface InForce {
  readonly items: readonly Item[];
  /** Benefits owed by right: beside the budget, in no sum. */
  readonly entitlements: readonly Item[];
  readonly ceilings: readonly { readonly stream: Stream; readonly ceiling: Ceiling }[];
}

/** From one person's awards as told; days run from the day asked about. */
export function inForceOver(
  days: Span,
  streams: readonly Stream[],
  awards: readonly ToldAward[],
): InForce {
  const byCode = new Map(streams.map((stream) => [stream.code, stream]));
  const told = inOrder(awards.map((award) => ({ award, days }))).map(({ award }) => award);
  const rates = told
    .filter((award) => award.basis === 'RECURRING' && isInForce(award, days.from))
    .flatMap((award) => rateItem(award, byCode.get(award.stream), days, quoteAward));
  const unconfirmed = unconfirmedIn(financialYearOf(days.from), told)
    .filter((each) => each.days.some((span) => contains(span, days.from)))
    .flatMap(({ award }) => rateItem(award, byCode.get(award.stream), days, notConfirmed));
  const ofNature = (nature: Stream['nature']) =>
    rates.filter(({ stream }) => stream.nature === nature);
  const budget = ofNature('BUDGET');
  return {
    items: [...budget, ...unconfirmed, ...clusterItems(told, byCode, days, budget)],
    entitlements: ofNature('ENTITLEMENT'),
    ceilings: ceilingsOn(told, byCode, days.from),
  };
}

function isInForce(award: ToldAward, day: PlainDate): boolean {
  return (
    contains(award.days, day) &&
    award.windows.some((window) => contains(window, day)) &&
    mayReach(award, financialYearOf(day))
  );
}

/** Nobody can say what it comes to: it was recorded too long ago, and not again since. */
const notConfirmed = (award: ToldAward): Quote => ({
  kind: 'NOT_QUOTED',
  reason: `not confirmed: ${whyNotTold(award, award.delivery.sender)}`,
});

function rateItem(
  award: ToldAward,
  stream: Stream | undefined,
  days: Span,
  quoteOf: (award: ToldAward, within: Span) => Quote,
): Item[] {
  const inside = intersect(award.days, days);
  if (!stream || !inside) return [];
  return [
    {
      origin: 'IN_FORCE',
      basis: 'RECURRING',
      stream,
      funder: award.funder,
      description: award.description,
      currency: award.currency,
      days: inside,
      quote: (within) => quoteOf(award, within),
      toldBy: [knownAsOf(award, 'Price')],
    },
  ];
}

/** None where an award takes its price from the same currency: it replaces that care. */
function clusterItems(
  told: readonly ToldAward[],
  byCode: ReadonlyMap<string, Stream>,
  days: Span,
  rates: readonly Item[],
): Item[] {
  const current = currentCluster(told, days.from);
  const stream = current && byCode.get(current.award.stream);
  if (!current || !stream) return [];
  const { award, period } = current;
  const { scheme, code } = award.currency ?? period;
  const isNamed = rates.some(
    ({ currency }) => currency?.scheme === scheme && currency.code === code,
  );
  if (isNamed) return [];
  return [
    {
      origin: 'IN_FORCE',
      basis: 'ACTIVITY',
      stream,
      funder: award.funder,
      description: award.description,
      currency: { scheme, code },
      days,
      quote: (within) => quoteToldCluster(period, award.book, within),
      toldBy: [knownAsOf(award, 'Care')],
    },
  ];
}

interface CurrentCluster {
  readonly award: ToldAward;
  readonly period: ClusterPeriod;
}

/** The latest cluster whose days hold the day, or ended shortly before it. */
function currentCluster(told: readonly ToldAward[], day: PlainDate): CurrentCluster | undefined {
  const oldestEnd = addDays(day, 1 - CLUSTER_LASTS_DAYS);
  let latest: CurrentCluster | undefined;
  for (const award of told) {
    const period = award.activity;
    if (period?.kind !== 'CLUSTER_PERIOD') continue;
    if (period.days.from > day || period.days.until < oldestEnd) continue;
    if (!latest || period.days.until >= latest.period.days.until) latest = { award, period };
  }
  return latest;
}

function ceilingsOn(
  told: readonly ToldAward[],
  byCode: ReadonlyMap<string, Stream>,
  day: PlainDate,
): InForce['ceilings'] {
  const standing = told.filter((award) => isInForce(award, day));
  return ceilingsIn(financialYearOf(day), standing).flatMap((ceiling) => {
    const stream = byCode.get(ceiling.award.stream);
    return stream ? [{ stream, ceiling }] : [];
  });
}
