import type { Purpose } from '../streams/purpose.ts';
import type { Stream } from '../streams/stream.ts';
import { addPence, NO_PENCE, type Pence, pence, takePence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { Change } from './change.ts';
import { describe, laterInWords, rechargeInWords } from './statement-words.ts';

/** The days a statement is over, both included. */
export interface StatementDays {
  readonly from: PlainDate;
  readonly to: PlainDate;
}

/** Money that is promised and not paid yet. */
export interface OpenHold {
  readonly placedOn: PlainDate;
  readonly dueOn: PlainDate | null;
  readonly payee: string | null;
  readonly purpose: Purpose | null;
  readonly invoice: string | null;
  readonly amount: Pence;
}

/** What there was before the first day, what changed on the days, and how things stood on the last. */
export interface Told {
  readonly broughtForward: Pence;
  readonly setAside: Pence;
  readonly promised: Pence;
  /** Nothing, or below. */
  readonly inQuestion: Pence;
  readonly holds: readonly OpenHold[];
  readonly changes: readonly Change[];
  /** What was recorded since the last statement and changes what it said. */
  readonly late: readonly Change[];
}

export interface StatementRow {
  readonly date: PlainDate;
  readonly description: string;
  readonly in: Pence;
  readonly out: Pence;
  /** What is held after it, of all sources shown. */
  readonly balance: Pence;
  /** Null of a payment that nobody answers for yet. */
  readonly source: Stream | null;
  readonly payee: string | null;
  /** The same as data, for whoever says it in other words. */
  readonly change: Change;
}

/** What came in from one source; nobody's is what was in question and has been decided. */
export interface InBySource {
  readonly source: Stream | null;
  readonly funder: { readonly code: string; readonly name: string } | null;
  readonly amount: Pence;
}

/** What went out for one purpose to one payee; null where it was for none, or to nobody. */
export interface OutByPurpose {
  readonly purpose: Purpose | null;
  readonly payee: string | null;
  readonly amount: Pence;
}

/**
 * What one funder bears more of, or less, of what was spent. It is between funders: nothing moves of
 * what is held, and it is no payment to the person nor from them.
 */
export interface StatementRecharge {
  readonly date: PlainDate;
  readonly words: string;
  readonly source: Stream | null;
  readonly funder: { readonly code: string; readonly name: string };
  /** Below zero where it bears less. */
  readonly amount: Pence;
  readonly change: Change;
}

/** Money recorded since the last statement of these days or earlier ones, and why, in words. */
export interface MoneyChange {
  /** RECHARGE: between funders alone. */
  readonly kind: 'MOVEMENT' | 'RECHARGE';
  readonly date: PlainDate;
  readonly recordedOn: PlainDate;
  /** What it adds to what is carried forward; below zero where it takes away. */
  readonly amount: Pence;
  readonly words: string;
  /** The same as data, for whoever says it in other words. */
  readonly change: Change;
}

export interface Bought {
  readonly date: PlainDate;
  readonly description: string;
  readonly amount: Pence;
  readonly source: Stream | null;
  readonly payee: string | null;
}

export interface Statement extends StatementDays {
  readonly number: string;
  readonly version: number;
  readonly broughtForward: Pence;
  readonly moneyIn: Pence;
  readonly moneyInBySource: readonly InBySource[];
  readonly moneyOut: Pence;
  readonly moneyOutByPurpose: readonly OutByPurpose[];
  /** Of what came in and of what went out alike, what only changed its place. */
  readonly movedWithin: Pence;
  readonly carriedForward: Pence;
  readonly movements: readonly StatementRow[];
  readonly setAside: Pence;
  readonly promised: Pence;
  readonly holds: readonly OpenHold[];
  readonly inQuestion: Pence;
  readonly recharges: readonly StatementRecharge[];
  readonly bought: readonly Bought[];
  readonly changes: readonly MoneyChange[];
}

/**
 * A statement over days: what was brought forward, one row for each source of each movement, oldest
 * first, with the balance after it, and what is carried forward. The balance is all that is held:
 * what is promised or set aside stays in it. What was recorded is never changed, so the same days and
 * version are the same statement whenever it is asked for; its number says both.
 */
export function statementOf(told: Told, { from, to }: StatementDays, version: number): Statement {
  const { broughtForward } = told;
  const moved = told.changes.filter((change) => change.amount !== 0n);
  let balance = broughtForward;
  const movements = moved.map((change): StatementRow => {
    const { day, stream, payee, amount } = change;
    balance = addPence(balance, amount);
    return {
      ...{ date: day, description: describe(change), balance, source: stream, payee },
      change,
      in: amount > 0n ? amount : NO_PENCE,
      out: amount < 0n ? pence(-amount) : NO_PENCE,
    };
  });
  const moneyIn = addPence(...movements.map((row) => row.in));
  const moneyOut = addPence(...movements.map((row) => row.out));
  return {
    ...{ from, to, number: `${from}/${to}/${version}`, version, broughtForward },
    ...{ moneyIn, moneyInBySource: inBySource(moved), moneyOut },
    ...{ moneyOutByPurpose: outByPurpose(moved), movedWithin: movedWithin(moved), movements },
    carriedForward: takePence(addPence(broughtForward, moneyIn), moneyOut),
    ...{ setAside: told.setAside, promised: told.promised, holds: told.holds },
    ...{ inQuestion: told.inQuestion, recharges: rechargesIn(told.changes) },
    ...{ bought: boughtIn(told.changes), changes: told.late.map(changeOf) },
  };
}

function inBySource(changes: readonly Change[]): InBySource[] {
  const found = new Map<string, InBySource>();
  for (const { stream, funder, funderCode, amount } of changes) {
    if (amount < 0n) continue;
    const key = `${stream?.code ?? '~'} ${funderCode}`;
    const named = funderCode === null ? null : { code: funderCode, name: funder ?? funderCode };
    const own = found.get(key) ?? { source: stream, funder: named, amount: NO_PENCE };
    found.set(key, { ...own, amount: addPence(own.amount, amount) });
  }
  return inOrder(found);
}

function outByPurpose(changes: readonly Change[]): OutByPurpose[] {
  const found = new Map<string, OutByPurpose>();
  for (const { purpose, payee, amount } of changes) {
    if (amount > 0n) continue;
    const key = `${purpose?.code ?? '~'} ${payee ?? '~'}`;
    const own = found.get(key) ?? { purpose, payee, amount: NO_PENCE };
    found.set(key, { ...own, amount: takePence(own.amount, amount) });
  }
  return inOrder(found);
}

function inOrder<Sum>(found: ReadonlyMap<string, Sum>): Sum[] {
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, sum]) => sum);
}

