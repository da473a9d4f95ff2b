import type { AwardDraft, Currency } from '../../src/awards/award.ts';
import { careKey } from '../../src/awards/care-key.ts';
import {
  type FieldFault,
  type RawRow,
  type ReadingContext,
  type RowVerdict,
  reject,
} from '../../src/deliveries/adapter.ts';
import type { Agreement } from '../../src/deliveries/agreement.ts';
import type { SubmissionDraft } from '../../src/deliveries/delivery.ts';
import { readRow } from '../../src/deliveries/fields.ts';
import { faultsOfParties } from '../../src/deliveries/who-may-send.ts';
import { characteristicsSaid } from '../../src/people/characteristic.ts';
import type { IdentityDraft } from '../../src/people/identity.ts';
import { monthOf } from '../../src/values/financial-year.ts';
import type { OrganisationCode } from '../../src/values/ids.ts';
import { fromFirstToLast, lastDay, type Span } from '../../src/values/period.ts';
import { commissionedOf, faultsOfSum } from './commissioned.ts';
import {
  type CommissionedRow,
  commissionedRow,
  LOCAL_ID,
  NO_PROVIDER_CODE,
  type PlcmRow,
  plcmRow,
} from './format.ts';
import { isOfOnePatient, NOT_ATTRIBUTABLE, plainWordsOf } from './points-of-delivery.ts';

const PROVIDER = 'ORGANISATION IDENTIFIER (CODE OF PROVIDER)';
const COMMISSIONER = 'ORGANISATION IDENTIFIER (CODE OF COMMISSIONER)';
const CREATED = 'DATE AND TIME DATA SET CREATED';
const START = 'ACTIVITY START DATE (CONTRACT MONITORING)';
const END = 'ACTIVITY END DATE (CONTRACT MONITORING)';

/** What is read alike of a row, whether it is about a person or not. */
type AnyRow = PlcmRow | CommissionedRow;

/** Remembers when the row's month says it was written. */
export function noteMonth({ basis }: ReadingContext, months: Agreement<'told'>, row: RawRow): void {
  const { values } = readRow(basis === 'commissioning' ? commissionedRow : plcmRow, row);
  if (values) months.note(scopeOf(values), { told: values[CREATED] });
}

/** Judges a row: care given to one patient, or every reason why it cannot be taken as that. */
export function translate(
  context: ReadingContext,
  months: Agreement<'told'>,
  row: RawRow,
): RowVerdict {
  if (context.basis === 'commissioning') return translateCommissioned(context, months, row);
  const { values, faults } = readRow(plcmRow, row);
  if (!values) return reject(...faults);
  const wrong = faultsOfRow(context, months, values, faultsOfPerson(values));
  if (wrong.length > 0) return reject(...wrong);
  return {
    ...TELLS_NO_MORE,
    submission: submissionOf(values),
    identity: identityOf(context, values),
    characteristics: characteristicsSaid({
      SEX: values['PERSON STATED GENDER CODE'],
      ETHNIC_GROUP: values['ETHNIC CATEGORY'],
    }),
    awards: [awardOf(values)],
  };
}

const TELLS_NO_MORE = { accepted: true, payments: [], claims: [], notes: [] } as const;

/** The same of a row that may reach no person; a later extract replaces extracts alone. */
function translateCommissioned(
  context: ReadingContext,
  months: Agreement<'told'>,
  row: RawRow,
): RowVerdict {
  const { values, faults } = readRow(commissionedRow, row);
  if (!values) return reject(...faults);
  const wrong = faultsOfRow(context, months, values, faultsOfSum(values));
  if (wrong.length > 0) return reject(...wrong);
  const submission = submissionOf(values);
  return {
    ...TELLS_NO_MORE,
    submission: { ...submission, scope: `commissioning ${submission.scope}` },
    identity: null,
    awards: [],
    commissioned: [commissionedOf(values, awardOf(values))],
  };
}

function faultsOfRow(
  context: ReadingContext,
  months: Agreement<'told'>,
  values: AnyRow,
  ofPatient: readonly FieldFault[],
): FieldFault[] {
  return [
    ...faultsOfParties(
      context,
      { field: PROVIDER, code: values[PROVIDER] },
      { field: COMMISSIONER, code: values[COMMISSIONER] },
      true,
    ),
    ...ofPatient,
    ...faultsOfDates(values),
    ...faultsOfMonth(months, values),
  ];
}

function submissionOf(values: AnyRow): SubmissionDraft {
  const month = monthIn(values);
  return {
    scope: scopeOf(values),
    periodFrom: month.from,
    periodUntil: month.until,
    createdBySender: values[CREATED],
    asOf: lastDay(month),
  };
}

/** What a later file replaces: one provider's month for one commissioner. */
function scopeOf(values: AnyRow): string {
  const month = `${values['FINANCIAL YEAR']} ${values['FINANCIAL MONTH']}`;
  return `health-plcm ${values[PROVIDER]} ${values[COMMISSIONER]} ${month}`;
}

