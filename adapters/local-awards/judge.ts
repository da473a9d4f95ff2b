import type { Currency } from '../../src/awards/award.ts';
import { whyFree } from '../../src/awards/charge.ts';
import type { FieldFault, RawRow, ReadingContext } from '../../src/deliveries/adapter.ts';
import { readRow } from '../../src/deliveries/fields.ts';
import type { Stream } from '../../src/streams/stream.ts';
import { BadValue } from '../../src/values/bad-value.ts';
import { type LocalAward, localAward, WITH_PAYMENT_REFERENCE } from './format.ts';

/** A row that is in order by itself. */
export interface JudgedAward {
  readonly values: LocalAward;
  readonly stream: Stream;
  /** What it is priced by, as the scheme writes its codes. */
  readonly currency: Currency | null;
  /** Why the law forbids a charge; null where it allows one. */
  readonly freeBecause: string | null;
}

export type Judgement =
  | { readonly award: JudgedAward; readonly faults: null }
  | { readonly award: null; readonly faults: readonly FieldFault[] };

/** Judges a row by what it says itself; what other rows of the file say is not looked at. */
export function judge(context: ReadingContext, row: RawRow): Judgement {
  const { values, faults } = readRow(localAward, row);
  if (!values) return { award: null, faults };
  const stream = context.stream(values.Stream);
  const funder = context.organisation(values.Funder);
  const freeBecause =
    stream && funder
      ? whyFree({
          nature: stream.nature,
          streamMayCharge: stream.chargeable,
          funderKind: funder.kind,
          legalBasis: values['Legal Basis'],
        })
      : null;
  const wrong = [
    ...faultsOfPerson(values),
    ...(stream ? [] : [fault('Stream', 'UNKNOWN_CODE', 'is not a stream that the hub knows')]),
    ...(funder
      ? []
      : [fault('Funder', 'UNKNOWN_ORGANISATION', 'is not an organisation that the hub knows')]),
    ...faultsOfRate(values),
    ...faultsOfDays(values),
    ...faultsOfContribution(values, freeBecause),
    ...faultsOfPayment(values),
  ];
  const { currency, fault: unknown } = currencyOf(context, values);
  if (unknown) wrong.push(unknown);
  if (!stream || wrong.length > 0) return { award: null, faults: wrong };
  return { award: { values, stream, currency, freeBecause }, faults: null };
}

/** Of a scheme that the hub has the code must be known too; a local scheme's cannot be checked. */
function currencyOf(
  context: ReadingContext,
  { 'Priced By': pricedBy }: LocalAward,
): { currency: Currency | null; fault: FieldFault | null } {
  const sent = pricedBy?.currency ?? null;
  if (!sent || !context.hasScheme(sent.scheme)) return { currency: sent, fault: null };
  try {
    const { scheme, code } = context.currency(sent.scheme, sent.code);
    return { currency: { scheme, code }, fault: null };
  } catch (error) {
    if (!(error instanceof BadValue)) throw error;
    return { currency: null, fault: fault('Priced By', error.code, error.message) };
  }
}

function fault(field: keyof LocalAward & string, code: string, reason: string): FieldFault {
  return { field, code, reason };
}

function faultsOfPerson(values: LocalAward): FieldFault[] {
  if (values['NHS Number'] !== null || values.NINO !== null) return [];
  return [fault('NHS Number', 'BLANK', 'is blank, and so is NINO: one of them must be given')];
}

function faultsOfRate({ Basis, Per, 'Units per Week': units }: LocalAward): FieldFault[] {
  const faults: FieldFault[] = [];
  if ((Basis === 'ONE_OFF') !== (Per === 'once')) {
    const reason = 'once goes with ONE_OFF and with nothing else';
    faults.push(fault('Per', 'BASIS_AND_PER_DISAGREE', reason));
  }
  if ((Per === 'hour' || Per === 'day') && units === null) {
    const reason = 'is blank and must be given with an amount per hour or day';
    faults.push(fault('Units per Week', 'BLANK', reason));
  }
  return faults;
}

function faultsOfDays(values: LocalAward): FieldFault[] {
  const last = values['Last Day'];
  if (last === null || last >= values['First Day']) return [];
  return [fault('Last Day', 'END_BEFORE_START', 'is before the first day of the award')];
}

function faultsOfContribution(values: LocalAward, freeBecause: string | null): FieldFault[] {
  const weekly = values['Contribution per Week'];
  if (weekly === null || weekly === 0n) return [];
  if (freeBecause !== null) {
    const reason = `is above 0.00 although ${freeBecause}`;
    return [fault('Contribution per Week', 'CHARGE_FORBIDDEN', reason)];
  }
  if (values.Basis !== 'ONE_OFF') return [];
  const reason = 'is a weekly sum, which cannot apply to a single sum';
  return [fault('Contribution per Week', 'NOT_FOR_ONE_OFF', reason)];
}

function faultsOfPayment(values: LocalAward): FieldFault[] {
  if (values['Payment Reference'] === null) {
    if (WITH_PAYMENT_REFERENCE.every((column) => values[column] === null)) return [];
    const reason = 'is blank, and other columns tell of a payment';
    return [fault('Payment Reference', 'BLANK', reason)];
  }
  const faults = WITH_PAYMENT_REFERENCE.filter((column) => values[column] === null).map((column) =>
    fault(column, 'BLANK', 'is blank and must be given with a Payment Reference'),
  );
  const { 'Payment For First Day': first, 'Payment For Last Day': last } = values;
  if (first !== null && last !== null && last < first) {
    const reason = 'is before the first day that the payment is for';
    faults.push(fault('Payment For Last Day', 'END_BEFORE_START', reason));
  }
  return faults;
}
