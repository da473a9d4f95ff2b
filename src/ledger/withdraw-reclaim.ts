import { reachOf, type Viewer } from '../access/viewer.ts';
import { note } from '../audit/store.ts';
import type { Database, Transaction } from '../db/database.ts';
import { isUuid } from '../values/ids.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { LockedAccount } from './journal-store.ts';
import { type Noticed, replayOfNotice } from './notice-reclaim.ts';
import { keyScope, moving } from './posting.ts';
import { type Notice, stateOf } from './reclaim.ts';
import {
  accountOfNotice,
  findNotice,
  keepWithdrawal,
  lockAccountOfFunder,
  withdrawalOfKey,
} from './reclaim-store.ts';
import { NotFound, NoticeEnded } from './refusals.ts';
import { inputHash, type KeyedRequest, refuseBadKey, refuseBadWords } from './request.ts';

export interface WithdrawRequest extends KeyedRequest {
  readonly notice: string;
  readonly reason: string;
}

const unknownNotice = () => new NotFound('notice', 'is none by that id that you may withdraw');

/**
 * Takes a notice back, by the finance role of the funder that wrote it. What was given back by it
 * until then stays so. Throws a MoneyRefused.
 */
export async function withdrawReclaim(
  db: Database,
  viewer: Viewer,
  request: WithdrawRequest,
  today: PlainDate,
): Promise<Noticed> {
  refuseBadKey(request);
  refuseBadWords('reason', request.reason);
  return moving(db, async (tx) => {
    const { organisation } = viewer;
    const isTheirs = reachOf(viewer, 'notice-reclaim') === 'funded' && isUuid(request.notice);
    const id = isTheirs ? await accountOfNotice(tx, request.notice) : undefined;
    if (!id || organisation === null) throw unknownNotice();
    const account = await lockAccountOfFunder(tx, id, organisation);
    if (!account) throw unknownNotice();
    const found = (await findNotice(tx, request.notice, today)) as Notice;
    if (found.funder.code !== organisation) throw unknownNotice();
    return withdraw(tx, viewer, { account, found }, request, today);
  });
}

async function withdraw(
  tx: Transaction,
  viewer: Viewer,
  { account, found }: { readonly account: LockedAccount; readonly found: Notice },
  { notice, reason, idempotencyKey }: WithdrawRequest,
  today: PlainDate,
): Promise<Noticed> {
  const { scope, key } = keyScope(viewer, account, 'withdrawReclaim', idempotencyKey);
  const hash = inputHash([notice, reason]);
  const replay = await replayOfNotice(tx, await withdrawalOfKey(tx, { scope, key }), hash, today);
  if (replay) return replay;
  const state = stateOf(found);
  if (state === 'WITHDRAWN') throw new NoticeEnded('notice', 'was withdrawn before');
  if (state === 'PAID') throw new NoticeEnded('notice', 'has been given back whole');
  const by = viewer.subject;
  await keepWithdrawal(tx, {
    ...{ notice, accountId: account.id, reason: reason.trim(), by },
    ...{ scope, key, inputHash: hash },
  });
  await note(tx, by, { action: 'reclaim-withdrawn', notice, account: account.id });
  return { notice: (await findNotice(tx, notice, today)) as Notice, replayed: false };
}
