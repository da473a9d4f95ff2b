import { reachOf, type Viewer } from '../access/viewer.ts';
import { note } from '../audit/store.ts';
import type { Database, Transaction } from '../db/database.ts';
import { moving } from '../ledger/posting.ts';
import {
  AlreadyReversed,
  AlreadySettled,
  BeforeOriginal,
  ClosedYear,
  FutureDate,
  IdempotencyMismatch,
  NotAHold,
  NotFound,
  ReversalOfReversal,
  UnknownCode,
} from '../ledger/refusals.ts';
import {
  inputHash as hashOf,
  type KeyedRequest,
  refuseBadAmount,
  refuseBadKey,
  refuseBadWords,
} from '../ledger/request.ts';
import { closedYearsOf } from '../ledger/store.ts';
import { type FinancialYear, financialYearOf } from '../values/financial-year.ts';
import { isUuid } from '../values/ids.ts';
import type { Pence } from '../values/money.ts';
import { contains } from '../values/period.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { type AgreementRecord, agreementsKnown } from './agreements-store.ts';
import type { Carrier } from './books.ts';
import {
  entryOfKey,
  type FoundEntry,
  findEntry,
  keepEntry,
  lockBooks,
  type NewEntry,
} from './entries-store.ts';
import type { NatureOfSpend } from './pool.ts';
import { allPools } from './pools-store.ts';

export interface Recorded {
  readonly entry: string;
  /** True where this very request was carried out before and nothing was written. */
  readonly replayed: boolean;
}

export interface ContributionReceived extends KeyedRequest {
  readonly pool: string;
  readonly partner: string;
  /** For which it was due. */
  readonly year: FinancialYear;
  readonly amount: Pence;
  readonly receivedOn: PlainDate;
}

export interface SpentForNobody extends KeyedRequest {
  readonly pool: string;
  readonly scheme: string;
  readonly partner: string;
  readonly carrier: Carrier;
  readonly nature: NatureOfSpend;
  readonly amount: Pence;
  readonly incurredOn: PlainDate;
  readonly paidOn: PlainDate | null;
  readonly words: string;
}

/** Records that a partner paid its contribution; for the host's finance. Throws a MoneyRefused. */
export async function recordPoolContribution(
  db: Database,
  viewer: Viewer,
  request: ContributionReceived,
  today: PlainDate,
): Promise<Recorded> {
  const { pool, partner, year, amount, receivedOn } = request;
  refuseBadKey(request);
  refuseBadAmount(amount);
  refuseFuture('receivedOn', receivedOn, today);
  return recording(db, viewer, pool, async (tx, by) => {
    const inputHash = hashOf(['RECEIVED', pool, partner, year, amount, receivedOn]);
    const said = { ...by, ...request, kind: 'RECEIVED', day: receivedOn, inputHash } as const;
    return keep(tx, said, [receivedOn], async () => {
      const agreements = await agreementsKnown(tx, today, pool);
      const own = agreements.filter(({ totals }) => totals.some((each) => each.year === year));
      if (own.length === 0) throw new UnknownCode('year', 'is none that the pool is agreed for');
      refuseNoPartner(own, partner);
    });
  });
}

/** Records what no person carries; for the host's finance. Throws a MoneyRefused. */
export async function recordPoolSpending(
  db: Database,
  viewer: Viewer,
  request: SpentForNobody,
  today: PlainDate,
): Promise<Recorded> {
  const { pool, scheme, partner, carrier, nature, amount, incurredOn, paidOn, words } = request;
  refuseBadKey(request);
  refuseBadAmount(amount);
  refuseBadWords('words', words);
  if (paidOn) refuseFuture('paidOn', paidOn, today);
  return recording(db, viewer, pool, async (tx, by) => {
    const what = [pool, scheme, partner, carrier, nature, amount, incurredOn];
    const inputHash = hashOf(['SPENT', ...what, paidOn ?? '', words]);
    const said = { ...by, ...request, kind: 'SPENT', day: paidOn, inputHash } as const;
    return keep(tx, said, [incurredOn, ...(paidOn ? [paidOn] : [])], async () => {
      const agreements = (await agreementsKnown(tx, today, pool)).filter(({ days }) =>
        contains(days, incurredOn),
      );
      if (!agreements.some(({ schemes }) => schemes.some(({ code }) => code === scheme))) {
        throw new UnknownCode('scheme', 'is none of an agreement in force on that day');
      }
      refuseNoPartner(agreements, partner);
    });
  });
}

export interface PoolSpendingPaid extends KeyedRequest {
  readonly spending: string;
  readonly paidOn: PlainDate;
}