/** From one of their own accounts to another, or from what is in question to who answers for it. */
function movedWithin(changes: readonly Change[]): Pence {
  const within = changes.filter(({ kind, undoes }) => {
    const done = undoes ?? kind;
    return done === 'TRANSFER' || done === 'ATTRIBUTION';
  });
  const sum = (way: (amount: Pence) => boolean) =>
    addPence(...within.flatMap(({ amount }) => (way(amount) ? amount : [])));
  const [came, went] = [sum((amount) => amount > 0n), sum((amount) => amount < 0n)];
  return came < -went ? came : pence(-went);
}

function rechargesIn(changes: readonly Change[]): StatementRecharge[] {
  return changes
    .filter(({ recharged }) => recharged !== 0n)
    .map((change) => ({
      ...{ date: change.day, words: rechargeInWords(change), source: change.stream },
      funder: { code: change.funderCode ?? '', name: change.funder ?? change.funderCode ?? '' },
      ...{ amount: change.recharged, change },
    }));
}

function boughtIn(changes: readonly Change[]): Bought[] {
  return changes
    .filter(({ bought }) => bought !== 0n)
    .map((change) => ({
      ...{ date: change.day, description: describe(change), amount: change.bought },
      ...{ source: change.stream, payee: change.payee },
    }));
}

function changeOf(change: Change): MoneyChange {
  const { day, recordedOn, amount } = change;
  const isRecharge = amount === 0n && change.recharged !== 0n;
  const words = isRecharge ? rechargeInWords(change) : laterInWords(change);
  const kind = isRecharge ? 'RECHARGE' : 'MOVEMENT';
  return { kind, date: day, recordedOn, amount, words, change };
}
