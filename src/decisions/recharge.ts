import {
  type FundingDecision,
  type FundingShare,
  type Piece,
  splitPence,
  standingOf,
  whyFreeByDecision,
} from '../awards/share.ts';
import { SELF } from '../streams/stream.ts';
import type { AccountId, OrganisationCode } from '../values/ids.ts';
import { addPence, NO_PENCE, type Pence, pence, takePence } from '../values/money.ts';
import { dayCount, intersect, type Span, union, without } from '../values/period.ts';
import { daysBetween, type PlainDate } from '../values/plain-date.ts';

/** What one payment, or one recharge, made one source bear, and for which days. */
export interface Borne {
  readonly account: AccountId;
  /** SELF of what the person was charged. */
  readonly funder: OrganisationCode;
  /** In pence; below zero where the source got it back. */
  readonly amount: Pence;
  readonly days: Span;
}

/** What one source gives another for days, in one account. */
export interface Recharge {
  readonly account: AccountId;
  readonly days: Span;
  /** Who bears it from now on. */
  readonly paidBy: OrganisationCode;
  /** Who had borne it. */
  readonly paidTo: OrganisationCode;
  readonly amount: Pence;
}

export interface SettledOn extends FundingDecision {
  /** The day on which it was recorded; from then on funders pay by it themselves. */
  readonly recordedOn: PlainDate;
}

/**
 * The days on which settlements stand that had passed when they were recorded, in order; of several,
 * given in the order in which they were recorded, each replaces all before it from its first day on.
 * What is proposed or disputed settles nothing.
 */
export function backDatedPieces(decisions: readonly SettledOn[]): Piece[] {
  const settled = decisions.filter(({ state }) => state === 'AGREED');
  return standingOf(settled).flatMap((decision) => {
    const days = backDated(decision.days, decision.recordedOn);
    return days ? [{ days, decision }] : [];
  });
}

/** The days of a decision before that on which it was recorded; null where there are none. */
export function backDated(days: FundingDecision['days'], recordedOn: PlainDate): Span | null {
  return days.from < recordedOn
    ? intersect({ from: days.from, until: recordedOn } as Span, days)
    : null;
}

/**
 * What of an amount falls on some days, in whole pence: spread evenly over its own days, up to each
 * day rounded down, so that the parts add up to the amount however its days are cut.
 */
export function partOn({ amount, days }: Pick<Borne, 'amount' | 'days'>, on: Span): Pence {
  const shared = intersect(days, on);
  if (!shared) return NO_PENCE;
  const size = amount < 0n ? -amount : amount;
  const upTo = (day: PlainDate) =>
    (size * BigInt(daysBetween(days.from, day))) / BigInt(dayCount(days));
  const part = upTo(shared.until) - upTo(shared.from);
  return pence(amount < 0n ? -part : part);
}

/**
 * What funders owe each other so that each has borne its share of what was paid, and nobody was
 * charged who may not be: what is wanted, less what was paid first, less what was recharged before.
 * Days that were recharged and on which no settlement stands any more go back. In order of days and
 * account.
 */
export function rechargesFor(
  pieces: readonly Piece[],
  paid: readonly Borne[],
  recharged: readonly Borne[],
): Recharge[] {
  const settled = pieces.map(({ days }) => days);
  const undone = union(recharged.map(({ days }) => days))
    .flatMap((days) => without(days, settled) as Span[])
    .map((days): Piece => ({ days, decision: null }));
  return [...pieces, ...undone]
    .sort((a, b) => (a.days.from < b.days.from ? -1 : 1))
    .flatMap((piece) => ofPiece(piece, paid, recharged));
}

type Sums = ReadonlyMap<OrganisationCode, Pence>;

function ofPiece(
  { days, decision }: Piece,
  paid: readonly Borne[],
  recharged: readonly Borne[],
): Recharge[] {
  const accounts = [...new Set([...paid, ...recharged].map(({ account }) => account))].sort();
  const first = accounts.map((account) => sumsOn(days, account, paid));
  const wanted = decision ? wantedOf(decision, first) : first;
  return accounts.flatMap((account, at) => {
    const before = [first[at] as Sums, sumsOn(days, account, recharged)];
    const owed = differenceOf(wanted[at] as Sums, before);
    return paired(owed).map((each) => ({ account, days, ...each }));
  });
}

