import type { Mode } from '../awards/award.ts';
import type { Line } from '../awards/line.ts';
import { partIn } from '../awards/paid.ts';
import type { Step } from '../awards/working.ts';
import { dueOver } from '../charging/due.ts';
import { daysOf, type FinancialYear } from '../values/financial-year.ts';
import type { OrganisationCode } from '../values/ids.ts';
import { addPence, NO_PENCE, type Pence, poundsText, takePence, toPence } from '../values/money.ts';
import { type Span, union } from '../values/period.ts';
import { plus, type Ratio, ZERO } from '../values/ratio.ts';
import { type FigureParts, sumOfKnown } from './figures.ts';

/**
 * Money of one source that the ledger knows to have gone out, of one way of holding it: deposited
 * less taken back and reclaimed where the person or a third party holds it, else spent less
 * refunded; recharges with the funder that bears them. Never the person's own money.
 */
export interface LedgerMoney {
  readonly stream: string;
  readonly funder: OrganisationCode;
  readonly mode: Mode;
  /** Who hosts the account, and so tells of it. */
  readonly host: string;
  readonly amount: Pence;
  /** Whether it was paid without taking off the person's contribution. */
  readonly gross: boolean;
  /** The days that it covers; null where all of it counts in the year. */
  readonly covers: Span | null;
}

/** What one source has free in an account that the person directs; of no source what is in question. */
export interface DirectedMoney {
  readonly account: string;
  readonly host: string;
  readonly stream: string | null;
  readonly funder: string | null;
  readonly left: Pence;
}

/** What the ledger knows of a person. */
export interface KnownToLedger {
  readonly money: readonly LedgerMoney[];
  readonly directed: readonly DirectedMoney[];
}

export const NOTHING_IN_LEDGER: KnownToLedger = { money: [], directed: [] };

/**
 * What is left of the money that the person directs: what is there today, less what is promised and
 * what is set aside, and less payments that nobody answers for. Money in of which nobody knows whose
 * it is may not be used. Null where there is no such money.
 */
export function leftToUse({ directed }: KnownToLedger): Pence | null {
  const isUsable = ({ stream, left }: DirectedMoney) => stream !== null || left < 0n;
  return sumOfKnown(directed.map((each) => (isUsable(each) ? each.left : NO_PENCE)));
}

/** What the ledger knows of one way of holding a stream's money of one funder in a year. */
export interface KnownOfMode {
  readonly mode: Mode;
  /** Null where it was paid gross and nobody says what was due of the person for those days. */
  readonly paid: Pence | null;
  /** What was due of the person for the days that were paid gross. */
  readonly due: Pence;
}

/**
 * By mode, what the ledger knows of one stream and funder in the year: money that covers days
 * counts for those of them that are of the year, by their number; what was paid gross less the
 * contribution due for those days, collected or not, each day once. A mode that it knows no movement
 * of is left out.
 */
export function knownByMode(
  year: FinancialYear,
  lines: readonly Line[],
  money: readonly LedgerMoney[],
): KnownOfMode[] {
  const modes = [...new Set(money.map(({ mode }) => mode))].sort();
  return modes.map((mode) => {
    const own = money.filter((each) => each.mode === mode);
    const ofMode = counted(lines).filter(({ award }) => award.mode === mode);
    return { mode, ...publicShare(daysOf(year), ofMode, own) };
  });
}

function publicShare(
  year: Span,
  lines: readonly Line[],
  money: readonly LedgerMoney[],
): Omit<KnownOfMode, 'mode'> {
  const parts = money.map(({ amount, gross, covers }) => ({
    ...partIn(year, amount, covers ?? year),
    gross,
  }));
  const sum = (gross: boolean) =>
    addPence(...parts.flatMap((part) => (part.gross === gross ? part.pence : [])));
  const paidGross = parts.filter((part) => part.gross && part.pence !== NO_PENCE);
  const exact = dueOf(lines, union(paidGross.flatMap(({ days }) => days ?? [])));
  if (exact === null) return { paid: null, due: NO_PENCE };
  const due = toPence(exact);
  const share = takePence(sum(true), due);
  const gross = paidGross.length > 0 && share < 0n ? NO_PENCE : share;
  return { paid: addPence(sum(false), gross), due };
}

/** What the person is to pay for days, over all lines; null where it is not known of one of them. */
function dueOf(lines: readonly Line[], days: readonly Span[]): Ratio | null {
  if (days.length === 0) return ZERO;
  if (lines.length === 0) return null;
  let due: Ratio = ZERO;
  for (const line of lines) {
    const part = dueOver(line, days);
    if (part === null) return null;
    due = plus(due, part);
  }
  return due;
}

/** What became of a stream's money from one funder, and where that is known from. */
export interface PaidOfStream {
  /** One for each line that counts, or one alone where the ledger knows of money without a line. */
  readonly parts: readonly FigureParts[];
  /** All that the ledger knows of it in the year; null where it knows nothing. */
  readonly ledgerPaid: Pence | null;
  readonly working: readonly Step[];
}

