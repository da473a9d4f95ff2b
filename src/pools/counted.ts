import type { OrganisationCode } from '../values/ids.ts';
import { addPence, NO_PENCE, type Pence, takePence } from '../values/money.ts';
import { contains, type Span } from '../values/period.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { Booked, Books } from './books.ts';
import type { DrawnSum, MonthSum } from './drawn.ts';
import {
  type AccountsBasis,
  type CurrencyScope,
  type NatureOfSpend,
  PASSED_WHOLE,
} from './pool.ts';

/** What was promised and is not paid; a bill that has come counts as spent in accrued accounts. */
export interface Promised extends MonthSum {
  readonly billed: boolean;
}

/** Money of one scheme, stream, currency and partner. A null stream is what no person carries. */
export interface Counted {
  readonly scheme: string;
  readonly stream: string | null;
  /** What it pays for; null where nothing says so. */
  readonly currency: CurrencyScope | null;
  readonly partner: OrganisationCode;
  readonly nature: NatureOfSpend;
  readonly spend: Pence;
  readonly committed: Pence;
  /** What of `committed` is agreed in awards, and not promised out of an account or ordered. */
  readonly agreed: Pence;
}

export interface Counting {
  readonly accounts: AccountsBasis;
  /** The days of the year. */
  readonly all: Span;
  /** The last day of the pool’s that is counted; null before its first. */
  readonly asOf: PlainDate | null;
  /** The last day that is counted, of whichever year. */
  readonly day: PlainDate;
}

/** What of months draws on one pool. */
export interface DrawnOnPool {
  readonly spent: readonly DrawnSum[];
  readonly promised: readonly DrawnSum<Promised>[];
  readonly agreed: readonly DrawnSum[];
}

/** Measures of one scheme, stream, currency, partner and nature; sorted, none where nothing is. */
export function countedIn(drawn: DrawnOnPool, books: Books, counting: Counting): Counted[] {
  const { accounts, all, asOf } = counting;
  const isAccrued = accounts === 'ACCRUED';
  return joined([
    ...drawn.spent.map((part) => ofPeople(part, { spend: part.amount })),
    ...drawn.promised.flatMap((part) => promiseIn(part, counting)),
    ...drawn.agreed.map((part) => ofPeople(part, { committed: part.amount, agreed: part.amount })),
    ...(isAccrued ? accrued(books, all, asOf) : ofCash(books, all, asOf)),
  ]);
}

type Measures = Pick<Counted, 'spend' | 'committed' | 'agreed'>;

const NOTHING: Measures = { spend: NO_PENCE, committed: NO_PENCE, agreed: NO_PENCE };

const ofPeople = (part: DrawnSum, measures: Partial<Measures>): Counted => ({
  ...{ scheme: part.scheme, stream: part.stream, currency: part.currency, partner: part.funder },
  nature: part.stream === PASSED_WHOLE ? 'CAPITAL' : 'REVENUE',
  ...{ ...NOTHING, ...measures },
});

/** A bill is of its own month in accrued accounts; else what is still promised is of today's year. */
function promiseIn(part: DrawnSum<Promised>, { accounts, all, day }: Counting): Counted[] {
  if (accounts === 'ACCRUED' && part.billed) {
    return contains(all, part.month) ? [ofPeople(part, { spend: part.amount })] : [];
  }
  return contains(all, day) ? [ofPeople(part, { committed: part.amount })] : [];
}

const ofNobody = (booked: Booked, measures: Partial<Measures>): Counted => ({
  ...{ scheme: booked.scheme, stream: null, currency: null, partner: booked.partner },
  ...{ nature: booked.nature, ...NOTHING, ...measures },
});

/** Spent once it was delivered; committed where that is still to come in the year. */
function accrued({ incurred }: Books, all: Span, asOf: PlainDate | null): Counted[] {
  return incurred
    .filter(({ day }) => contains(all, day))
    .map((booked) =>
      asOf !== null && booked.day <= asOf
        ? ofNobody(booked, { spend: booked.amount })
        : ofNobody(booked, { committed: booked.amount }),
    );
}

/** Spent once it was paid; committed from its order on, also of an earlier year, until then. */
function ofCash({ incurred, paid }: Books, all: Span, asOf: PlainDate | null): Counted[] {
  const isPaid = ({ day }: Booked) => asOf !== null && day <= asOf && day < all.until;
  return [
    ...paid
      .filter((booked) => isPaid(booked) && booked.day >= all.from)
      .map((booked) => ofNobody(booked, { spend: booked.amount })),
    ...incurred
      .filter(({ day }) => day < all.until)
      .map((booked) => ofNobody(booked, { committed: booked.amount })),
    ...paid
      .filter(isPaid)
      .map((booked) => ofNobody(booked, { committed: takePence(NO_PENCE, booked.amount) })),
  ];
}

const keyOf = ({ scheme, stream, currency, partner, nature }: Counted): string =>
  JSON.stringify([scheme, stream ?? '', partner, nature, currency?.scheme, currency?.code]);

function joined(counted: readonly Counted[]): Counted[] {
  const found = new Map<string, Counted>();
  for (const each of counted) {
    const own = found.get(keyOf(each));
    found.set(
      keyOf(each),
      own
        ? {
            ...own,
            spend: addPence(own.spend, each.spend),
            committed: addPence(own.committed, each.committed),
            agreed: addPence(own.agreed, each.agreed),
          }
        : each,
    );
  }
  return [...found]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, cell]) => cell)
    .filter(({ spend, committed }) => spend !== 0n || committed !== 0n);
}
