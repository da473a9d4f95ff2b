import type { OrganisationCode } from '../values/ids.ts';
import { type Pence, pence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { NatureOfSpend } from './pool.ts';

/** Why no person carries it: a block contract, a team, a store of equipment, what it costs to run. */
export const CARRIERS = ['BLOCK', 'TEAM', 'STORE', 'OVERHEAD'] as const;
export type Carrier = (typeof CARRIERS)[number];

export interface Received {
  readonly kind: 'RECEIVED';
  readonly id: string;
  /** For which it was due. */
  readonly year: string;
  readonly partner: OrganisationCode;
  readonly amount: Pence;
  readonly day: PlainDate;
}

export interface SpentEntry {
  readonly kind: 'SPENT';
  readonly id: string;
  readonly scheme: string;
  /** Whose money it is. */
  readonly partner: OrganisationCode;
  readonly carrier: Carrier;
  readonly nature: NatureOfSpend;
  readonly amount: Pence;
  /** When what it is for was, or is to be, delivered. */
  readonly incurredOn: PlainDate;
  /** Null where it was not paid when it was recorded. */
  readonly day: PlainDate | null;
  readonly words: string;
}

/** That an entry was paid, or is taken back, on a day. */
export interface AboutEntry {
  readonly kind: 'PAID' | 'REVERSED';
  readonly id: string;
  readonly about: string;
  readonly day: PlainDate;
}

/** What the host’s finance recorded of a pool. */
export type PoolEntry = Received | SpentEntry | AboutEntry;

/** Money of a scheme on a day; below zero where it is taken back. */
export interface Booked {
  readonly scheme: string;
  readonly partner: OrganisationCode;
  readonly nature: NatureOfSpend;
  readonly day: PlainDate;
  readonly amount: Pence;
}

export interface Books {
  /** What is taken back is below zero, on the day of that. */
  readonly received: readonly Pick<Received, 'year' | 'partner' | 'amount' | 'day'>[];
  /** By the day on which it was delivered, as accounts say it that are accrued. */
  readonly incurred: readonly Booked[];
  /** By the day on which it was paid, as accounts say it that are of cash. */
  readonly paid: readonly Booked[];
}

/** What the entries come to. What is taken back is so on the day of that, and not as if it had not been. */
export function booksOf(entries: readonly PoolEntry[]): Books {
  const abouts = new Map(
    entries.flatMap((each) =>
      each.kind === 'PAID' || each.kind === 'REVERSED'
        ? [[`${each.kind} ${each.about}`, each.day] as const]
        : [],
    ),
  );
  const dayOf = (kind: AboutEntry['kind'], { id }: PoolEntry) =>
    abouts.get(`${kind} ${id}`) ?? null;
  const received = entries.filter((each) => each.kind === 'RECEIVED');
  const spent = entries.filter((each) => each.kind === 'SPENT');
  return {
    received: received.flatMap((each) => {
      const { year, partner, amount, day } = each;
      const back = dayOf('REVERSED', each);
      const came = { year, partner, amount, day };
      return back === null ? [came] : [came, { ...came, amount: pence(-amount), day: back }];
    }),
    incurred: spent.flatMap((each) => bothWays(each, each.incurredOn, dayOf('REVERSED', each))),
    paid: spent.flatMap((each) => {
      const day = each.day ?? dayOf('PAID', each);
      return day === null ? [] : bothWays(each, day, dayOf('REVERSED', each));
    }),
  };
}

function bothWays(entry: SpentEntry, day: PlainDate, back: PlainDate | null): Booked[] {
  const { scheme, partner, nature, amount } = entry;
  const booked = { scheme, partner, nature, day, amount };
  if (back === null) return [booked];
  // What was to be delivered later is taken back as of then, so that no month is below nothing.
  return [booked, { ...booked, day: back < day ? day : back, amount: pence(-amount) }];
}