function sumsOn(days: Span, account: AccountId, borne: readonly Borne[]): Sums {
  const sums = new Map<OrganisationCode, Pence>();
  for (const each of borne) {
    if (each.account !== account) continue;
    sums.set(each.funder, addPence(of(sums, each.funder), partOn(each, days)));
  }
  return sums;
}

const of = (sums: Sums, funder: OrganisationCode): Pence => sums.get(funder) ?? NO_PENCE;
const totalOf = (sums: Sums): Pence => addPence(...sums.values());

/**
 * Who is to bear what in each account. Over all accounts together each funder bears its share of the
 * whole, the person's part included; what the person was charged counts to the funders that may
 * charge, and no more of it stands than they bear.
 */
function wantedOf(decision: FundingDecision, first: readonly Sums[]): Sums[] {
  const { funders } = decision;
  const charging = whyFreeByDecision(decision) === null ? funders.filter(isCharging) : [];
  const charges = chargesOf(funders, charging, first);
  /** Of the first so many accounts: summed before they are split, so that no penny is lost. */
  const sharesUpTo = (count: number): Pence[] => {
    const parts = splitPence(addPence(...first.slice(0, count).map(totalOf)), funders);
    if (charging.length === 0) return parts;
    const charged = splitPence(addPence(...charges.slice(0, count)), charging);
    return funders.map((each, at) =>
      takePence(parts[at] as Pence, charged[charging.indexOf(each)] ?? NO_PENCE),
    );
  };
  return first.map((_, at) => {
    const [before, now] = [sharesUpTo(at), sharesUpTo(at + 1)];
    const wanted = new Map([[SELF, charges[at] as Pence]]);
    funders.forEach(({ funder }, turn) => {
      wanted.set(funder, takePence(now[turn] as Pence, before[turn] as Pence));
    });
    return wanted;
  });
}

const isCharging = ({ isFree }: FundingShare): boolean => isFree !== true;

/** By account, what stands of what the person was charged: together no more than may be charged. */
function chargesOf(
  funders: readonly FundingShare[],
  charging: readonly FundingShare[],
  first: readonly Sums[],
): Pence[] {
  const parts = splitPence(addPence(...first.map(totalOf)), funders);
  const own = parts.filter((_, at) => charging.includes(funders[at] as FundingShare));
  const most = addPence(...own);
  let left = most < 0n ? NO_PENCE : most;
  return first.map((sums) => {
    const charged = of(sums, SELF);
    const stands = charged < left ? charged : left;
    left = takePence(left, stands);
    return stands;
  });
}

function differenceOf(wanted: Sums, before: readonly Sums[]): [OrganisationCode, Pence][] {
  const codes = [wanted, ...before].flatMap((sums) => [...sums.keys()]);
  return [...new Set(codes)]
    .sort()
    .map((funder) => [
      funder,
      takePence(of(wanted, funder), ...before.map((sums) => of(sums, funder))),
    ]);
}

/** Those who bear too little pay those who have borne too much, both in order of code. */
function paired(
  owed: readonly [OrganisationCode, Pence][],
): Pick<Recharge, 'paidBy' | 'paidTo' | 'amount'>[] {
  const payers = owed.filter(([, amount]) => amount > 0n);
  const receivers = owed.filter(([, amount]) => amount < 0n);
  const found: Pick<Recharge, 'paidBy' | 'paidTo' | 'amount'>[] = [];
  const left = receivers.map(([, amount]) => -amount);
  for (const [paidBy, due] of payers) {
    let open: bigint = due;
    receivers.forEach(([paidTo], at) => {
      const part = open < (left[at] as bigint) ? open : (left[at] as bigint);
      if (part === 0n) return;
      found.push({ paidBy, paidTo, amount: pence(part) });
      open -= part;
      left[at] = (left[at] as bigint) - part;
    });
  }
  return found;
}

/** The days of a settlement for which no payment of a funder is known. */
export function unpaidDays(days: Span, paid: readonly Borne[]): Span[] {
  const known = paid.filter(({ funder, amount }) => funder !== SELF && amount !== 0n);
  return without(
    days,
    known.map((each) => each.days),
  ) as Span[];
}
