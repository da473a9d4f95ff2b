import type { AwardDraft, Contribution, Payment } from '../../src/awards/award.ts';
import {
  type FieldFault,
  type RawRow,
  type ReadingContext,
  type RowVerdict,
  reject,
} from '../../src/deliveries/adapter.ts';
import { readRow } from '../../src/deliveries/fields.ts';
import type { IdentityDraft } from '../../src/people/identity.ts';
import { financialYearOf } from '../../src/values/financial-year.ts';
import type { OrganisationCode } from '../../src/values/ids.ts';
import { addPence, poundsText, toPounds } from '../../src/values/money.ts';
import { addDays } from '../../src/values/plain-date.ts';
import type { CasesSeen } from './cases-seen.ts';
import { type DfgRow, dfgRow } from './format.ts';
import { maximumGrant } from './maximum-grant.ts';

const NAMESPACE = 'housing-dfg';

/** Judges a row: the case, which every row of it repeats, and one stage payment if it names one. */
export function translate(context: ReadingContext, cases: CasesSeen, row: RawRow): RowVerdict {
  const { values, faults } = readRow(dfgRow, row);
  const wrong = [
    ...faultsOfCase(cases, row),
    ...(values ? [...faultsOfKeys(context, values), ...faultsOfMoney(values)] : faults),
    ...(values ? [...faultsOfDates(values), ...faultsOfStage(values)] : []),
  ];
  if (!values || wrong.length > 0) return reject(...wrong);
  return {
    accepted: true,
    submission: {
      scope: `housing-dfg ${context.lastingCode} ${values['Case Reference']}`,
      periodFrom: null,
      periodUntil: null,
      createdBySender: null,
      asOf: context.receivedOn,
    },
    identity: identityOf(context, values),
    awards: [awardOf(context, values)],
    payments: paymentsOf(values),
    claims: [],
    notes: [],
  };
}

function faultsOfCase(cases: CasesSeen, row: RawRow): FieldFault[] {
  if (row.fields['Case Reference'] === '' || !cases.disagree(row)) return [];
  const reason = 'has rows that say different things of the same case';
  return [{ field: 'Case Reference', code: 'ROWS_DISAGREE', reason }];
}

function faultsOfKeys({ sender, organisation }: ReadingContext, values: DfgRow): FieldFault[] {
  const { Council: council } = values;
  const faults: FieldFault[] = [];
  if (council !== sender.code && organisation(council)?.succeededBy !== sender.code) {
    const reason = 'is another council’s code than the sender’s or one that it succeeded';
    faults.push({ field: 'Council', code: 'OTHER_ORGANISATION', reason });
  }
  if (values['NHS Number'] === null && values.NINO === null) {
    const reason = 'is blank, and so is NINO: one of the two must be given';
    faults.push({ field: 'NHS Number', code: 'BLANK', reason });
  }
  return faults;
}

function faultsOfMoney(values: DfgRow): FieldFault[] {
  const { 'Eligible Expense': expense, 'Mandatory Grant': grant } = values;
  const faults: FieldFault[] = [];
  if (expense !== addPence(awarded(values), values['Other Funding'])) {
    const reason =
      'is not Mandatory Grant + Discretionary Help + Applicant Contribution + Other Funding';
    faults.push({ field: 'Eligible Expense', code: 'PARTS_DO_NOT_ADD_UP', reason });
  }
  const most = maximumGrant(values.Council, values['Approval Date']);
  if (most !== null && grant > most) {
    const reason = `is above the maximum in force on the approval date, ${poundsText(most)}`;
    faults.push({ field: 'Mandatory Grant', code: 'ABOVE_MAXIMUM', reason });
  }
  return faults;
}

function faultsOfDates(values: DfgRow): FieldFault[] {
  const completed = values['Completion Date'];
  if (completed === null || completed >= values['Approval Date']) return [];
  const reason = 'is before the day the grant was approved';
  return [{ field: 'Completion Date', code: 'END_BEFORE_START', reason }];
}

function faultsOfStage(values: DfgRow): FieldFault[] {
  const rest = ['Stage Payment', 'Stage Payment Date'] as const;
  const blank = (field: string, reason: string) => ({ field, code: 'BLANK', reason });
  if (values['Stage Reference'] === null) {
    if (rest.every((field) => values[field] === null)) return [];
    return [blank('Stage Reference', 'is blank, but the row gives a stage payment or its date')];
  }
  return rest
    .filter((field) => values[field] === null)
    .map((field) => blank(field, 'is blank and must be given with a Stage Reference'));
}

function identityOf({ sender }: ReadingContext, values: DfgRow): IdentityDraft {
  return {
    source: sender.code,
    namespace: NAMESPACE,
    localId: null,
    nhsNumber: values['NHS Number'],
    nino: values.NINO,
    surname: values.Surname,
    givenNames: values['Given Names'],
    birthDate: values['Date of Birth'],
    deathDate: null,
    postcode: values.Postcode,
  };
}

/** The grant's gross value: what the council gives and what the applicant is to add. */
function awarded(values: DfgRow) {
  const { 'Mandatory Grant': grant, 'Discretionary Help': help } = values;
  return addPence(grant, help, values['Applicant Contribution']);
}

function awardOf({ sender }: ReadingContext, values: DfgRow): AwardDraft {
  const approved = values['Approval Date'];
  return {
    stream: 'disabled-facilities-grant',
    funder: sender.code as OrganisationCode,
    basis: 'ONE_OFF',
    mode: 'COMMISSIONED',
    legalBasis: 'HGCRA 1996 s23',
    reference: values['Case Reference'],
    service: null,
    serviceRank: null,
    days: { from: approved, until: addDays(approved, 1) },
    year: financialYearOf(approved),
    completedOn: values['Completion Date'],
    amount: toPounds(awarded(values)),
    per: 'ONCE',
    unitsPerWeek: null,
    unpricedReason: null,
    contribution: contributionOf(values),
    reportsPayments: true,
    currency: null,
    description: 'Disabled Facilities Grant',
    rawFigures: rawFigures(values),
    element: null,
    ceiling: null,
    currencyShare: null,
    activity: null,
    provider: null,
    careKey: null,
    reported: null,
  };
}

function contributionOf(values: DfgRow): Contribution {
  const contribution = values['Applicant Contribution'];
  if (contribution === 0n) {
    return { kind: 'NONE', reason: 'the council’s means test leaves the applicant nothing to pay' };
  }
  const reason = 'the applicant’s part by the means test of HGCRA 1996 s30, paid to the builder';
  return { kind: 'SUM', pounds: toPounds(contribution), reason };
}

/** A stage payment is grant money: the applicant's part goes to the builder and is not in it. */
function paymentsOf(values: DfgRow): Payment[] {
  const { 'Stage Reference': reference, 'Stage Payment': amount } = values;
  const paidOn = values['Stage Payment Date'];
  if (reference === null || amount === null || paidOn === null) return [];
  return [{ reference, amount, gross: false, paidOn, covers: { from: null, until: null } }];
}

function rawFigures(values: DfgRow): string {
  const figures = (
    [
      'Eligible Expense',
      'Mandatory Grant',
      'Discretionary Help',
      'Applicant Contribution',
      'Other Funding',
    ] as const
  ).map((field) => `${field} ${poundsText(values[field])}`);
  return `${figures.join('; ')} (other funding is in no figure)`;
}
