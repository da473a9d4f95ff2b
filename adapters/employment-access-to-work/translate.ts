import type { AwardDraft, Claim } from '../../src/awards/award.ts';
import {
  type FieldFault,
  type RawRow,
  type ReadingContext,
  type RowVerdict,
  reject,
} from '../../src/deliveries/adapter.ts';
import { readRow } from '../../src/deliveries/fields.ts';
import type { IdentityDraft } from '../../src/people/identity.ts';
import type { OrganisationCode } from '../../src/values/ids.ts';
import { poundsText } from '../../src/values/money.ts';
import { fromFirstToLast } from '../../src/values/period.ts';
import { addDays } from '../../src/values/plain-date.ts';
import {
  CLAIM_COLUMNS,
  type ClaimColumn,
  type ClaimRow,
  claimRow,
  PLAIN_NAME_OF_ELEMENT,
} from './format.ts';
import type { ClaimSurvey } from './survey.ts';

/** Judges a row: an element of an award letter, with a claim under it or without. */
export function translate(context: ReadingContext, survey: ClaimSurvey, row: RawRow): RowVerdict {
  const { values, faults } = readRow(claimRow, row);
  if (!values) return reject(...faults);
  const wrong = [...faultsOfAward(values), ...faultsOfClaim(values), ...survey.faultsOf(row)];
  if (wrong.length > 0) return reject(...wrong);
  return {
    accepted: true,
    submission: {
      scope: `employment-access-to-work ${context.sender.code} ${values['Award Reference']}`,
      periodFrom: null,
      periodUntil: null,
      createdBySender: null,
      asOf: context.receivedOn,
    },
    identity: identityOf(context, values),
    awards: [awardOf(values)],
    payments: [],
    claims: claimsOf(values),
    notes: [],
  };
}

function faultsOfAward(values: ClaimRow): FieldFault[] {
  if (values['Award Last Day'] >= values['Award First Day']) return [];
  const reason = 'is before the first day of the award';
  return [{ field: 'Award Last Day', code: 'END_BEFORE_START', reason }];
}

function faultsOfClaim(values: ClaimRow): FieldFault[] {
  if (values['Claim Reference'] === null) {
    if (CLAIM_COLUMNS.every((column) => values[column] === null)) return [];
    const reason = 'is blank, and other columns tell of a claim';
    return [{ field: 'Claim Reference', code: 'BLANK', reason }];
  }
  const needed = ['Claim Form', 'Support From', 'Support To', 'Amount Claimed'] as const;
  const missing = needed
    .filter((column) => values[column] === null)
    .map((column) => blank(column, 'is blank and must be given with a Claim Reference'));
  return [...missing, ...faultsOfSupport(values), ...faultsOfPayment(values)];
}

function faultsOfSupport(values: ClaimRow): FieldFault[] {
  const { 'Support From': from, 'Support To': to } = values;
  if (from === null || to === null) return [];
  if (to < from) {
    const reason = 'is before the first day of the support';
    return [{ field: 'Support To', code: 'END_BEFORE_START', reason }];
  }
  // The layout is silent; a claim that runs over an end of the award is still a claim under it.
  if (to >= values['Award First Day'] && from <= values['Award Last Day']) return [];
  const reason = 'and Support To lie wholly outside the first and last day of the award';
  return [{ field: 'Support From', code: 'OUTSIDE_AWARD', reason }];
}

function faultsOfPayment(values: ClaimRow): FieldFault[] {
  const { 'Amount Paid': paid, 'Payment Date': paidOn, 'Amount Claimed': claimed } = values;
  if (paid === null && paidOn === null) return [];
  if (paid === null) return [blank('Amount Paid', 'is blank, and a Payment Date is given')];
  const faults: FieldFault[] = [];
  if (paidOn === null) {
    faults.push(blank('Payment Date', 'is blank and must be given with an Amount Paid'));
  }
  if (claimed !== null && paid > claimed) {
    const reason = 'is more than the amount claimed';
    faults.push({ field: 'Amount Paid', code: 'ABOVE_CLAIMED', reason });
  }
  return faults;
}

function blank(field: ClaimColumn, reason: string): FieldFault {
  return { field, code: 'BLANK', reason };
}

/** The award reference is a letter's, not a person's: the National Insurance number is the key. */
function identityOf({ sender }: ReadingContext, values: ClaimRow): IdentityDraft {
  return {
    source: sender.code,
    namespace: 'employment-access-to-work',
    localId: null,
    nhsNumber: null,
    nino: values.NINO,
    surname: values.Surname,
    givenNames: values['Given Names'],
    birthDate: values['Date of Birth'],
    deathDate: null,
    postcode: null,
  };
}

/** The most that may be claimed. A claim repays an outlay: nobody holds the money, no days price it. */
function awardOf(values: ClaimRow): AwardDraft {
  const first = values['Award First Day'];
  const last = values['Award Last Day'];
  const ceiling = values['Award Ceiling'];
  return {
    stream: 'access-to-work',
    funder: 'DWP' as OrganisationCode,
    basis: 'CEILING',
    mode: 'COMMISSIONED',
    legalBasis: 'Employment and Training Act 1973 s2',
    reference: values['Award Reference'],
    service: null,
    serviceRank: null,
    days: fromFirstToLast(first, last),
    year: null,
    completedOn: null,
    amount: null,
    per: null,
    unitsPerWeek: null,
    unpricedReason: null,
    contribution: { kind: 'NONE', reason: 'Access to Work has no means test' },
    reportsPayments: true,
    currency: null,
    description: `Access to Work: ${PLAIN_NAME_OF_ELEMENT[values.Element]}`,
    rawFigures: `Award Ceiling ${poundsText(ceiling)}; Award First Day ${first}; Award Last Day ${last}`,
    element: values.Element,
    ceiling,
    currencyShare: null,
    activity: null,
    provider: null,
    careKey: null,
    reported: null,
  };
}

function claimsOf(values: ClaimRow): Claim[] {
  const {
    'Claim Reference': reference,
    'Claim Form': form,
    'Support From': supportFrom,
    'Support To': supportTo,
    'Amount Claimed': claimed,
  } = values;
  if (reference === null || form === null || supportFrom === null) return [];
  if (supportTo === null || claimed === null) return [];
  return [
    {
      reference,
      form,
      supportFrom,
      supportUntil: addDays(supportTo, 1),
      claimed,
      paid: values['Amount Paid'],
      paidOn: values['Payment Date'],
      paidTo: values['Paid To'],
      employerShare: values['Employer Share'],
      customerShare: values['Customer Share'],
    },
  ];
}
