import type { AwardDraft, Basis, Contribution, Currency, Mode } from '../awards/award.ts';
import { whyFree } from '../awards/charge.ts';
import type { Organisation, Stream } from '../streams/stream.ts';
import { financialYearOf } from '../values/financial-year.ts';
import type { OrganisationCode } from '../values/ids.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { Per } from '../values/rate.ts';
import { type Ratio, ratio, toDecimal } from '../values/ratio.ts';
import { whyNotYours } from './may-award.ts';

/** The format under which awards stand that an organisation recorded itself; no file has it. */
export const RECORDED_BY_HAND = 'recorded-by-hand';

/** What its funder recorded is looked at again by then: support is reviewed at least once a year. */
export const RECORDED_STALE_AFTER_DAYS = 365;

export const ASKED_CONTRIBUTIONS = ['NONE', 'UNKNOWN', 'WEEKLY'] as const;

/** An award as its funder says it, when no file brings it. */
export interface AwardSaid {
  readonly stream: string;
  readonly basis: Basis;
  readonly mode: Mode;
  readonly legalBasis: string;
  readonly reference: string | null;
  readonly description: string;
  readonly ratePounds: Ratio;
  readonly per: Per;
  /** With an hour, a day or a session only. */
  readonly unitsPerWeek: Ratio | null;
  readonly days: { readonly from: PlainDate; readonly until: PlainDate | null };
  readonly contribution: {
    readonly kind: (typeof ASKED_CONTRIBUTIONS)[number];
    /** With WEEKLY only. */
    readonly pounds: Ratio | null;
  };
  readonly currency: Currency | null;
}

/** Who awards it, of which stream. */
export interface Awarding {
  readonly stream: Stream & { readonly chargeable: boolean };
  readonly organisation: Organisation & { readonly code: OrganisationCode };
}

export interface Fault {
  readonly field: string;
  readonly code: string;
  readonly reason: string;
}

const fault = (field: string, code: string, reason: string): Fault => ({ field, code, reason });

/** The first thing wrong with an award, or null. */
export function faultOfAward(said: AwardSaid, awarding: Awarding): Fault | null {
  return (
    faultOfFunder(awarding) ??
    faultOfRate(said) ??
    faultOfUnits(said) ??
    faultOfDays(said) ??
    faultOfContribution(said, freeBecause(said, awarding))
  );
}

function faultOfFunder({ stream, organisation }: Awarding): Fault | null {
  if (stream.nature !== 'BUDGET') {
    const reason = 'is no budget that anybody awards: it is care given, a benefit or a cost';
    return fault('stream', 'NOT_A_BUDGET', reason);
  }
  const notYours = whyNotYours(stream, organisation.kind);
  if (notYours !== null) return fault('stream', 'NOT_YOURS_TO_AWARD', notYours);
  if (organisation.succeededBy === null) return null;
  const reason = `is no more: ${organisation.succeededBy} took over from it`;
  return fault('funder', 'SUCCEEDED', reason);
}

const DEAREST = ratio(100_000_000);
const FINEST = 100_000_000n;

function faultOfRate({ basis, per, ratePounds: { n, d } }: AwardSaid): Fault | null {
  if (basis === 'CEILING' || basis === 'ACTIVITY') {
    const reason = 'is RECURRING or ONE_OFF: claims and care given are told by files';
    return fault('basis', 'BAD_BASIS', reason);
  }
  if ((basis === 'ONE_OFF') !== (per === 'ONCE')) {
    const reason = 'is ONCE with ONE_OFF and with nothing else';
    return fault('per', 'BASIS_AND_PER_DISAGREE', reason);
  }
  if (n <= 0n) return fault('ratePounds', 'BAD_AMOUNT', 'is not above nothing');
  if (n > DEAREST.n * d) return fault('ratePounds', 'TOO_LARGE', 'is above a hundred million');
  return FINEST % d === 0n
    ? null
    : fault('ratePounds', 'BAD_AMOUNT', 'has more than eight decimals');
}

const BY_UNITS: ReadonlySet<Per> = new Set(['HOUR', 'DAY', 'SESSION']);
const MOST_UNITS = 10_000n;

