import type { MovementKind } from '../ledger/movement.ts';
import type { Stream } from '../streams/stream.ts';
import { addPence, NO_PENCE, type Pence, pence, takePence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';

/** The days a statement is over, both included. */
export interface StatementDays {
  readonly from: PlainDate;
  readonly to: PlainDate;
}

/** What one movement did to the money held of one source, in the order in which it is told. */
export interface Change {
  readonly day: PlainDate;
  readonly kind: MovementKind;
  readonly stream: Stream;
  readonly funder: string;
  /** Of what a reversal takes back, where it is one. */
  readonly purpose: string | null;
  readonly payee: string | null;
  readonly reason: string | null;
  readonly amount: Pence;
}

/** What there was before the first day, and what changed on the days. */
export interface Told {
  readonly broughtForward: Pence;
  /** How many movements had been recorded, on whatever day. */
  readonly version: number;
  readonly changes: readonly Change[];
}

export interface StatementRow {
  readonly date: PlainDate;
  readonly description: string;
  readonly in: Pence;
  readonly out: Pence;
  /** What is held after it, of all sources shown. */
  readonly balance: Pence;
  readonly source: Stream;
  readonly payee: string | null;
}

export interface Statement extends StatementDays {
  readonly number: string;
  readonly version: number;
  readonly broughtForward: Pence;
  readonly moneyIn: Pence;
  readonly moneyOut: Pence;
  readonly carriedForward: Pence;
  readonly movements: readonly StatementRow[];
}

/**
 * A statement over days: what was brought forward, one row for each source of each movement, oldest
 * first, with the balance after it, and what is carried forward. Movements are never changed, so the
 * same days and version are the same statement whenever it is asked for; its number says both.
 */
export function statementOf(
  { broughtForward, version, changes }: Told,
  days: StatementDays,
): Statement {
  let balance = broughtForward;
  const movements = changes.map((change): StatementRow => {
    const { day, stream, payee, amount } = change;
    balance = addPence(balance, amount);
    return {
      ...{ date: day, description: describe(change), balance, source: stream, payee },
      in: amount > 0n ? amount : NO_PENCE,
      out: amount < 0n ? pence(-amount) : NO_PENCE,
    };
  });
  const moneyIn = addPence(...movements.map((row) => row.in));
  const moneyOut = addPence(...movements.map((row) => row.out));
  return {
    ...{ from: days.from, to: days.to, number: `${days.from}/${days.to}/${version}`, version },
    ...{ broughtForward, moneyIn, moneyOut, movements },
    carriedForward: takePence(addPence(broughtForward, moneyIn), moneyOut),
  };
}

function describe({ kind, funder, purpose, reason }: Change): string {
  if (kind === 'REVERSAL') return `Taken back: ${purpose ?? `money from ${funder}`} (${reason})`;
  return purpose ?? `Money from ${funder}`;
}
