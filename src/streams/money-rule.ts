import { contains, type Period } from '../values/period.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { OrganisationKind } from './stream.ts';

/**
 * What law or a local policy says of money that is held for people. CONTINGENCY_WEEKS: how many
 * weeks' money may be set aside. CARRY_FORWARD: what of a year's unspent money is kept. RECLAIM_LAW:
 * by which law a funder asks for its money back. RECONSIDERATION_DAYS: how long somebody may ask for
 * that to be looked at again. OWN_MONEY_ALLOWED: whether the person's own money may stand in an
 * account beside a stream's. REVIEW_FIRST_MONTHS and REVIEW_EVERY_MONTHS: when the first review and
 * each next one is due. QUERY_ANSWER_DAYS and CHANGE_ANSWER_DAYS: how many working days a query, or a
 * change that somebody asks for, may wait. DIRECT_PAYMENT_CHOICE and CHANGE_CHOICE: whether somebody
 * may take a stream's money themself, and may have their support changed.
 */
export const MONEY_RULE_KINDS = [
  'CONTINGENCY_WEEKS',
  'CARRY_FORWARD',
  'RECLAIM_LAW',
  'RECONSIDERATION_DAYS',
  'OWN_MONEY_ALLOWED',
  'REVIEW_FIRST_MONTHS',
  'REVIEW_EVERY_MONTHS',
  'QUERY_ANSWER_DAYS',
  'CHANGE_ANSWER_DAYS',
  'DIRECT_PAYMENT_CHOICE',
  'CHANGE_CHOICE',
] as const;
export type MoneyRuleKind = (typeof MONEY_RULE_KINDS)[number];

/** Reviews are kept apart: of the plan, of how a direct payment was used, of who is eligible. */
export const REVIEW_KINDS = ['PLAN', 'DIRECT_PAYMENT_AUDIT', 'ELIGIBILITY'] as const;
export type ReviewKind = (typeof REVIEW_KINDS)[number];

/** A rule in force over days and known from a day. Never changed: another is known later. */
export interface MoneyRule {
  readonly kind: MoneyRuleKind;
  /** Of which review; null for rules of other kinds. */
  readonly review: ReviewKind | null;
  /** An authority's own; null is every authority's, of the kind below where one is named. */
  readonly organisation: string | null;
  readonly organisationKind: OrganisationKind | null;
  /** Null is every stream. */
  readonly stream: string | null;
  readonly days: Period & { readonly from: PlainDate };
  readonly knownFrom: PlainDate;
  /** As it is written in a file; `faultOfMoneyRule` says what each kind may hold. */
  readonly value: string;
  /** A policy of a place, or this hub's default where no place has stated one; else law. */
  readonly local: boolean;
  readonly source: string;
}

/** What of a year's unspent money is kept. */
export type CarryForward =
  | { readonly keep: 'ALL' }
  | { readonly keep: 'NONE' }
  | { readonly keep: 'WEEKS'; readonly weeks: number };

/**
 * What law or a policy lets somebody choose. RIGHT: whoever pays must agree where the law's conditions
 * are met. ASK: whoever pays decides. CLAIM: it is paid to them when they claim it. NO: it cannot be
 * had.
 */
export const LEAVES = ['RIGHT', 'ASK', 'CLAIM', 'NO'] as const;
export type Leave = (typeof LEAVES)[number];

const CARRY = /^(?:KEEP|RETURN|KEEP_UP_TO_WEEKS ([1-9]\d?))$/;

/** The numbers that a rule of a kind may hold; kinds that are not here hold words. */
const BOUNDS: Partial<Record<MoneyRuleKind, readonly [least: number, most: number]>> = {
  // SI 2014/2871 leaves it to the council; one to four weeks is what councils do.
  CONTINGENCY_WEEKS: [1, 4],
  RECONSIDERATION_DAYS: [1, 365],
  REVIEW_FIRST_MONTHS: [1, 60],
  REVIEW_EVERY_MONTHS: [1, 60],
  QUERY_ANSWER_DAYS: [1, 250],
  CHANGE_ANSWER_DAYS: [1, 250],
};

const LEAVE_KINDS: readonly MoneyRuleKind[] = ['DIRECT_PAYMENT_CHOICE', 'CHANGE_CHOICE'];

const leaveIn = (value: string): Leave | undefined => LEAVES.find((leave) => leave === value);

const isReviewRule = (kind: MoneyRuleKind) => kind.startsWith('REVIEW_');