function monthIn(values: AnyRow): Span {
  return monthOf(values['FINANCIAL YEAR'], Number(values['FINANCIAL MONTH']));
}

function faultsOfPerson(values: PlcmRow): FieldFault[] {
  if (values['NHS NUMBER'] === null) {
    const reason = 'is blank, so the row reaches no person';
    return [{ field: 'NHS NUMBER', code: 'NO_PERSON', reason }];
  }
  if (values['WITHHELD IDENTITY REASON'] !== null) {
    const reason = 'is given, so the row may reach no person';
    return [{ field: 'WITHHELD IDENTITY REASON', code: 'NO_PERSON', reason }];
  }
  return isOfOnePatient(values['POINT OF DELIVERY CODE']) ? [] : [NOT_ATTRIBUTABLE];
}

function faultsOfDates(values: AnyRow): FieldFault[] {
  const start = values[START];
  const end = values[END];
  if (start === null || end === null || end >= start) return [];
  return [{ field: END, code: 'END_BEFORE_START', reason: 'is before the day it starts' }];
}

/** Two versions of a month in one file: only one could count and nothing says which is meant. */
function faultsOfMonth(months: Agreement<'told'>, values: AnyRow): FieldFault[] {
  if (months.agrees(scopeOf(values))) return [];
  const reason = 'differs between rows of the same provider, commissioner and month';
  return [{ field: CREATED, code: 'ROWS_DISAGREE', reason }];
}

function identityOf({ sender }: ReadingContext, values: PlcmRow): IdentityDraft {
  const provider = values[PROVIDER];
  const named = !NO_PROVIDER_CODE.has(provider);
  return {
    source: named ? provider : sender.code,
    namespace: 'health-plcm',
    localId: named ? values[LOCAL_ID] : null,
    nhsNumber: values['NHS NUMBER'],
    nino: null,
    surname: null,
    givenNames: null,
    birthDate: values['PERSON BIRTH DATE'],
    deathDate: null,
    postcode: values['POSTCODE OF USUAL ADDRESS'],
  };
}

function awardOf(values: AnyRow): AwardDraft {
  return {
    stream: 'nhs-tariff',
    funder: values[COMMISSIONER] as OrganisationCode,
    basis: 'ACTIVITY',
    mode: 'COMMISSIONED',
    legalBasis: 'NHS Act 2006 s1',
    reference: null,
    service: null,
    serviceRank: null,
    days: daysOfCare(values),
    year: values['FINANCIAL YEAR'],
    completedOn: null,
    amount: values['TOTAL COST'].value,
    per: null,
    unitsPerWeek: null,
    unpricedReason: null,
    contribution: { kind: 'NONE', reason: 'NHS care is free at the point of use' },
    reportsPayments: false,
    currency: currencyOf(values['TARIFF CODE']),
    description: plainWordsOf(values['POINT OF DELIVERY CODE']),
    rawFigures: rawFigures(values),
    element: null,
    ceiling: null,
    currencyShare: null,
    activity: null,
    provider: values[PROVIDER],
    careKey: careKeyOf(values),
    reported: null,
  };
}

/** Without a first day it is care of the month; without a last day, of the first day. */
function daysOfCare(values: AnyRow): Span {
  const start = values[START];
  return start === null ? monthIn(values) : fromFirstToLast(start, values[END] ?? start);
}

/** The form of a healthcare resource group, HN22C; anything else is priced by local agreement. */
const HRG = /^[A-Z]{2}\d{2}[A-Z]$/;

/** A cluster from 00 to 21 with both its digits; 09 is none, and one digit may be anything. */
const CLUSTER = /^(?:0[0-8]|1\d|2[01])$/;

function currencyOf(tariffCode: string | null): Currency | null {
  if (tariffCode === null) return null;
  if (HRG.test(tariffCode)) return { scheme: 'hrg', code: tariffCode };
  const scheme = CLUSTER.test(tariffCode) ? 'mental-health-cluster' : 'local-tariff';
  return { scheme, code: tariffCode };
}

/** The same spell may also come as a SUS spell, priced by tariff. */
function careKeyOf(values: AnyRow): string | null {
  const spell = values['HOSPITAL PROVIDER SPELL NUMBER'] ?? null;
  const provider = values[PROVIDER];
  return spell === null || NO_PROVIDER_CODE.has(provider) ? null : careKey(provider, spell);
}

function rawFigures(values: AnyRow): string {
  return [
    `Activity Count ${values['ACTIVITY COUNT (POINT OF DELIVERY)'].sent}`,
    `Activity Unit Price ${values['ACTIVITY UNIT PRICE'].sent} pounds`,
    `Total Cost ${values['TOTAL COST'].sent} pounds`,
  ].join('; ');
}
