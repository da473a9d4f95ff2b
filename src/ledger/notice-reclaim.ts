import { reachOf, type Viewer } from '../access/viewer.ts';
import { note } from '../audit/store.ts';
import type { Database, Transaction } from '../db/database.ts';
import { type AskedRule, numberOf, ruleLacking, ruleOn } from '../streams/money-rule.ts';
import { ruleBook } from '../streams/money-rules-store.ts';
import { financialYearOf } from '../values/financial-year.ts';
import { isUuid, type OrganisationCode } from '../values/ids.ts';
import { addPence, type Pence } from '../values/money.ts';
import { addDays, type PlainDate } from '../values/plain-date.ts';
import { type LockedAccount, plainTerms } from './journal-store.ts';
import { keyScope, moving, unknownAccount } from './posting.ts';
import { leftOf, mostToReclaim, type Notice } from './reclaim.ts';
import {
  type EarlierNotice,
  findNotice,
  keepNotice,
  lockAccountOfFunder,
  noticeOfKey,
  noticesOfAccounts,
} from './reclaim-store.ts';
import { IdempotencyMismatch, OverUnspent, PastDate, RuleNotKnown } from './refusals.ts';
import {
  inputHash,
  type KeyedRequest,
  refuseBadAmount,
  refuseBadKey,
  refuseBadWords,
} from './request.ts';

export interface NoticeRequest extends KeyedRequest {
  readonly account: string;
  readonly stream: string;
  readonly funder: string;
  readonly amount: Pence;
  readonly reasons: string;
  readonly dueBy: PlainDate;
}

export interface Noticed {
  readonly notice: Notice;
  readonly replayed: boolean;
}

/**
 * Writes a notice by which a funder asks its own unspent money back, by that funder's finance role:
 * with reasons, the law by which it asks, and until when reconsideration may be asked for (SI
 * 2013/1617 reg 15; Care Act 2014 s33). It moves nothing. Throws a MoneyRefused.
 */
export async function noticeReclaim(
  db: Database,
  viewer: Viewer,
  request: NoticeRequest,
  today: PlainDate,
): Promise<Noticed> {
  refuseBadKey(request);
  refuseBadAmount(request.amount);
  refuseBadWords('reasons', request.reasons);
  if (request.dueBy < today) throw new PastDate('dueBy', 'is a day gone by');
  return moving(db, async (tx) => {
    const { organisation } = viewer;
    const isTheirs = reachOf(viewer, 'notice-reclaim') === 'funded' && isUuid(request.account);
    if (!isTheirs || organisation === null || request.funder !== organisation) {
      throw unknownAccount();
    }
    const account = await lockAccountOfFunder(tx, request.account, organisation);
    if (!account) throw unknownAccount();
    return notice(tx, viewer, account, request, today);
  });
}

async function notice(
  tx: Transaction,
  viewer: Viewer,
  account: LockedAccount,
  request: NoticeRequest,
  today: PlainDate,
): Promise<Noticed> {
  const { stream, amount, reasons, dueBy, idempotencyKey } = request;
  const funder = request.funder as OrganisationCode;
  const by = keyScope(viewer, account, 'noticeReclaim', idempotencyKey);
  const { scope, key } = by;
  const hash = inputHash([account.id, stream, funder, amount, reasons, dueBy]);
  const replay = await replayOfNotice(tx, await noticeOfKey(tx, { scope, key }), hash, today);
  if (replay) return replay;
  const standing = (await noticesOfAccounts(tx, [account.id], today)).filter(
    (each) => each.stream.code === stream && each.funder.code === funder,
  );
  const { places } = await plainTerms(tx, { ...by, account, year: financialYearOf(today) });
  const most = mostToReclaim(
    account.mode,
    places,
    { stream, funder },
    addPence(...standing.map(leftOf)),
  );
  if (amount > most) {
    const reason = 'is more than is free of that funder’s own money in the account';
    throw new OverUnspent('amount', reason);
  }
  const id = await keepNotice(tx, {
    ...{ accountId: account.id, stream, funder, amount, reasons: reasons.trim(), dueBy },
    ...(await termsOn(tx, { organisation: funder, stream }, today)),
    ...{ noticedOn: today, noticedBy: viewer.subject, scope, key, inputHash: hash },
  });
  await note(tx, viewer.subject, { action: 'reclaim-noticed', notice: id, account: account.id });
  return { notice: (await findNotice(tx, id, today)) as Notice, replayed: false };
}

/** By which law it is asked back, and until when it may be reconsidered. */
async function termsOn(
  tx: Transaction,
  scope: Pick<AskedRule, 'organisation' | 'stream'>,
  today: PlainDate,
): Promise<{ law: string; reconsiderBy: PlainDate }> {
  const kinds = ['RECLAIM_LAW', 'RECONSIDERATION_DAYS'] as const;
  const book = await ruleBook(tx, kinds, [scope.organisation as string], today);
  const [law, days] = kinds.map((kind) => {
    const rule = ruleOn(book, { kind, ...scope }, today);
    if (!rule) throw new RuleNotKnown('stream', ruleLacking({ kind, ...scope }, today));
    return rule;
  });
  if (!law || !days) throw new Error('both rules are known');
  return { law: law.value, reconsiderBy: addDays(today, numberOf(days)) };
}

/** The same notice as before, where the key stands for the same input; refused for another. */
export async function replayOfNotice(
  tx: Transaction,
  earlier: EarlierNotice | undefined,
  hash: string,
  today: PlainDate,
): Promise<Noticed | null> {
  if (!earlier) return null;
  if (earlier.inputHash !== hash) {
    throw new IdempotencyMismatch('idempotencyKey', 'was used before for something else');
  }
  return { notice: (await findNotice(tx, earlier.id, today)) as Notice, replayed: true };
}