/** What is wrong with a rule: the field and why in words; null where nothing is. */
export function faultOfMoneyRule({
  kind,
  review,
  organisation,
  organisationKind,
  value,
}: MoneyRule): {
  readonly field: 'value' | 'review' | 'kindOfAuthority';
  readonly reason: string;
} | null {
  if (isReviewRule(kind) !== (review !== null)) {
    const reason = review ? 'is for rules of reviews alone' : 'is needed: of which review it is';
    return { field: 'review', reason };
  }
  if (organisation !== null && organisationKind !== null) {
    return { field: 'kindOfAuthority', reason: 'says nothing beside an authority' };
  }
  const reason = faultOfValue(kind, value);
  return reason === null ? null : { field: 'value', reason };
}

function faultOfValue(kind: MoneyRuleKind, value: string): string | null {
  const bounds = BOUNDS[kind];
  if (bounds) {
    const [least, most] = bounds;
    const isOne = /^[1-9]\d{0,2}$/.test(value) && Number(value) >= least && Number(value) <= most;
    return isOne ? null : `is not a whole number from ${least} to ${most}`;
  }
  if (kind === 'CARRY_FORWARD') {
    return CARRY.test(value) ? null : 'is not KEEP, RETURN or KEEP_UP_TO_WEEKS and a number';
  }
  if (kind === 'OWN_MONEY_ALLOWED') {
    return value === 'YES' || value === 'NO' ? null : 'is not YES or NO';
  }
  if (LEAVE_KINDS.includes(kind)) {
    return leaveIn(value) ? null : `is not one of ${LEAVES.join(', ')}`;
  }
  return value.trim() === '' || value.length > 500 ? 'is not words of up to 500 characters' : null;
}

/** The rules that are known, with what kind of body each organisation is that may ask by them. */
export interface RuleBook {
  readonly rules: readonly MoneyRule[];
  readonly organisations: ReadonlyMap<string, OrganisationKind>;
}

/** Which rule is asked for: of whose money, and of which stream where it is of one. */
export interface AskedRule {
  readonly kind: MoneyRuleKind;
  readonly review?: ReviewKind;
  readonly organisation: string | null;
  readonly stream: string | null;
}

/**
 * The rule in force on a day: of several the most specific (the authority and the stream, the
 * authority, a kind of authority and the stream, the stream, a kind of authority, everywhere), then
 * the one known last, then the one that began last. Undefined where none is: nobody may guess one.
 */
export function ruleOn(
  { rules, organisations }: RuleBook,
  { kind, review, organisation, stream }: AskedRule,
  day: PlainDate,
): MoneyRule | undefined {
  const ofKind = organisation === null ? undefined : organisations.get(organisation);
  return rules
    .filter(
      (rule) =>
        rule.kind === kind &&
        rule.review === (review ?? null) &&
        (rule.organisation === null || rule.organisation === organisation) &&
        (rule.organisationKind === null || rule.organisationKind === ofKind) &&
        (rule.stream === null || rule.stream === stream) &&
        contains(rule.days, day),
    )
    .sort(byStanding)[0];
}

const specificity = (rule: MoneyRule): number =>
  (rule.organisation === null ? 0 : 4) +
  (rule.stream === null ? 0 : 2) +
  (rule.organisationKind === null ? 0 : 1);

function byStanding(a: MoneyRule, b: MoneyRule): number {
  return (
    specificity(b) - specificity(a) ||
    latest(a.knownFrom, b.knownFrom) ||
    latest(a.days.from, b.days.from)
  );
}

const latest = (a: PlainDate, b: PlainDate): number => (a > b ? -1 : a < b ? 1 : 0);

/** A rule of a kind that holds a number. */
export function numberOf({ kind, value }: MoneyRule): number {
  if (!BOUNDS[kind]) throw new RangeError(`a rule of ${kind} holds no number`);
  return Number(value);
}

/** What a rule of a choice lets somebody do. */
export function leaveOf({ kind, value }: MoneyRule): Leave {
  const leave = LEAVE_KINDS.includes(kind) ? leaveIn(value) : undefined;
  if (!leave) throw new RangeError(`${kind} does not say what somebody may choose`);
  return leave;
}

export function carryForwardOf({ kind, value }: MoneyRule): CarryForward {
  const said = kind === 'CARRY_FORWARD' ? CARRY.exec(value) : null;
  if (!said) throw new RangeError(`${kind} does not say what is carried forward`);
  if (said[1]) return { keep: 'WEEKS', weeks: Number(said[1]) };
  return { keep: value === 'KEEP' ? 'ALL' : 'NONE' };
}

/** Why something cannot be done, in words: which rule is lacking, and who can state it. */
export function ruleLacking(
  { kind, review, organisation, stream }: AskedRule,
  day: PlainDate,
): string {
  const of = [review, stream, organisation].filter(Boolean).join(', ');
  const scope = of === '' ? '' : ` of ${of}`;
  return `needs the rule ${kind}${scope}, and none is in force on ${day}: it is stated with hub money-rules load`;
}
