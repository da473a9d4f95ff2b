import type { Step } from '../awards/working.ts';
import type { OrganisationCode } from '../values/ids.ts';
import { NO_PENCE, type Pence, poundsText, takePence, toPence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { toDecimal } from '../values/ratio.ts';
import {
  type DeferredAgreement,
  type DeferredDebt,
  debtAt,
  equityLimit,
  type InterestAdded,
  isReviewDue,
} from './deferred.ts';
import {
  type DeferredBook,
  type InterestTerm,
  interestRatesOf,
  type PermittedCharge,
} from './deferred-rates.ts';
import { rateOn } from './rates.ts';

/**
 * VALUATION: what the property is worth. CHARGE: a sum for care that is asked for later.
 * ADMINISTRATION: what the council asks for the agreement itself. REPAYMENT: paid towards the debt.
 * END: the last day on which anything is deferred. CORRECTION: takes an earlier entry out.
 */
export const ENTRY_KINDS = [
  'VALUATION',
  'CHARGE',
  'ADMINISTRATION',
  'REPAYMENT',
  'END',
  'CORRECTION',
] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

/** Something recorded under an agreement. Never changed: a CORRECTION takes it out. */
export interface DeferredEntry {
  readonly id: string;
  readonly kind: EntryKind;
  /** The day it counts from; of END the last day. */
  readonly on: PlainDate;
  /** Null of END and CORRECTION. */
  readonly amount: Pence | null;
  /** Of VALUATION: what others have secured on the property before. */
  readonly securedBefore: Pence | null;
  /** Of ADMINISTRATION. */
  readonly charge: PermittedCharge | null;
  /** Of CORRECTION: the id of the entry that it takes out. */
  readonly corrects: string | null;
  /** Of CORRECTION: why. */
  readonly reason: string | null;
  readonly recordedAt: Date;
}

/** An agreement by which charges for care are asked for later, as it is recorded. */
export interface RecordedAgreement {
  readonly id: string;
  readonly personId: string;
  readonly council: { readonly code: OrganisationCode; readonly name: string };
  readonly firstDay: PlainDate;
  readonly interest: InterestTerm;
  readonly interestAdded: InterestAdded;
  /** In the order in which they were recorded, with those that were taken out. */
  readonly entries: readonly DeferredEntry[];
  readonly recordedAt: Date;
}

/** The entries that count: neither taken out nor themselves a correction. */
export function countedEntries({ entries }: Pick<RecordedAgreement, 'entries'>): DeferredEntry[] {
  const taken = new Set(entries.map(({ corrects }) => corrects));
  return entries.filter(({ id, kind }) => kind !== 'CORRECTION' && !taken.has(id));
}

/** The last day on which anything is deferred; null while it runs. */
export function endOf(agreement: Pick<RecordedAgreement, 'entries'>): PlainDate | null {
  return countedEntries(agreement).find(({ kind }) => kind === 'END')?.on ?? null;
}

/** What is owed, what may still be deferred, and whether it is to be looked at again, on a day. */
export interface DeferredStanding {
  readonly on: PlainDate;
  readonly propertyValue: Pence;
  readonly securedBefore: Pence;
  /** The most that may be owed for care; null where no lower capital limit is loaded. */
  readonly limit: Pence | null;
  readonly deferred: Pence;
  readonly administration: Pence;
  readonly repaid: Pence;
  /** Null where a rate is lacking. */
  readonly interest: Pence | null;
  readonly debt: Pence | null;
  readonly roomLeft: Pence | null;
  /** Null where it is not known. */
  readonly reviewDue: boolean | null;
  /** What is not known, in words. */
  readonly lacking: readonly string[];
  readonly steps: readonly Step[];
}

/** How an agreement stands on a day; null on the days before it. */
export function standingOn(
  agreement: RecordedAgreement,
  book: DeferredBook,
  on: PlainDate,
): DeferredStanding | null {
  const entries = countedEntries(agreement);
  const valued = entries.filter((each) => each.kind === 'VALUATION' && each.on <= on);
  const valuation = valued.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0)).at(-1);
  if (on < agreement.firstDay || !valuation) return null;
  const value = { propertyValue: valuation.amount ?? NO_PENCE };
  const securedBefore = valuation.securedBefore ?? NO_PENCE;
  const lower = rateOn({ rates: book.lowerLimits }, 'CAPITAL_LOWER_LIMIT', null, on);
  const least = lower ? toPence(lower.figure) : null;
  const limit = least === null ? null : equityLimit(value.propertyValue, least, securedBefore);
  const owed = debtAt(borneBy(agreement, book), on);
  const debt = owed.kind === 'KNOWN' ? owed.debt : null;
  const { deferred, administration, repaid } = owed;
  const lacking = [
    ...(limit === null ? [`limit not known: no lower capital limit is loaded for ${on}`] : []),
    ...(owed.kind === 'NOT_KNOWN' ? [owed.reason] : []),
  ];
  return {
    ...{ on, ...value, securedBefore, limit, deferred, administration, repaid, debt, lacking },
    interest: owed.kind === 'KNOWN' ? owed.interest : null,
    roomLeft: limit === null || debt === null ? null : roomIn(limit, debt),
    reviewDue: reviewOf(owed, value.propertyValue),
    steps: stepsOf({ ...value, securedBefore, least, limit }, owed),
  };
}

