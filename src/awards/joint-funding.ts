import { daysOf, financialYearOf } from '../values/financial-year.ts';
import { NO_PENCE, type Pence, takePence } from '../values/money.ts';
import { contains, intersect, type Span } from '../values/period.ts';
import type { Check } from './check.ts';
import { type Line, rateLine } from './line.ts';
import { paidOver } from './paid.ts';
import { segmentOf } from './segment.ts';
import {
  type FundingDecision,
  type Part,
  type Piece,
  partsOf,
  piecesOf,
  splitPence,
  standingOf,
  whyFreeByDecision,
} from './share.ts';

/**
 * One line per funder for each line of a stream with a decision in force on its days; decisions
 * come in the order in which they were recorded. The parts of a line add up to it to the penny. A
 * RECURRING line is cut first where a decision begins or ends inside its days, and each piece is
 * priced exactly and rounded once, so that the pieces together and the whole may differ by a penny
 * for each cut. Any other line follows the decision of its first day. A stream of which two of the
 * decision's funders tell lines of their own is shared already, and is left as they tell it.
 */
export function splitByDecision(
  lines: readonly Line[],
  decisions: readonly FundingDecision[],
): readonly Line[] {
  if (decisions.length === 0) return lines;
  const byStream = new Map<string, FundingDecision[]>();
  for (const stream of new Set(decisions.map((each) => each.stream))) {
    const own = decisions.filter((each) => each.stream === stream);
    byStream.set(stream, standingOf(own));
  }
  return lines.flatMap((line) => {
    const standing = byStream.get(line.award.stream)?.filter((each) => !isShared(lines, each));
    return standing && standing.length > 0 ? splitLine(line, standing) : [line];
  });
}

/** Whether two of the decision's funders tell their own parts on its days. */
function isShared(lines: readonly Line[], { stream, days, funders }: FundingDecision): boolean {
  const telling = new Set<string>();
  for (const { award, days: on } of lines) {
    if (award.stream === stream && intersect(on, days)) telling.add(award.funder);
  }
  return funders.filter(({ funder }) => telling.has(funder)).length > 1;
}

function splitLine(line: Line, standing: readonly FundingDecision[]): Line[] {
  if (line.award.basis === 'RECURRING') return cutLine(line, standing);
  const decision = standing.find(({ days }) => contains(days, line.days.from));
  return decision ? shared(line, decision) : [line];
}

function cutLine(line: Line, standing: readonly FundingDecision[]): Line[] {
  const pieces = piecesOf(line.days, standing).filter(({ days }) => isToldIn(line, days));
  if (pieces.every(({ decision }) => decision === null)) return [line];
  return pieces.flatMap((piece, at) => {
    const part = pieces.length === 1 ? line : pieceOf(line, pieces, at);
    return piece.decision ? shared(part, piece.decision) : [part];
  });
}

function isToldIn({ segments }: Line, days: Span): boolean {
  return segments.some((segment) => segment.days.some((span) => intersect(span, days)));
}

/** Payments for days of the year on which nothing is told belong to the piece before, or the first. */
function pieceOf(line: Line, pieces: readonly Piece[], at: number): Line {
  const { days } = pieces[at] as Piece;
  const year = daysOf(financialYearOf(line.days.from));
  const within = {
    from: at === 0 ? year.from : days.from,
    until: pieces[at + 1]?.days.from ?? year.until,
  };
  const segments = line.segments
    .map((segment) => {
      const inside = segment.days.flatMap((span) => intersect(span, days) ?? []);
      return segmentOf(segment.award, inside);
    })
    .filter((segment) => segment.days.length > 0);
  const { inTotals, overlap } = line;
  const paid = paidOver(within, line.segments);
  return { ...rateLine(segments, within), paid, inTotals, overlap };
}

/** The line as each funder carries it. */
function shared(line: Line, decision: FundingDecision): Line[] {
  const inPart = (whole: Pence | null, at: number): Pence | null => {
    if (whole === null || decision.interimPayer !== null) return whole;
    return splitPence(whole, decision.funders)[at] ?? null;
  };
  const whole = line.kind === 'PRICED' ? line.amount : null;
  const contributions = contributionsOf(line.contribution, decision);
  const isPartFree = decision.funders.some(({ isFree }) => isFree);
  return partsOf(decision, whole).map((part, at): Line => {
    const asked = contributions.get(part.funder) ?? null;
    const own = {
      award: { ...line.award, funder: part.funder },
      contribution: isPartFree ? ownShareAtMost(asked, part.amount) : asked,
      paid: paidBy(line, part),
      share: part.share,
    };
    if (line.kind === 'UNPRICED' || part.amount === null) return { ...line, ...own };
    const { amount } = part;
    const expected = inPart(line.check?.expected ?? null, at);
    const check = line.check && checkOf(line.check, amount, expected);
    return { ...line, ...own, amount, weekly: inPart(line.weekly, at), check };
  });
}

/** Where nobody may charge for a part, what a source tells of the whole is no charge on that part. */
function ownShareAtMost(asked: Pence | null, share: Pence | null): Pence | null {
  return asked !== null && share !== null && share >= 0n && asked > share ? share : asked;
}

/**
 * What the person pays is shared between the funders that may charge; the part of an NHS body is
 * never charged (NHS Act 2006 s1(4)), and a council charges on its own share only; what is settled to
 * be aftercare or NHS care nobody charges for.
 */
function contributionsOf(
  whole: Pence | null,
  decision: FundingDecision,
): Map<string, Pence | null> {
  const { funders, interimPayer } = decision;
  const isAllFree = whyFreeByDecision(decision) !== null;
  const free = funders.filter(({ isFree }) => isFree || isAllFree);
  const found = new Map<string, Pence | null>(free.map(({ funder }) => [funder, NO_PENCE]));
  const charging = funders.filter((each) => !free.includes(each));
  if (interimPayer !== null) {
    for (const { funder } of charging) found.set(funder, whole);
    return found;
  }
  const parts = whole === null || charging.length === 0 ? [] : splitPence(whole, charging);
  charging.forEach(({ funder }, at) => {
    found.set(funder, parts[at] ?? null);
  });
  return found;
}

/** Payments are known of the funder whose award it is, and of no other. */
function paidBy({ award, paid }: Line, { funder }: Part): Pence | null {
  return funder === award.funder ? paid : null;
}

function checkOf({ against }: Check, amount: Pence, expected: Pence | null): Check {
  return { against, expected, difference: expected === null ? null : takePence(amount, expected) };
}
