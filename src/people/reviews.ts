import { createHash } from 'node:crypto';
import { reachOf, type Viewer } from '../access/viewer.ts';
import { note } from '../audit/store.ts';
import { type Database, sql, type Transaction } from '../db/database.ts';
import { isUuid } from '../values/ids.ts';
import { parseText } from '../values/text.ts';
import {
  type AskedReviews,
  type DecidedPair,
  findPair,
  keepDecision,
  type MatchDecision,
  type MatchReview,
  reviewsOf,
} from './match-store.ts';
import { resolveAround } from './resolve.ts';
import { waitToSettle } from './store.ts';

export const MATCH_DECISIONS: readonly MatchDecision[] = ['LINK', 'NOT_SAME', 'CANNOT_TELL'];

export type DecisionRefusal =
  | 'NOT_FOUND'
  | 'REASON_NEEDED'
  | 'BAD_TEXT'
  | 'BAD_KEY'
  | 'NUMBERS_DISAGREE'
  | 'PARTED_BY_DECISION'
  | 'SAME_KEY'
  | 'IDEMPOTENCY_MISMATCH';

/** A decision on a pair that cannot be taken; says why in words to act on. */
export class DecisionRefused extends Error {
  override readonly name = 'DecisionRefused';
  readonly code: DecisionRefusal;
  constructor(code: DecisionRefusal, message: string) {
    super(message);
    this.code = code;
  }
}

/** Who people are, of everybody: to decide on one pair is to work out again who is who around it. */
const MATCHING = { task: 'MATCHING' } as const;

/** A page of pairs, for operators; null for everybody else. */
export async function reviewsFor(
  db: Database,
  viewer: Viewer,
  asked: AskedReviews,
): Promise<MatchReview[] | null> {
  if (reachOf(viewer, 'review-matches') !== 'everyone') return null;
  return reviewsOf(db.under(MATCHING), asked);
}

export interface DecisionRequest {
  readonly review: string;
  readonly decision: MatchDecision;
  readonly reason: string;
  readonly idempotencyKey: string;
}

/**
 * Decides a pair; a later decision takes the one before it back. Moves no money: only who is who is
 * worked out again. Gives null to those who may not decide.
 */
export async function decideMatch(
  db: Database,
  viewer: Viewer,
  request: DecisionRequest,
): Promise<MatchReview | null> {
  if (reachOf(viewer, 'review-matches') !== 'everyone') return null;
  checkRequest(request);
  return db.transaction(async (tx) => {
    await waitToSettle(tx);
    const pair = isUuid(request.review) ? await findPair(tx, request.review) : undefined;
    if (!pair) throw new DecisionRefused('NOT_FOUND', 'review: there is no pair of that id');
    const marks = marksOf(viewer, request);
    if (await isRepeated(tx, marks)) return pair;
    const decided = await decide(tx, viewer, pair, request);
    await note(tx, viewer.subject, {
      action: 'match-decided',
      review: pair.id,
      decision: request.decision,
      ...marks,
    });
    return decided;
  }, MATCHING);
}

function checkRequest({ reason, idempotencyKey }: DecisionRequest): void {
  if (!isText(reason)) {
    throw new DecisionRefused('BAD_TEXT', 'reason: holds characters that are not text');
  }
  if (reason.trim() === '') {
    throw new DecisionRefused('REASON_NEEDED', 'reason: a decision needs its reason in words');
  }
  if (idempotencyKey.trim() === '') {
    throw new DecisionRefused('BAD_KEY', 'idempotencyKey: give a key of your own, not a blank');
  }
}

function isText(text: string): boolean {
  try {
    return parseText(text) === text;
  } catch {
    return false;
  }
}

/** Gives the pair as it stands then, with whom its records have come to belong to. */
async function decide(
  tx: Transaction,
  { subject }: Viewer,
  pair: DecidedPair,
  { decision, reason }: DecisionRequest,
): Promise<MatchReview> {
  if (decision === 'LINK' && (await numbersDisagree(tx, pair))) {
    throw new DecisionRefused(
      'NUMBERS_DISAGREE',
      'decision: the two have different NHS numbers, which are never joined',
    );
  }
  await keepDecision(tx, { id: pair.id, decision, reason, by: subject });
  await resolveAround(tx, [pair.leftId, pair.rightId]);
  const now = (await findPair(tx, pair.id)) as DecidedPair;
  if (now.leftPerson === null || now.rightPerson === null) return now;
  const joined = now.leftPerson === now.rightPerson;
  // Thrown inside the transaction: nothing of the decision stays.
  if (decision === 'LINK' && !joined) {
    throw new DecisionRefused(
      'PARTED_BY_DECISION',
      'decision: somebody decided that two identities of these people are not the same; decide that pair again first',
    );
  }
  if (decision === 'NOT_SAME' && joined) {
    throw new DecisionRefused(
      'SAME_KEY',
      'decision: both have the same NHS number by what their sources say; have the source corrected',
    );
  }
  return now;
}

async function numbersDisagree(tx: Transaction, pair: DecidedPair): Promise<boolean> {
  const [found] = await tx.rows<{ numbers: bigint }>(
    'people.nhs-numbers-of-pair',
    sql`select count(distinct nhs_number) as numbers from identities
        where person_id in (${pair.leftPerson}::uuid, ${pair.rightPerson}::uuid)`,
  );
  return found !== undefined && found.numbers > 1n;
}

/** What a request is known by again: marks that tell nothing of what was written. */
interface Marks {
  readonly key: string;
  readonly request: string;
}

function marksOf({ subject, organisation }: Viewer, request: DecisionRequest): Marks {
  const mark = (...parts: readonly (string | null)[]) =>
    createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
  const { review, decision, reason, idempotencyKey } = request;
  return {
    key: mark(organisation ?? subject, idempotencyKey),
    request: mark(review, decision, reason),
  };
}

/** Whether this very request was carried out before. */
async function isRepeated(tx: Transaction, { key, request }: Marks): Promise<boolean> {
  const [before] = await tx.rows<{ request: string }>(
    'people.decision-of-key',
    sql`select details ->> 'request' as request from audit_events
        where action = 'match-decided' and details ->> 'key' = ${key} limit 1`,
  );
  if (before && before.request !== request) {
    throw new DecisionRefused(
      'IDEMPOTENCY_MISMATCH',
      'idempotencyKey: that key came with another decision before; give a new one',
    );
  }
  return before !== undefined;
}
