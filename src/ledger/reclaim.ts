import type { Stream } from '../streams/stream.ts';
import type { AccountId } from '../values/ids.ts';
import { addPence, NO_PENCE, type Pence, takePence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { NamedOrganisation } from './account.ts';
import type { Source } from './draw.ts';
import { type Place, sharesAt } from './journal-store.ts';
import { potOf } from './movement.ts';

/**
 * OPEN: it can be given back. PAUSED: something about it is asked or disputed. PAID: all of it was
 * given back. WITHDRAWN: its funder took it back.
 */
export const NOTICE_STATES = ['OPEN', 'PAUSED', 'PAID', 'WITHDRAWN'] as const;
export type NoticeState = (typeof NOTICE_STATES)[number];

/** A written notice by which a funder asks for its unspent money back. */
export interface Notice {
  readonly id: string;
  readonly personId: string | null;
  readonly accountId: AccountId;
  readonly host: string;
  readonly stream: Stream;
  readonly funder: NamedOrganisation;
  readonly amount: Pence;
  readonly reasons: string;
  readonly law: string;
  readonly noticedOn: PlainDate;
  /** The last day on which reconsideration may be asked for. */
  readonly reconsiderBy: PlainDate;
  readonly dueBy: PlainDate;
  /** What was given back by it. */
  readonly paid: Pence;
  readonly withdrawnBecause: string | null;
  readonly recordedAt: Date;
  /** An open query is about it or its stream, or reconsideration was asked for and its days run. */
  readonly isAsked: boolean;
  /** Who pays for the stream is disputed. */
  readonly isDisputed: boolean;
}

type Standing = Pick<Notice, 'amount' | 'paid' | 'withdrawnBecause' | 'isAsked' | 'isDisputed'>;

/** What may still be given back by a notice. */
export function leftOf({
  amount,
  paid,
  withdrawnBecause,
}: Omit<Standing, 'isAsked' | 'isDisputed'>): Pence {
  return withdrawnBecause === null ? takePence(amount, paid) : NO_PENCE;
}

export function stateOf(notice: Standing): NoticeState {
  if (notice.withdrawnBecause !== null) return 'WITHDRAWN';
  if (notice.paid >= notice.amount) return 'PAID';
  return notice.isAsked || notice.isDisputed ? 'PAUSED' : 'OPEN';
}

/** Why nothing is given back by it now, in words; null where it can be. */
export function pausedBecause({
  isAsked,
  isDisputed,
}: Pick<Standing, 'isAsked' | 'isDisputed'>): string | null {
  if (isAsked)
    return 'it, or money of its stream, is asked about and not answered yet, or it is being reconsidered';
  return isDisputed ? 'who pays for its stream is disputed' : null;
}

/**
 * The most that a funder may ask back from an account: its own money there that is free. What is
 * promised to staff, HMRC and suppliers, what is set aside, other funders' money and the person's own
 * are out of reach; so is what is already asked back, and what is gone because nobody answers for a
 * payment yet.
 */
export function mostToReclaim(
  mode: Parameters<typeof potOf>[0],
  places: readonly Place[],
  source: Source,
  askedBack: Pence,
): Pence {
  if (mode === 'COMMISSIONED') return NO_PENCE;
  const free = sharesAt(places, potOf(mode));
  const own = free.filter(
    ({ stream, funder }) => stream === source.stream && funder === source.funder,
  );
  const questioned = places.filter(({ kind }) => kind === 'IN_QUESTION');
  const inAll = addPence(
    ...free.map(({ amount }) => amount),
    ...questioned.map(({ balance }) => balance),
  );
  const ownLeft = takePence(addPence(...own.map(({ amount }) => amount)), askedBack);
  const most = ownLeft < inAll ? ownLeft : inAll;
  return most > 0n ? most : NO_PENCE;
}
