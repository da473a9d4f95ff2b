import type { Pence } from '../../src/values/money.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';

/** What could be read of one row; null where it could not, or was left blank. */
export interface BalancedRow {
  readonly row: number;
  readonly day: PlainDate | null;
  readonly amount: Pence | null;
  readonly balance: Pence | null;
}

export type Direction = 'OLDEST_FIRST' | 'NEWEST_FIRST';

/** Rows in the order in which the money moved, with the balance after each; or what is wrong. */
export type Checked =
  | { readonly rows: readonly BalancedRow[]; readonly direction: Direction; readonly wrong: null }
  | { readonly wrong: string };

/**
 * Finds out which way a statement runs, and holds its running balance from the first line to the
 * last: each balance is the one before it and the amount. A row that cannot be read bridges nothing:
 * from the next balance on the check goes on. Balances left blank are worked out.
 */
export function checkBalance(rows: readonly BalancedRow[]): Checked {
  const ways = directionsOf(rows);
  if (typeof ways === 'number') {
    return { wrong: `row ${ways} is out of order: its day is neither before nor after its turn` };
  }
  if (rows.every(({ balance }) => balance === null)) return { wrong: 'no row gives a balance' };
  const tried = ways.map((direction) => {
    const inOrder = direction === 'OLDEST_FIRST' ? rows : [...rows].reverse();
    return { direction, inOrder, breaksAt: breakIn(inOrder) };
  });
  const held = tried.find(({ breaksAt }) => breaksAt === null);
  if (held) return { rows: filled(held.inOrder), direction: held.direction, wrong: null };
  const at = tried[0]?.breaksAt;
  return {
    wrong: `the running balance breaks at row ${at}: its balance is not the one before it and what moved`,
  };
}

/** The ways in which the days allow the file to run; the row at fault where they allow neither. */
function directionsOf(rows: readonly BalancedRow[]): Direction[] | number {
  const dated = rows.filter(({ day }) => day !== null);
  const first = dated[0]?.day as PlainDate;
  const last = dated.at(-1)?.day as PlainDate;
  const turned = (wrong: (before: PlainDate, after: PlainDate) => boolean) =>
    dated.find((row, at) => at > 0 && wrong(dated[at - 1]?.day as PlainDate, row.day as PlainDate));
  const falling = turned((before, after) => after < before);
  const rising = turned((before, after) => after > before);
  if (!falling && !rising) return ['OLDEST_FIRST', 'NEWEST_FIRST'];
  if (!falling) return ['OLDEST_FIRST'];
  if (!rising) return ['NEWEST_FIRST'];
  return (first > last ? rising : falling).row;
}

/** The first row whose balance does not follow from what stands before it; null where all do. */
function breakIn(inOrder: readonly BalancedRow[]): number | null {
  let before: bigint | null = null;
  let moved: bigint | null = 0n;
  for (const { row, amount, balance } of inOrder) {
    moved = moved === null || amount === null ? null : moved + amount;
    if (balance === null) continue;
    if (before !== null && moved !== null && before + moved !== balance) return row;
    before = balance;
    moved = 0n;
  }
  return null;
}

/** With each blank balance worked out, from the one before it or else from the one after it. */
function filled(inOrder: readonly BalancedRow[]): BalancedRow[] {
  const rows = inOrder.map((row) => ({ ...row }));
  rows.forEach((row, at) => {
    const before = rows[at - 1]?.balance ?? null;
    if (row.balance === null && before !== null && row.amount !== null) {
      row.balance = (before + row.amount) as Pence;
    }
  });
  for (let at = rows.length - 2; at >= 0; at -= 1) {
    const [row, after] = [rows[at], rows[at + 1]];
    if (!row || row.balance !== null || !after) continue;
    if (after.balance === null || after.amount === null) continue;
    row.balance = (after.balance - after.amount) as Pence;
  }
  return rows;
}
