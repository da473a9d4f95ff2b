import type { Pence } from '../values/money.ts';
import type { Span } from '../values/period.ts';
import { daysBetween, type PlainDate } from '../values/plain-date.ts';
import { namedIn } from './match-words.ts';
import type { PaymentKind, ToldPayment } from './money-line.ts';

/** So far from its day a payment may arrive: weekends and bank holidays move it. */
export const NEAR_DAYS = 5;

/** A line of a file, as it is matched. */
export interface Line {
  readonly day: PlainDate;
  /** Above zero where money came in, below where it went out; in pence. */
  readonly amount: Pence;
  readonly description: string;
  /** What a payment run says it is; a bank says nothing. */
  readonly payment?: Pick<ToldPayment, 'kind' | 'stream' | 'funder'> | null;
}

/** Money that is to come in: by a schedule, or as the person's contribution. */
export interface ExpectedPayment {
  readonly kind: 'EXPECTED';
  readonly as: 'DEPOSIT' | 'CONTRIBUTION';
  readonly id: string;
  /** The payment schedule that expects it; null for a contribution. */
  readonly schedule: string | null;
  /** The days that it is for. */
  readonly covers: Span | null;
  readonly stream: string;
  readonly funder: string;
  readonly amount: Pence;
  readonly dueOn: PlainDate;
}

/** Money that is promised and not paid yet: a hold, or a bill. */
export interface OpenHold {
  readonly kind: 'HOLD';
  readonly id: string;
  readonly amount: Pence;
  readonly payee: string;
  readonly invoice: string | null;
  /** The day on which it was promised: it is not paid before. */
  readonly day: PlainDate;
}

/** A movement that was recorded before the file came, and of which no such file has told. */
export interface RecordedMovement {
  readonly kind: 'RECORDED';
  readonly id: string;
  /** What it did to the money in the account; below zero where it went out. */
  readonly amount: Pence;
  readonly day: PlainDate;
  readonly payee: string | null;
  /** Which kind of movement it is. */
  readonly of: string;
}

export type Candidate = ExpectedPayment | OpenHold | RecordedMovement;

export interface Matched {
  readonly candidate: Candidate;
  /** EXACT: the amount and the day, or the whole payee's name. NEAR: the amount, and about the rest. */
  readonly how: 'EXACT' | 'NEAR';
}

/**
 * Which line is which expected movement: each line and each movement once at most. The amount must
 * be the same to the penny. What was recorded already comes before what is only expected, exact
 * before near, the nearer day before the farther. Where sources that differ are equally near nobody
 * can say which it is, and the line is left to a person.
 */
export function matchLines(
  lines: readonly Line[],
  candidates: readonly Candidate[],
): (Matched | null)[] {
  const pairs = lines.flatMap((line, at) =>
    candidates.flatMap((candidate) => {
      const rank = rankOf(line, candidate);
      return rank === null ? [] : [{ at, candidate, rank }];
    }),
  );
  pairs.sort((a, b) => a.rank - b.rank || a.at - b.at || compare(orderOf(a), orderOf(b)));
  const found: (Matched | null)[] = lines.map(() => null);
  const undecided = new Set<number>();
  const taken = new Set<string>();
  for (const { at, candidate, rank } of pairs) {
    if (found[at] || undecided.has(at) || taken.has(keyOf(candidate))) continue;
    const rivals = pairs.filter(
      (pair) => pair.at === at && pair.rank === rank && !taken.has(keyOf(pair.candidate)),
    );
    if (new Set(rivals.map((pair) => whoseOf(pair.candidate))).size > 1) {
      undecided.add(at);
      continue;
    }
    taken.add(keyOf(candidate));
    found[at] = { candidate, how: rank % NEAR_RANK === 0 ? 'EXACT' : 'NEAR' };
  }
  return found;
}

const NEAR_RANK = 100;
const RANKS: Readonly<Record<Candidate['kind'], number>> = { RECORDED: 0, HOLD: 1, EXPECTED: 1 };