function faultOfUnits({ per, unitsPerWeek: units }: AwardSaid): Fault | null {
  if (!BY_UNITS.has(per)) {
    return units === null
      ? null
      : fault('unitsPerWeek', 'NOT_BY_UNITS', 'goes with an hour, a day or a session only');
  }
  if (units === null) {
    const reason = 'must be given with an amount per hour, day or session';
    return fault('unitsPerWeek', 'BLANK', reason);
  }
  const isPlain = units.n > 0n && units.n <= MOST_UNITS * units.d && FINEST % units.d === 0n;
  return isPlain ? null : fault('unitsPerWeek', 'BAD_NUMBER', 'is no number of units a week');
}

function faultOfDays({ days: { from, until } }: AwardSaid): Fault | null {
  if (until === null || until > from) return null;
  return fault('lastDay', 'END_BEFORE_START', 'is before the first day');
}

/** Why the law forbids a charge; null where it allows one. */
function freeBecause({ legalBasis }: AwardSaid, { stream, organisation }: Awarding) {
  const { nature, chargeable: streamMayCharge } = stream;
  return whyFree({ nature, streamMayCharge, funderKind: organisation.kind, legalBasis });
}

function faultOfContribution(
  { basis, contribution: { kind, pounds } }: AwardSaid,
  free: string | null,
): Fault | null {
  const field = 'contribution';
  if ((kind === 'WEEKLY') !== (pounds !== null)) {
    return fault(field, 'KIND_AND_SUM_DISAGREE', 'has a sum with WEEKLY and with nothing else');
  }
  if (pounds === null) return null;
  if (pounds.n <= 0n || FINEST % pounds.d !== 0n || pounds.n > DEAREST.n * pounds.d) {
    return fault(field, 'BAD_AMOUNT', 'is no sum a week above nothing; NONE says nothing to pay');
  }
  if (free !== null) return fault(field, 'CHARGE_FORBIDDEN', `is asked for although ${free}`);
  if (basis !== 'ONE_OFF') return null;
  return fault(field, 'NOT_FOR_ONE_OFF', 'is a weekly sum, which cannot apply to a single sum');
}

/** The award as it is kept with all others. */
export function draftOf(said: AwardSaid, awarding: Awarding): AwardDraft {
  const { days, basis, contribution, unitsPerWeek, ratePounds } = said;
  const oneOff = basis === 'ONE_OFF';
  return {
    stream: awarding.stream.code,
    funder: awarding.organisation.code,
    ...{ basis, mode: said.mode, legalBasis: said.legalBasis, reference: said.reference, days },
    ...{ service: null, serviceRank: null, unpricedReason: null, reportsPayments: false },
    year: oneOff ? financialYearOf(days.from) : null,
    completedOn: oneOff ? days.from : null,
    ...{ amount: ratePounds, per: said.per, unitsPerWeek, currency: said.currency },
    contribution: contributionOf(contribution, freeBecause(said, awarding)),
    description: said.description,
    rawFigures: rawFigures(said),
    ...{ element: null, ceiling: null, currencyShare: null, activity: null, provider: null },
    ...{ careKey: null, reported: null },
  };
}

function contributionOf(
  { kind, pounds }: AwardSaid['contribution'],
  free: string | null,
): Contribution {
  if (free !== null) return { kind: 'NONE', reason: free };
  if (pounds !== null) {
    return { kind: 'WEEKLY', pounds, reason: 'the weekly contribution that the funder recorded' };
  }
  return kind === 'NONE'
    ? { kind, reason: 'the funder recorded that nothing is to be paid' }
    : { kind: 'UNKNOWN', reason: 'the funder does not say what the person pays' };
}

function rawFigures({ ratePounds, per, unitsPerWeek, contribution }: AwardSaid): string {
  const { kind, pounds } = contribution;
  const units = unitsPerWeek === null ? '' : `; units per week ${plain(unitsPerWeek)}`;
  const asked = pounds === null ? kind : plain(pounds);
  return `Rate ${plain(ratePounds)} per ${per}${units}; contribution per week ${asked}`;
}

const plain = (value: Ratio): string => toDecimal(value, 8).replace(/(\.\d\d\d*?)0+$/, '$1');