/**
 * Joins what sources report and what the ledger knows. Lines whose source reports no payments take,
 * all together, what the ledger knows of the way in which they are held; where a source reports, it
 * stands, and nothing is added to it. Where lines of one way of holding are reported and others are
 * not, the ledger cannot tell them apart, and what is not reported stays unknown.
 */
export function paidOf(told: readonly Line[], known: readonly KnownOfMode[]): PaidOfStream {
  const lines = counted(told);
  const ledgerPaid = sumOfAll(known.map(({ paid }) => paid));
  const parts = lines.map(figureParts);
  const open = lines.flatMap((line, at) => (isReported(line) ? [] : [at]));
  if (known.length === 0) return { parts, ledgerPaid, working: [] };
  if (lines.length === 0) {
    const alone = { amount: null, contribution: null, paid: ledgerPaid };
    return { parts: [alone], ledgerPaid, working: workingOf(parts, known, open.length) };
  }
  const taken = takenBy(lines, open, known);
  open.forEach((at, turn) => {
    const part = parts[at] as FigureParts;
    const paid = taken === null ? null : turn === 0 ? taken : NO_PENCE;
    parts[at] = { ...part, paid };
  });
  return { parts, ledgerPaid, working: workingOf(parts, known, open.length) };
}

/** The lines with what the ledger knows of the way in which each is held, for their working. */
export function besideLedger(lines: readonly Line[], known: readonly KnownOfMode[]): Line[] {
  return lines.map((line) => {
    const own = known.find(({ mode }) => mode === line.award.mode);
    return own && line.inTotals ? { ...line, ledgerPaid: own.paid } : line;
  });
}

const counted = (lines: readonly Line[]): Line[] => lines.filter(({ inTotals }) => inTotals);

/** What lines that no source reports of take from the ledger together; null where it is not known. */
function takenBy(
  lines: readonly Line[],
  open: readonly number[],
  known: readonly KnownOfMode[],
): Pence | null {
  const modes = new Set(open.map((at) => lines[at]?.award.mode));
  const isMixed = lines.some((line, at) => modes.has(line.award.mode) && !open.includes(at));
  if (isMixed || [...modes].some((mode) => !known.some((each) => each.mode === mode))) return null;
  // Money held in a way that no line names is of the stream all the same, where no source speaks.
  const isAll = open.length === lines.length;
  const own = known.filter(({ mode }) => isAll || modes.has(mode));
  return sumOfAll(own.map(({ paid }) => paid));
}

/** The funder whose award it is reports payments; of another that shares it nothing is reported. */
function isReported({ paid, award, segments }: Line): boolean {
  if (paid !== null) return true;
  return segments.every((each) => each.award.reportsPayments && each.award.funder === award.funder);
}

function figureParts(line: Line): FigureParts {
  return {
    amount: line.kind === 'PRICED' ? line.amount : null,
    contribution: line.contribution,
    paid: line.paid,
  };
}

function sumOfAll(amounts: readonly (Pence | null)[]): Pence | null {
  return amounts.includes(null) ? null : sumOfKnown(amounts);
}

const HELD: Readonly<Record<Mode, string>> = {
  DIRECT_PAYMENT: 'as a direct payment: paid in, less what was taken back and reclaimed',
  THIRD_PARTY: 'by a third party: paid in, less what was taken back and reclaimed',
  NOTIONAL: 'by the funder for the person: spent, less what was refunded',
  COMMISSIONED: 'by nobody: spent by the funder, less what was refunded',
};

const amountOr = (amount: Pence | null): string =>
  amount === null ? 'not known' : poundsText(amount);

/** Where the figure of what was paid comes from, and what the ledger says beside it. */
function workingOf(
  parts: readonly FigureParts[],
  known: readonly KnownOfMode[],
  open: number,
): Step[] {
  const ledger = sumOfAll(known.map(({ paid }) => paid));
  const steps = known.flatMap(({ mode, paid, due }): Step[] => [
    { step: `Known to the ledger, held ${HELD[mode]}`, result: amountOr(paid) },
    ...(due === NO_PENCE
      ? []
      : [
          {
            step: 'Of it left out: the person’s contribution for days paid gross, collected or not',
            result: poundsText(due),
          },
        ]),
  ]);
  if (parts.length === 0) {
    const step = 'Paid, as the ledger knows: no source tells of an award that it was paid for';
    return [...steps, { step, result: amountOr(ledger) }];
  }
  const paid = sumOfAll(parts.map((part) => part.paid));
  if (open === parts.length) {
    const step = 'Paid, as the ledger knows: no source of these lines reports payments';
    return [...steps, { step, result: amountOr(paid) }];
  }
  const step =
    open === 0
      ? 'Paid, as sources report; the ledger changes nothing of it'
      : 'Paid, as sources report of some lines and the ledger knows of the others';
  const told = { step, result: amountOr(paid) };
  if (paid === null || ledger === null) return [...steps, told];
  const difference = { step: 'Difference: this less what the ledger knows' };
  return [...steps, told, { ...difference, result: poundsText(takePence(paid, ledger)) }];
}