/** How far a line is from a movement, 0 the nearest; null where it cannot be it. */
function rankOf(line: Line, candidate: Candidate): number | null {
  if (line.payment && !isOfKind(line.payment, candidate)) return null;
  const distance = distanceTo(line, candidate);
  // All exact ones come before all near ones, whatever they are.
  if (distance === null) return null;
  const kind = RANKS[candidate.kind];
  return distance === 0 ? kind * NEAR_RANK : (kind + 2) * NEAR_RANK + distance;
}

type Said = NonNullable<Line['payment']>;

const RECORDED_AS: Readonly<Record<PaymentKind, readonly string[]>> = {
  DIRECT_PAYMENT: ['DEPOSIT', 'IN_QUESTION'],
  PROVIDER_INVOICE: ['SPENDING', 'SETTLEMENT', 'IN_QUESTION'],
  CONTRIBUTION: ['CONTRIBUTION', 'IN_QUESTION'],
  REFUND: ['REFUND', 'IN_QUESTION'],
};

/** Whether a movement can be the payment that a run tells of. */
function isOfKind({ kind, stream, funder }: Said, candidate: Candidate): boolean {
  switch (candidate.kind) {
    case 'HOLD':
      return kind === 'PROVIDER_INVOICE';
    case 'RECORDED':
      return RECORDED_AS[kind].includes(candidate.of);
    case 'EXPECTED':
      if (candidate.stream !== stream) return false;
      if (candidate.as === 'CONTRIBUTION') return kind === 'CONTRIBUTION';
      return kind === 'DIRECT_PAYMENT' && candidate.funder === funder;
  }
}

/** 0 is exact; null is no match. */
function distanceTo(line: Line, candidate: Candidate): number | null {
  switch (candidate.kind) {
    case 'EXPECTED':
      return line.amount === candidate.amount ? nearness(line.day, candidate.dueOn) : null;
    case 'RECORDED':
      return line.amount === candidate.amount ? nearnessOfRecorded(line, candidate) : null;
    case 'HOLD':
      return line.amount === -candidate.amount ? nearnessOfBill(line, candidate) : null;
  }
}

function nearness(day: PlainDate, due: PlainDate): number | null {
  const apart = Math.abs(daysBetween(day, due));
  return apart <= NEAR_DAYS ? apart : null;
}

/** A payment of another day is the same only where the words name its payee. */
function nearnessOfRecorded({ day, description }: Line, before: RecordedMovement): number | null {
  const apart = nearness(day, before.day);
  const isNamed = before.payee === null || namedIn(before.payee, description) !== null;
  return apart === 0 || isNamed ? apart : null;
}

function nearnessOfBill({ day, description }: Line, hold: OpenHold): number | null {
  if (day < hold.day) return null;
  if (hold.invoice !== null && holdsWord(description, hold.invoice)) return 0;
  const named = namedIn(hold.payee, description);
  if (named === null) return null;
  return named === 'WHOLE' ? 0 : 1;
}

/** Whether a bill's number stands in the words, whatever stands beside it. */
function holdsWord(description: string, number: string): boolean {
  const bare = (text: string) => text.toUpperCase().replace(/[^A-Z0-9]+/g, ' ');
  return number.length > 2 && ` ${bare(description)} `.includes(` ${bare(number).trim()} `);
}

const keyOf = ({ kind, id }: Candidate): string => `${kind} ${id}`;

/** Whose money it would be: rivals of one source are the same to everybody. */
function whoseOf(candidate: Candidate): string {
  switch (candidate.kind) {
    case 'EXPECTED':
      return `${candidate.as} ${candidate.stream} ${candidate.funder}`;
    case 'HOLD':
      return `HOLD ${candidate.payee}`;
    case 'RECORDED':
      return 'RECORDED';
  }
}

const orderOf = ({ candidate }: { candidate: Candidate }): string =>
  candidate.kind === 'EXPECTED' ? candidate.dueOn : candidate.day;

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