/** Records that what was recorded as spent has been paid. Throws a MoneyRefused. */
export async function recordPoolSpendingPaid(
  db: Database,
  viewer: Viewer,
  request: PoolSpendingPaid,
  today: PlainDate,
): Promise<Recorded> {
  const { spending: about, paidOn } = request;
  refuseBadKey(request);
  refuseFuture('paidOn', paidOn, today);
  return aboutEntry(db, viewer, { field: 'spending', about }, async (tx, by, { entry, later }) => {
    const inputHash = hashOf(['PAID', about, paidOn]);
    const said = { ...by, ...request, kind: 'PAID', day: paidOn, about, inputHash } as const;
    return keep(tx, said, [paidOn], async () => {
      if (entry.kind !== 'SPENT') throw new NotAHold('spending', 'is no spending of a pool');
      if (later.includes('REVERSED')) throw new AlreadyReversed('spending', 'was taken back');
      if (entry.day !== null || later.includes('PAID')) {
        throw new AlreadySettled('spending', 'was paid before');
      }
    });
  });
}

export interface ReversedPoolEntry extends KeyedRequest {
  readonly entry: string;
  readonly reason: string;
  readonly effectiveDay: PlainDate;
}

/** Takes an entry back, once, as of a day. Throws a MoneyRefused. */
export async function reversePoolEntry(
  db: Database,
  viewer: Viewer,
  request: ReversedPoolEntry,
  today: PlainDate,
): Promise<Recorded> {
  const { entry: about, reason: words, effectiveDay: day } = request;
  refuseBadKey(request);
  refuseBadWords('reason', words);
  refuseFuture('effectiveDate', day, today);
  return aboutEntry(db, viewer, { field: 'entry', about }, async (tx, by, { entry, later }) => {
    const inputHash = hashOf(['REVERSED', about, words, day]);
    const { idempotencyKey } = request;
    const said = { ...by, idempotencyKey, kind: 'REVERSED', day, about, words, inputHash } as const;
    return keep(tx, said, [day], async () => {
      if (entry.kind === 'REVERSED' || entry.kind === 'PAID') {
        throw new ReversalOfReversal('entry', 'is about another entry: take that one back');
      }
      if (later.includes('REVERSED')) throw new AlreadyReversed('entry', 'was taken back before');
      if (entry.day !== null && day < entry.day) {
        throw new BeforeOriginal('effectiveDate', 'is before the day of what it takes back');
      }
    });
  });
}

type By = Pick<NewEntry, 'pool' | 'recordedBy'> & { readonly host: string };

const notTheirs = () => new NotFound('pool', 'is none by that code of which you may record this');

/** Runs what records of a pool that the viewer's organisation hosts, one at a time. */
async function recording(
  db: Database,
  viewer: Viewer,
  pool: string,
  work: (tx: Transaction, by: By) => Promise<Recorded>,
): Promise<Recorded> {
  const { organisation, subject } = viewer;
  const reach = reachOf(viewer, 'record-pool');
  return moving(db, async (tx) => {
    const found = (await allPools(tx)).find(({ code }) => code === pool);
    if (reach !== 'hosted' || !found || found.host !== organisation) throw notTheirs();
    await lockBooks(tx, pool);
    const { host } = found;
    return work(tx, { pool, host, recordedBy: subject });
  });
}

async function aboutEntry(
  db: Database,
  viewer: Viewer,
  { field, about }: { readonly field: string; readonly about: string },
  work: (tx: Transaction, by: By, found: FoundEntry) => Promise<Recorded>,
): Promise<Recorded> {
  const unknown = () => new NotFound(field, 'is none by that id of which you may record this');
  const first = isUuid(about) ? await findEntry(db, about) : undefined;
  if (!first || first.host !== viewer.organisation) throw unknown();
  return recording(db, viewer, first.pool, async (tx, by) => {
    const found = await findEntry(tx, about);
    if (!found) throw unknown();
    return work(tx, by, found);
  }).catch((error: unknown) => {
    throw error instanceof NotFound ? unknown() : error;
  });
}

/** Keeps an entry once by its key; refused in a year that the host has closed. */
async function keep(
  tx: Transaction,
  { host, ...rest }: Omit<NewEntry, 'keyScope'> & By,
  days: readonly PlainDate[],
  judge: () => Promise<void>,
): Promise<Recorded> {
  const said = { ...rest, keyScope: `${rest.kind} ${host}` };
  const earlier = await entryOfKey(tx, said.keyScope, said.idempotencyKey);
  if (earlier && earlier.inputHash !== said.inputHash) {
    throw new IdempotencyMismatch('idempotencyKey', 'was used before for something else');
  }
  if (earlier) return { entry: earlier.id, replayed: true };
  await judge();
  const closed = new Set((await closedYearsOf(tx, host)).map(({ year }) => year));
  if (days.some((day) => closed.has(financialYearOf(day)))) {
    throw new ClosedYear('date', 'is in a year that the host has closed');
  }
  const entry = await keepEntry(tx, said);
  const { kind, pool, recordedBy } = said;
  await note(tx, recordedBy, { action: 'pool-entry-recorded', entry, pool, kind });
  return { entry, replayed: false };
}

function refuseNoPartner(agreements: readonly AgreementRecord[], partner: string): void {
  const isOne = agreements.some(({ partners }) =>
    partners.some(({ organisation }) => organisation === partner),
  );
  if (!isOne) throw new UnknownCode('partner', 'is no partner of the pool’s agreement');
}

function refuseFuture(field: string, day: PlainDate, today: PlainDate): void {
  if (day > today) throw new FutureDate(field, 'is after today');
}
