import type { FieldFault, RawRow } from '../../src/deliveries/adapter.ts';
import { FileRefused } from '../../src/deliveries/delivery.ts';
import { readRow } from '../../src/deliveries/fields.ts';
import type { Pence } from '../../src/values/money.ts';
import { earlier, later, type PlainDate } from '../../src/values/plain-date.ts';
import { type DateForm, formOfDate, type StatementRow, statementRow } from './format.ts';
import { type BalancedRow, checkBalance } from './running-balance.ts';

/** Where a line stands in the statement. */
export interface Placed {
  readonly order: number;
  /** What is in the account after it; null where nothing tells. */
  readonly balance: Pence | null;
}

const dateColumn = statementRow.pick({ Date: true });
const balanceColumn = statementRow.pick({ Balance: true });
const amountColumns = statementRow.pick({ Amount: true, 'Paid In': true, 'Paid Out': true });

/** What a line moved, above zero where it came in; or what is wrong with it. */
export function amountOf(
  values: Pick<StatementRow, 'Amount' | 'Paid In' | 'Paid Out'>,
): { readonly amount: Pence; readonly fault: null } | { readonly fault: FieldFault } {
  const paidIn = values['Paid In'] || null;
  const paidOut = values['Paid Out'] || null;
  const wrong = (field: string, code: string, reason: string) => ({
    fault: { field, code, reason },
  });
  if (paidIn !== null && paidOut !== null) {
    return wrong('Paid Out', 'BOTH_WAYS', 'is given, and so is paid in: a line goes one way');
  }
  const given = [values.Amount, values['Paid In'], values['Paid Out']];
  if (given.every((each) => each === null)) {
    return wrong('Amount', 'BLANK', 'is blank and must be given');
  }
  const amount = values.Amount || paidIn || (paidOut === null ? 0n : -paidOut);
  if (amount === 0n) return wrong('Amount', 'MOVES_NOTHING', 'is nothing: no money moved');
  return { amount: amount as Pence, fault: null };
}

/** Sees every line of a statement before any is judged: how it runs, and whether it adds up. */
export class StatementSurvey {
  private readonly rows: BalancedRow[] = [];
  private readonly placed = new Map<number, Placed>();
  private form: DateForm | null = null;
  first: PlainDate | null = null;
  last: PlainDate | null = null;

  /** Throws FileRefused where a date is written in another form than those before it. */
  note(raw: RawRow): void {
    this.noteForm(raw);
    const day = readRow(dateColumn, raw).values?.Date ?? null;
    const balance = readRow(balanceColumn, raw).values?.Balance ?? null;
    const { values } = readRow(amountColumns, raw);
    const read = values && amountOf(values);
    const amount = read ? (read.fault ? nothingMoved(read.fault) : read.amount) : null;
    this.rows.push({ row: raw.row, day, amount, balance });
    if (day === null) return;
    this.first = this.first === null ? day : earlier(this.first, day);
    this.last = this.last === null ? day : later(this.last, day);
  }

  private noteForm({ row, fields }: RawRow): void {
    const form = formOfDate(fields.Date ?? '');
    if (form === null) return;
    this.form ??= form;
    if (form !== this.form) {
      throw new FileRefused(
        `row ${row} writes its date as ${form} and the rows before it as ${this.form}: one form per file`,
      );
    }
  }

  /** Throws FileRefused where the statement does not add up. */
  finish(): void {
    const checked = checkBalance(this.rows);
    if (checked.wrong !== null) throw new FileRefused(checked.wrong);
    checked.rows.forEach(({ row, balance }, order) => {
      this.placed.set(row, { order, balance });
    });
  }

  placeOf({ row }: RawRow): Placed {
    return this.placed.get(row) as Placed;
  }
}

/** A line of nothing leaves the balance as it was; one that cannot be read may have moved anything. */
const nothingMoved = ({ code }: FieldFault): Pence | null =>
  code === 'MOVES_NOTHING' ? (0n as Pence) : null;
