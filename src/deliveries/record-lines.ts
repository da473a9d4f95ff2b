import { randomUUID } from 'node:crypto';
import type { Transaction } from '../db/database.ts';
import { type LockedAccount, lockAccounts } from '../ledger/journal-store.ts';
import { MoneyRefused } from '../ledger/refusals.ts';
import type { MovementId } from '../values/ids.ts';
import { addDays, type PlainDate } from '../values/plain-date.ts';
import type { Bringing } from './bringing.ts';
import { FileRefused } from './delivery.ts';
import { expectedIn } from './expected-in.ts';
import { madePayments, openHolds, pastPayments, recordedBefore } from './lines-known-store.ts';
import { keepLines, keepTold, knownMarks, type NewLine, type ToldLine } from './lines-store.ts';
import { type Candidate, type Matched, matchLines, NEAR_DAYS } from './match-lines.ts';
import type { LineOfRow, LinesOutcome, MoneyLineDraft } from './money-line.ts';
import { type PostedLine, postLine } from './post-line.ts';
import { type KnownBefore, suggest } from './suggest.ts';

/** What became of one line, for whoever asks before it is loaded. */
export interface LineResult {
  readonly row: number;
  readonly became: 'RECORDED' | 'CONFIRMED' | 'WAITING' | 'KNOWN_BEFORE';
  /** How surely it was found to be what was expected; null where it was not expected. */
  readonly how: Matched['how'] | null;
  /** What it was recorded as; null where it waits or was recorded before. */
  readonly as: string | null;
  readonly suggestion: NewLine['suggestion'];
}

export interface RecordedLines {
  readonly outcome: LinesOutcome;
  readonly results: readonly LineResult[];
}

/**
 * Records the lines of a delivery, each once, whichever files tell of it: as what was expected, as
 * what the file says, or in question until somebody decides. Under the locks of all their accounts.
 * Throws FileRefused where the ledger refuses one, for a file is recorded whole or not at all.
 */
export async function recordLines(
  tx: Transaction,
  bringing: Bringing,
  lines: readonly LineOfRow[],
): Promise<RecordedLines> {
  const ids = [...new Set(lines.map(({ line }) => line.account))];
  const scope = { organisation: bringing.host, nhsNumber: null };
  const accounts = await lockAccounts(tx, ids, scope);
  const marks = await knownMarks(tx, bringing.adapter, [
    ...new Set(lines.map(({ line }) => line.mark)),
  ]);
  const results: LineResult[] = [];
  const told: ToldLine[] = [];
  for (const { row, line } of lines) {
    const standing = marks.get(line.mark)?.standing;
    if (!standing) continue;
    told.push({ row, lineId: standing, accountId: line.account });
    results.push({ row, became: 'KNOWN_BEFORE', how: null, as: null, suggestion: null });
  }
  const timesOf = ({ mark }: MoneyLineDraft) => marks.get(mark)?.times ?? 0;
  const fresh = lines.filter(({ line }) => !marks.get(line.mark)?.standing);
  for (const account of accounts) {
    const own = fresh
      .filter(({ line }) => line.account === account.id)
      .toSorted((a, b) => a.line.order - b.line.order);
    if (own.length === 0) continue;
    const recorded = await recordInAccount(tx, bringing, account, own);
    const kept = recorded.map(({ line, posted, suggestion }) =>
      toKeep(line.line, timesOf(line.line), posted, suggestion),
    );
    await keepLines(tx, bringing, kept);
    recorded.forEach(({ line: { row }, posted, suggestion }, at) => {
      told.push({ row, lineId: (kept[at] as NewLine).id, accountId: account.id });
      results.push({ row, became: posted.became, how: posted.how, as: posted.as, suggestion });
    });
  }
  await keepTold(tx, bringing.delivery, told);
  return { outcome: outcomeOf(results), results: results.toSorted((a, b) => a.row - b.row) };
}