const roomIn = (limit: Pence, debt: Pence): Pence =>
  debt >= limit ? NO_PENCE : takePence(limit, debt);

/** Known, whatever the interest, once the charges alone come to it. */
function reviewOf(owed: DeferredDebt, value: Pence): boolean | null {
  if (owed.kind === 'KNOWN') return isReviewDue(owed.debt, value);
  return isReviewDue(withoutInterest(owed), value) ? true : null;
}

/** What is owed at the least, where the interest is not known. */
export function withoutInterest({
  deferred,
  administration,
  repaid,
}: Pick<DeferredStanding, 'deferred' | 'administration' | 'repaid'>): Pence {
  return takePence((deferred + administration) as Pence, repaid);
}

function borneBy(agreement: RecordedAgreement, book: DeferredBook): DeferredAgreement {
  const entries = countedEntries(agreement);
  const { interest, interestAdded, council } = agreement;
  return {
    deferrals: entries.flatMap(({ kind, on, amount }) => {
      if (amount === null || (kind !== 'CHARGE' && kind !== 'ADMINISTRATION')) return [];
      return [{ on, amount, kind: kind === 'CHARGE' ? 'CARE' : kind }];
    }),
    repayments: entries.flatMap(({ kind, on, amount }) =>
      kind === 'REPAYMENT' && amount !== null ? [{ on, amount }] : [],
    ),
    rates: interestRatesOf(book, interest, council.code),
    interestAdded,
  };
}

interface LimitParts {
  readonly propertyValue: Pence;
  readonly securedBefore: Pence;
  readonly least: Pence | null;
  readonly limit: Pence | null;
}

function stepsOf(parts: LimitParts, owed: DeferredDebt): Step[] {
  const step = (words: string, sum: Pence | null) => ({
    ...{ step: words, result: sum === null ? 'not known' : poundsText(sum) },
  });
  const { propertyValue, securedBefore, least, limit } = parts;
  const share = toDecimal({ n: propertyValue * 90n, d: 10_000n }, 2);
  const isKnown = owed.kind === 'KNOWN';
  return [
    step('Value of the property', propertyValue),
    { step: '90 per cent of it', result: share },
    step('Lower capital limit', least),
    ...(securedBefore > 0n ? [step('Secured on it before by others', securedBefore)] : []),
    step('The most that may be deferred', limit),
    step('Charges for care deferred', owed.deferred),
    step('The council’s own charges', owed.administration),
    step('Repaid', owed.repaid),
    isKnown ? step('Interest', owed.interest) : { step: owed.reason, result: 'not known' },
    step('Owed', isKnown ? owed.debt : null),
  ];
}
