import type { Viewer } from '../access/viewer.ts';
import type { Database, Transaction } from '../db/database.ts';
import { isUuid, type OrganisationCode } from '../values/ids.ts';
import type { Pence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { LockedAccount } from './journal-store.ts';
import { postReclaim } from './post-reclaim.ts';
import { lockAccount, moving, type Posted, recordingBy } from './posting.ts';
import { leftOf, type Notice, pausedBecause } from './reclaim.ts';
import { accountOfNotice, findNotice, keepReclaimPayment } from './reclaim-store.ts';
import { BeforeOriginal, NotFound, NoticeEnded, OverNotice, ReclaimPaused } from './refusals.ts';
import { type KeyedRequest, refuseBadAmount, refuseBadKey, refuseFuture } from './request.ts';

export interface ReclaimRequest extends KeyedRequest {
  readonly notice: string;
  readonly amount: Pence;
  readonly effectiveDay: PlainDate;
}

const unknownNotice = () =>
  new NotFound('notice', 'is none by that id of an account in which you may record this');

/**
 * Records money that an account gives back to its funder by a notice, in one or several parts, by
 * the finance role of the account's host. Nothing while it is asked about, reconsidered or disputed.
 * Throws a MoneyRefused.
 */
export async function recordReclaim(
  db: Database,
  viewer: Viewer,
  request: ReclaimRequest,
  today: PlainDate,
): Promise<Posted> {
  refuseBadKey(request);
  refuseBadAmount(request.amount);
  refuseFuture(request.effectiveDay, today);
  return moving(db, async (tx) => {
    const id = isUuid(request.notice) ? await accountOfNotice(tx, request.notice) : undefined;
    if (!id) throw unknownNotice();
    const account = await lockAccount(tx, viewer, 'record-money', id).catch((error) => {
      throw error instanceof NotFound ? unknownNotice() : error;
    });
    return reclaim(tx, viewer, account, request, today);
  });
}

async function reclaim(
  tx: Transaction,
  viewer: Viewer,
  account: LockedAccount,
  { notice, amount, effectiveDay, idempotencyKey }: ReclaimRequest,
  today: PlainDate,
): Promise<Posted> {
  const by = recordingBy(viewer, account, 'recordReclaim', idempotencyKey);
  const found = (await findNotice(tx, notice, today)) as Notice;
  const posted = await postReclaim(tx, by, account, {
    source: { stream: found.stream.code, funder: found.funder.code as OrganisationCode },
    ...{ amount, effectiveDay, notice, reason: `asked back by the notice of ${found.noticedOn}` },
    refuse: () => refuseContradictions(found, amount, effectiveDay),
  });
  if (!posted.replayed)
    await keepReclaimPayment(tx, posted.movement, { notice, accountId: account.id });
  return posted;
}

function refuseContradictions(notice: Notice, amount: Pence, effectiveDay: PlainDate): void {
  if (notice.withdrawnBecause !== null) throw new NoticeEnded('notice', 'was withdrawn');
  if (amount > leftOf(notice)) {
    throw new OverNotice('amount', 'is more than is left to give back by the notice');
  }
  const paused = pausedBecause(notice);
  if (paused !== null) throw new ReclaimPaused('notice', `is paused: ${paused}`);
  if (effectiveDay < notice.noticedOn) {
    throw new BeforeOriginal('effectiveDate', 'is before the day of the notice');
  }
}
