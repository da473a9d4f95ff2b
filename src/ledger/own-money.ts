import { type AskedRule, type RuleBook, ruleLacking, ruleOn } from '../streams/money-rule.ts';
import { isNhsBody, SELF, type Stream } from '../streams/stream.ts';
import { addPence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { Account, AccountSource } from './account.ts';

/** Money of a stream that is in an account, or arrives in it. */
export interface MoneyBeside {
  readonly stream: string;
  readonly isOwn: boolean;
  readonly isNhs: boolean;
  readonly arrives: boolean;
}

/**
 * The streams of NHS money beside which own money comes to stand by what arrives; none where what
 * arrives changes nothing.
 */
export function newlyBeside(money: readonly MoneyBeside[]): string[] {
  const own = money.filter(({ isOwn }) => isOwn);
  const nhs = money.filter(({ isNhs }) => isNhs);
  const isNew = own.some(({ arrives }) => arrives);
  const beside = own.length === 0 ? [] : nhs.filter(({ arrives }) => isNew || arrives);
  return [...new Set(beside.map(({ stream }) => stream))];
}

/** Of which stream NHS money is, or would be, in an account of this host. */
export interface NhsBeside {
  readonly host: string;
  readonly stream: string;
  readonly day: PlainDate;
  readonly does: 'holds' | 'would hold';
}

/** Why own money may not stand beside NHS money of a stream on a day; null where it may. */
export function whyNotBeside(
  book: RuleBook,
  { host, stream, day, does }: NhsBeside,
): { readonly isStated: boolean; readonly reason: string } | null {
  const asked: AskedRule = { kind: 'OWN_MONEY_ALLOWED', organisation: host, stream };
  const rule = ruleOn(book, asked, day);
  if (rule?.value === 'YES') return null;
  if (rule) {
    const reason = `${does} NHS money of ${stream}, beside which its host lets no own money stand`;
    return { isStated: true, reason };
  }
  const why = `${does} NHS money, and the local rule on own money beside it is not stated`;
  return { isStated: false, reason: `${why}: ${ruleLacking(asked, day)}` };
}

/** A stream of NHS money in an account, and why the person's own may not stand beside it there. */
export interface OwnMoneyQuestion {
  readonly stream: Stream;
  readonly reason: string;
}

export type HeldAccount = Pick<Account, 'host' | 'sources'>;

/**
 * Of an account in which the person's own money and NHS money are together, the streams for which no
 * rule of its host lets that be: however it came about, somebody has to state the rule or take the
 * money apart.
 */
export function questionsOf(
  { host, sources }: HeldAccount,
  book: RuleBook,
  today: PlainDate,
): OwnMoneyQuestion[] {
  const held = sources.filter(
    ({ available, committed, setAside }) => addPence(available, committed, setAside) > 0n,
  );
  if (!held.some(({ funder }) => funder.code === SELF)) return [];
  const streams = new Map(held.filter(isNhs(book)).map(({ stream }) => [stream.code, stream]));
  return [...streams.values()].flatMap((stream) => {
    const asked = { host: host.code, stream: stream.code, day: today, does: 'holds' } as const;
    const why = whyNotBeside(book, asked);
    return why === null ? [] : [{ stream, reason: `the account ${why.reason}` }];
  });
}

const isNhs =
  ({ organisations }: RuleBook) =>
  ({ stream, funder: { code } }: AccountSource): boolean => {
    const kind = organisations.get(code);
    return (
      code !== SELF && (stream.sector === 'HEALTH' || (kind !== undefined && isNhsBody({ kind })))
    );
  };
