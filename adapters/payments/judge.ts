import type { FieldFault, ReadingContext } from '../../src/deliveries/adapter.ts';
import type { Books } from '../../src/deliveries/money-line.ts';
import type { PaymentRow } from './format.ts';

/** Everything about a payment that contradicts itself or names what is not known here. */
export function faultsOf(context: ReadingContext, row: PaymentRow): FieldFault[] {
  return [
    ...faultsOfParties(context, row),
    ...faultsOfDays(context, row),
    ...faultsOfKind(context.books as Books, row),
  ].map(([field, code, reason]) => ({ field, code, reason }));
}

type Fault = readonly [field: keyof PaymentRow, code: string, reason: string];

/** Whose money it is: the sender's own where the row does not say. */
export function fundersOf({ lastingCode }: ReadingContext, { Funder }: PaymentRow): string {
  return Funder ?? lastingCode;
}

function faultsOfParties(context: ReadingContext, row: PaymentRow): Fault[] {
  const faults: Fault[] = [];
  if (row['NHS Number'] === null && row.NINO === null) {
    const reason = 'is blank, and so is the National Insurance number: the row reaches no person';
    faults.push(['NHS Number', 'NO_PERSON', reason]);
  }
  if (!context.stream(row.Stream)) {
    faults.push(['Stream', 'UNKNOWN_CODE', 'is not a stream known here']);
  }
  const funder = context.organisation(fundersOf(context, row));
  if (!funder || funder.kind === 'provider') {
    faults.push(['Funder', 'UNKNOWN_ORGANISATION', 'is not a funder known here']);
  }
  return faults;
}

function faultsOfDays({ receivedOn }: ReadingContext, row: PaymentRow): Fault[] {
  const faults: Fault[] = [];
  const [first, last] = [row['Covers First Day'], row['Covers Last Day']];
  if (row['Paid On'] > receivedOn) {
    faults.push(['Paid On', 'FUTURE_DATE', 'is after the day of loading']);
  }
  if ((first === null) !== (last === null)) {
    const field = first === null ? 'Covers First Day' : 'Covers Last Day';
    faults.push([field, 'BLANK', 'is blank, and the other end of the days is given']);
  }
  if (first !== null && last !== null && last < first) {
    faults.push(['Covers Last Day', 'END_BEFORE_START', 'is before the first day']);
  }
  return faults;
}

function faultsOfKind(books: Books, row: PaymentRow): Fault[] {
  const faults: Fault[] = [];
  if (row.Purpose !== null && !books.isPurpose(row.Purpose)) {
    faults.push(['Purpose', 'UNKNOWN_CODE', 'is not a purpose known here']);
  }
  if (row.Purpose !== null && row.Kind !== 'PROVIDER_INVOICE') {
    faults.push(['Purpose', 'WRONG_KIND', 'is given, and the row pays nobody']);
  }
  const never = books.undepositable(row.Stream);
  if (never !== null && (row.Kind === 'DIRECT_PAYMENT' || row.Kind === 'CONTRIBUTION')) {
    faults.push(['Stream', 'NOT_DEPOSITABLE', `is never held in an account: ${never}`]);
  }
  if (row.Kind === 'DIRECT_PAYMENT' && row.Mode === 'COMMISSIONED') {
    faults.push(['Kind', 'WRONG_KIND', 'is money paid in, and nobody holds commissioned money']);
  }
  if (row.Kind === 'PROVIDER_INVOICE' && row.Payee === null) {
    faults.push(['Payee', 'BLANK', 'is blank and must be given with an invoice']);
  }
  if (row.Kind === 'REFUND' && row['Refund Of'] === null) {
    faults.push(['Refund Of', 'BLANK', 'is blank and must be given with a refund']);
  }
  if (row.Kind !== 'REFUND' && row['Refund Of'] !== null) {
    faults.push(['Refund Of', 'WRONG_KIND', 'is given, and the row is no refund']);
  }
  return faults;
}
