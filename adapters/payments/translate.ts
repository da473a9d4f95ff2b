import {
  type FieldFault,
  type RawRow,
  type ReadingContext,
  type RowVerdict,
  reject,
} from '../../src/deliveries/adapter.ts';
import { readRow } from '../../src/deliveries/fields.ts';
import {
  type Books,
  type HostedAccount,
  type MoneyLineDraft,
  markOf,
} from '../../src/deliveries/money-line.ts';
import { type Pence, pence } from '../../src/values/money.ts';
import { fromFirstToLast } from '../../src/values/period.ts';
import { type PaymentRow, paymentRow } from './format.ts';
import { faultsOf, fundersOf } from './judge.ts';

/** Judges the payments of one run, one after the other. */
export class RunTranslation {
  private readonly references = new Set<string>();

  constructor(
    private readonly context: ReadingContext,
    private readonly books: Books,
  ) {}

  translate(raw: RawRow): RowVerdict {
    const { values, faults } = readRow(paymentRow, raw);
    if (!values) return reject(...faults);
    const wrong = faultsOf(this.context, values);
    if (wrong.length > 0) return reject(...wrong);
    const account = this.accountOf(values);
    if ('code' in account) return reject(account);
    const line = lineOf(this.context, raw, values, account);
    const fault = this.faultOf(values, line);
    if (fault) return reject(fault);
    this.references.add(values['Payment Reference']);
    const { lastingCode } = this.context;
    return {
      accepted: true,
      submission: {
        scope: `payments ${lastingCode} ${values['Paid On']}`,
        ...{ periodFrom: null, periodUntil: null, createdBySender: null },
        asOf: values['Paid On'],
      },
      identity: null,
      line,
      ...{ awards: [], payments: [], claims: [], notes: [] },
    };
  }

  private accountOf({ 'NHS Number': nhsNumber, NINO: nino, Mode }: PaymentRow) {
    const found = this.books.accountsOf({ nhsNumber, nino }, Mode);
    const [account, another] = found;
    const fault = (code: string, reason: string): FieldFault => ({ field: 'Mode', code, reason });
    if (!account) {
      const reason = 'is of no account that the sender hosts for this person; open one first';
      return fault('NO_ACCOUNT', reason);
    }
    if (another) {
      const reason = 'is of more than one account that the sender hosts for this person';
      return fault('SEVERAL_ACCOUNTS', reason);
    }
    return account;
  }

  private faultOf(values: PaymentRow, { mark, said, day }: MoneyLineDraft): FieldFault | null {
    const field = 'Payment Reference';
    if (this.references.has(values[field])) {
      return { field, code: 'REPEATED_REFERENCE', reason: 'was given by an earlier row' };
    }
    const before = this.books.recordedAs(mark);
    if (before !== undefined && before !== said) {
      const reason =
        'was given by an earlier file, of another payment; a payment keeps its reference';
      return { field, code: 'OTHER_PAYMENT', reason };
    }
    if (before === undefined && this.books.isClosed(day)) {
      const reason = 'is in a financial year that the sender has closed';
      return { field: 'Paid On', code: 'CLOSED_YEAR', reason };
    }
    return null;
  }
}

function lineOf(
  context: ReadingContext,
  { row }: RawRow,
  values: PaymentRow,
  { id: account }: HostedAccount,
): MoneyLineDraft {
  const { 'Payment Reference': reference, Kind: kind, 'Paid On': day, Payee: payee } = values;
  const out = kind === 'PROVIDER_INVOICE';
  const [first, last] = [values['Covers First Day'], values['Covers Last Day']];
  const funder = fundersOf(context, values);
  const amount: Pence = out ? pence(-values.Amount) : values.Amount;
  const told = [values.Stream, funder, values.Basis, first, last, payee, values.Purpose];
  return {
    account,
    mark: markOf([context.lastingCode, 'payment', reference]),
    said: markOf([account, kind, amount, day, values['Refund Of'], ...told]),
    // Within one day money comes in before it goes out.
    order: orderOf(day, out, row),
    ...{ day, amount, balance: null, isDirectDebit: false },
    description: payee ?? reference,
    payment: {
      ...{ kind, reference, payee, funder, stream: values.Stream },
      award: values['Award Reference'],
      gross: values.Basis === 'GROSS',
      covers: first === null || last === null ? null : fromFirstToLast(first, last),
      purpose: values.Purpose,
      refundOf: values['Refund Of'],
    },
  };
}

const MOST_ROWS = 10_000_000;

function orderOf(day: string, out: boolean, row: number): number {
  return (Number(day.replaceAll('-', '')) * 2 + Number(out)) * MOST_ROWS + row;
}