interface RecordedLine {
  readonly line: LineOfRow;
  readonly posted: PostedLine;
  readonly suggestion: NewLine['suggestion'];
}

/** Lines of one account, the oldest first. */
async function recordInAccount(
  tx: Transaction,
  bringing: Bringing,
  account: LockedAccount,
  lines: readonly LineOfRow[],
): Promise<RecordedLine[]> {
  const known = await knownOf(tx, bringing, account, lines);
  const matched = matchLines(
    lines.map(({ line }) => line),
    known.candidates,
  );
  const used = new Set(matched.flatMap((each) => (each ? [each.candidate.id] : [])));
  const open: Omit<KnownBefore, 'made'> = {
    expected: known.expected.filter(({ id }) => !used.has(id)),
    holds: known.holds.filter(({ id }) => !used.has(id)),
    past: known.past,
  };
  const recorded: RecordedLine[] = [];
  const paid = new Map<string, MovementId>();
  for (const [at, line] of lines.entries()) {
    const match = matched[at] ?? null;
    const posting = { tx, bringing, account, line, paid };
    const posted = await postLine(posting, match).catch((error: unknown) => {
      if (!(error instanceof MoneyRefused)) throw error;
      throw new FileRefused(`row ${line.row} cannot be recorded: ${error.message}`);
    });
    const isOpen = posted.became === 'WAITING';
    // Of what the file itself has told of before, money may come back too.
    const made = isOpen && line.line.amount > 0n ? await madePayments(tx, account.id) : [];
    const suggestion = isOpen ? (posted.held ?? suggest(line.line, { ...open, made })) : null;
    recorded.push({ line, posted, suggestion });
    const { payment } = line.line;
    if (payment?.kind === 'PROVIDER_INVOICE') paid.set(payment.reference, posted.movement);
  }
  return recorded;
}

async function knownOf(
  tx: Transaction,
  { adapter, today }: Bringing,
  account: LockedAccount,
  lines: readonly LineOfRow[],
): Promise<Omit<KnownBefore, 'made'> & { readonly candidates: readonly Candidate[] }> {
  const days = lines.map(({ line }) => line.day).toSorted();
  const from = addDays(days[0] as PlainDate, -NEAR_DAYS);
  const until = addDays(days.at(-1) as PlainDate, NEAR_DAYS + 1);
  const asked = { account: account.id, adapter, from, until };
  const before = await recordedBefore(tx, asked);
  // Nothing that is to come in is looked for where nothing has.
  const isIn = lines.some(({ line }) => line.amount > 0n);
  const expected = isIn ? await expectedIn(tx, account, { by: addDays(until, -1), today }) : [];
  const holds = await openHolds(tx, account.id);
  const past = await pastPayments(tx, account.id);
  const recorded = before.map((each) => ({ ...each, kind: 'RECORDED' as const, of: each.kind }));
  return { expected, holds, past, candidates: [...recorded, ...holds, ...expected] };
}

function toKeep(
  line: MoneyLineDraft,
  times: number,
  posted: PostedLine,
  suggestion: NewLine['suggestion'],
): NewLine {
  return {
    ...{ id: randomUUID(), accountId: line.account, mark: line.mark, said: line.said, times },
    ...{ day: line.day, amount: line.amount, balance: line.balance },
    ...{ description: line.description, directDebit: line.isDirectDebit, payment: line.payment },
    journalId: posted.movement,
    posted: posted.became !== 'CONFIRMED',
    waits: posted.became === 'WAITING',
    suggestion,
  };
}

function outcomeOf(results: readonly LineResult[]): LinesOutcome {
  const count = (wanted: LineResult['became']) =>
    results.filter(({ became }) => became === wanted).length;
  return {
    recorded: count('RECORDED'),
    confirmed: count('CONFIRMED'),
    waiting: count('WAITING'),
    knownBefore: count('KNOWN_BEFORE'),
  };
}
