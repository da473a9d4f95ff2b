import {
  type FieldFault,
  type RawRow,
  type ReadingContext,
  type RowVerdict,
  reject,
} from '../../src/deliveries/adapter.ts';
import { readRow } from '../../src/deliveries/fields.ts';
import { type Books, type MoneyLineDraft, markOf } from '../../src/deliveries/money-line.ts';
import type { Pence } from '../../src/values/money.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';
import { type StatementRow, statementRow } from './format.ts';
import { amountOf, type StatementSurvey } from './survey.ts';

/** Judges the lines of one account's statement, one after the other. */
export class StatementTranslation {
  /** How often a line that says the same has been seen: a payment may be made twice in a day. */
  private readonly seen = new Map<string, number>();

  constructor(
    private readonly context: ReadingContext,
    private readonly books: Books,
    private readonly survey: StatementSurvey,
  ) {}

  translate(raw: RawRow): RowVerdict {
    const { values, faults } = readRow(statementRow, raw);
    if (!values) return reject(...faults);
    const read = amountOf(values);
    if (read.fault) return reject(read.fault);
    const line = this.lineOf(raw, values, read.amount);
    const fault = this.faultOf(line);
    if (fault) return reject(fault);
    const { first, last } = this.survey;
    return {
      accepted: true,
      submission: {
        scope: `bank-statement ${line.account} ${first} ${last}`,
        ...{ periodFrom: null, periodUntil: null, createdBySender: null },
        asOf: last as PlainDate,
      },
      identity: null,
      line,
      ...{ awards: [], payments: [], claims: [], notes: [] },
    };
  }

  private lineOf(raw: RawRow, values: StatementRow, amount: Pence): MoneyLineDraft {
    const { Date: day, Description: description } = values;
    const { order, balance } = this.survey.placeOf(raw);
    const account = this.books.account?.id as string;
    const same = markOf([account, day, amount, description, balance]);
    const times = this.seen.get(same) ?? 0;
    this.seen.set(same, times + 1);
    const mark = markOf([same, times]);
    return {
      ...{ account, mark, said: mark, order, day, amount, balance, description },
      isDirectDebit: isDirectDebit(values),
      payment: null,
    };
  }

  private faultOf({ day, mark }: MoneyLineDraft): FieldFault | null {
    if (day > this.context.receivedOn) {
      return { field: 'Date', code: 'FUTURE_DATE', reason: 'is after the day of loading' };
    }
    if (this.books.isClosed(day) && this.books.recordedAs(mark) === undefined) {
      const reason = 'is in a financial year that the host of the account has closed';
      return { field: 'Date', code: 'CLOSED_YEAR', reason };
    }
    return null;
  }
}

/** As banks mark them: in a column of their own, or at the beginning or the end of the words. */
function isDirectDebit({ Type, Description }: StatementRow): boolean {
  const direct = /^(?:dd|ddr|d\/d|direct debit)$/i;
  return direct.test(Type?.trim() ?? '') || /direct debit|^DD | DD$/i.test(Description);
}
