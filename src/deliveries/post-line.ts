import type { Transaction } from '../db/database.ts';
import type { LockedAccount } from '../ledger/journal-store.ts';
import { size } from '../ledger/movement.ts';
import type { Posted } from '../ledger/posting.ts';
import { postInQuestion } from '../ledger/put-in-question.ts';
import { type ContributionSaid, postContribution } from '../ledger/record-contribution.ts';
import { postDeposit } from '../ledger/record-deposit.ts';
import { postPaymentMade } from '../ledger/record-payment-made.ts';
import { postRefund } from '../ledger/record-refund.ts';
import { OwnMoneyNotAllowed, RuleNotKnown } from '../ledger/refusals.ts';
import { postSettlement } from '../ledger/settle-hold.ts';
import type { MovementId } from '../values/ids.ts';
import { lastDay, type Span } from '../values/period.ts';
import { type Bringing, recordingOf } from './bringing.ts';
import { isInQuestion, paymentRefunded } from './lines-known-store.ts';
import type { ExpectedPayment, Matched } from './match-lines.ts';
import type { LineOfRow, ToldPayment } from './money-line.ts';
import type { Suggestion } from './suggest.ts';

/** What was posted for a line, or what it confirms. */
export interface PostedLine {
  readonly movement: MovementId;
  readonly became: 'RECORDED' | 'CONFIRMED' | 'WAITING';
  readonly how: Matched['how'] | null;
  readonly as: string | null;
  /** What it was found to be and may not be yet, and why; null where nothing is in the way of it. */
  readonly held: Suggestion | null;
}

/** A line to be posted, in an account whose row is locked. */
export interface Posting {
  readonly tx: Transaction;
  readonly bringing: Bringing;
  readonly account: LockedAccount;
  readonly line: LineOfRow;
  /** The payments that the same file told of before, by their references. */
  readonly paid: ReadonlyMap<string, MovementId>;
}

/**
 * Posts what a line tells: what it was found to be; else what its file says it was; else that its
 * money moved, in question until somebody decides. Throws a MoneyRefused.
 */
export async function postLine(posting: Posting, match: Matched | null): Promise<PostedLine> {
  const { tx, bringing, account, line } = posting;
  if (match?.candidate.kind === 'RECORDED') {
    const movement = match.candidate.id as MovementId;
    return { movement, became: 'CONFIRMED', how: match.how, as: null, held: null };
  }
  const known = match ? await postMatched(posting, match) : await postSaid(posting);
  const how = match?.how ?? null;
  if (known && 'movement' in known) {
    const { movement, as } = known;
    // No source may pay for it, or too little is left: it was paid, so somebody has to decide.
    const waits = await isInQuestion(tx, movement);
    return waits
      ? { movement, became: 'WAITING', how, as: null, held: null }
      : { movement, became: 'RECORDED', how, as, held: null };
  }
  const { day: effectiveDay, amount, description: payee } = line.line;
  const by = recordingOf(bringing, line.row);
  const { movement } = await postInQuestion(tx, by, account, { amount, payee, effectiveDay });
  return { movement, became: 'WAITING', how, as: null, held: known?.held ?? null };
}

type Known = { readonly movement: MovementId; readonly as: string };
type Held = { readonly held: Suggestion };

const as = (what: string, { movement }: Posted): Known => ({ movement, as: what });

async function postMatched(posting: Posting, { candidate }: Matched): Promise<Known | Held> {
  const { tx, bringing, account, line: told } = posting;
  const { row, line } = told;
  const by = recordingOf(bringing, row);
  const [amount, effectiveDay] = [size(line.amount), line.day];
  if (candidate.kind === 'HOLD') {
    const said = { hold: candidate.id, amount, effectiveDay };
    return as('SETTLEMENT', await postSettlement(tx, by, account, said));
  }
  const { stream, funder, as: what, ...expected } = candidate as ExpectedPayment;
  const { schedule, covers } = expected;
  const said = { stream, amount, effectiveDay };
  if (what === 'CONTRIBUTION') {
    return postOwn(posting, { ...said, ...daysOf(covers) });
  }
  const gross = line.payment?.gross ?? null;
  const deposit = { ...said, funder, schedule, covers, gross };
  return as(what, await postDeposit(tx, by, account, deposit));
}

const daysOf = (covers: Span | null) => ({
  firstDay: covers?.from ?? null,
  lastDay: covers && lastDay(covers),
});

/**
 * What the person has paid in. Where no rule lets it stand beside NHS money it has come in all the
 * same: it waits, as what it was found to be and with what is in the way.
 */
async function postOwn(
  { tx, bringing, account, line: { row } }: Posting,
  said: ContributionSaid,
): Promise<Known | Held> {
  const by = recordingOf(bringing, row);
  const own = { ...said, knownOn: bringing.today };
  try {
    return as('CONTRIBUTION', await postContribution(tx, by, account, own));
  } catch (error) {
    const isHeld = error instanceof OwnMoneyNotAllowed || error instanceof RuleNotKnown;
    if (!isHeld) throw error;
    return { held: { as: 'CONTRIBUTION', stream: said.stream, why: `the ${error.message}` } };
  }
}

/** By what a payment run says; null where it says nothing that can be recorded as it is. */
async function postSaid(posting: Posting): Promise<Known | Held | null> {
  const { payment } = posting.line.line;
  if (!payment) return null;
  switch (payment.kind) {
    case 'DIRECT_PAYMENT':
    case 'CONTRIBUTION':
      return postPaidIn(posting, payment);
    case 'PROVIDER_INVOICE':
      return postInvoice(posting, payment);
    case 'REFUND':
      return postGivenBack(posting, payment);
  }
}

async function postPaidIn(
  posting: Posting,
  { kind, stream, funder, covers, gross }: ToldPayment,
): Promise<Known | Held> {
  const { tx, bringing, account, line: told } = posting;
  const said = { stream, amount: told.line.amount, effectiveDay: told.line.day };
  if (kind === 'CONTRIBUTION') return postOwn(posting, { ...said, ...daysOf(covers) });
  const by = recordingOf(bringing, told.row);
  return as('DEPOSIT', await postDeposit(tx, by, account, { ...said, funder, covers, gross }));
}

async function postInvoice(
  { tx, bringing, account, line: { row, line } }: Posting,
  { purpose, payee, stream, funder }: ToldPayment,
): Promise<Known | null> {
  if (purpose === null || payee === null) return null;
  const by = recordingOf(bringing, row);
  const named = account.mode === 'COMMISSIONED' ? { stream, funder } : {};
  const said = { amount: size(line.amount), payee, purpose, effectiveDay: line.day };
  return as('SPENDING', await postPaymentMade(tx, by, account, { ...said, ...named }));
}

async function postGivenBack(
  { tx, bringing, account, line: { row, line }, paid }: Posting,
  { refundOf }: ToldPayment,
): Promise<Known | null> {
  const asked = { account: account.id, host: bringing.host, reference: refundOf as string };
  const spending =
    paid.get(asked.reference) ?? (await paymentRefunded(tx, { ...asked, amount: line.amount }));
  if (!spending) return null;
  const by = recordingOf(bringing, row);
  const said = { movement: spending, amount: line.amount, effectiveDay: line.day };
  return as('REFUND', await postRefund(tx, by, account, said));
}
