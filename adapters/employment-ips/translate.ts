import type { AwardDraft } from '../../src/awards/award.ts';
import {
  type RawRow,
  type ReadingContext,
  type RowVerdict,
  reject,
} from '../../src/deliveries/adapter.ts';
import type { SubmissionDraft } from '../../src/deliveries/delivery.ts';
import type { IdentityDraft } from '../../src/people/identity.ts';
import { financialYearOf } from '../../src/values/financial-year.ts';
import type { OrganisationCode } from '../../src/values/ids.ts';
import { fromFirstToLast } from '../../src/values/period.ts';
import { addDays } from '../../src/values/plain-date.ts';
import { ratio } from '../../src/values/ratio.ts';
import type { ContactsSeen } from './contacts-seen.ts';
import type { ContactRow } from './format.ts';
import { judge } from './judge.ts';

/** Judges a row: one contact with one person, or every reason why it cannot be taken as that. */
export function translate(context: ReadingContext, seen: ContactsSeen, row: RawRow): RowVerdict {
  const { values, faults } = judge(context, row);
  if (!values) return reject(...faults);
  const apart = seen.faultsOf(row, values);
  if (apart.length > 0) return reject(...apart);
  return {
    accepted: true,
    submission: submissionOf(values),
    identity: identityOf(values),
    awards: [awardOf(values)],
    payments: [],
    claims: [],
    notes: [],
  };
}

/** What a later file replaces: one provider's reporting period. */
function submissionOf(values: ContactRow): SubmissionDraft {
  const { OrgIDProv, ReportingPeriodStartDate: start, ReportingPeriodEndDate: end } = values;
  return {
    scope: `employment-ips ${OrgIDProv} ${start}`,
    periodFrom: start,
    periodUntil: addDays(end, 1),
    createdBySender: null,
    asOf: end,
  };
}

function identityOf(values: ContactRow): IdentityDraft {
  return {
    source: values.OrgIDProv,
    namespace: 'employment-ips',
    localId: null,
    nhsNumber: values.NHSNumber,
    nino: null,
    surname: null,
    givenNames: null,
    birthDate: values.PersonBirthDate,
    deathDate: null,
    postcode: null,
  };
}

/** What a contact is counted and priced as. */
const CONTACT = { scheme: 'ips-contact', code: 'contact' } as const;

function awardOf(values: ContactRow): AwardDraft {
  const { CareContDate: on, OrgIDProv: provider } = values;
  return {
    stream: 'individual-placement-support',
    funder: values.OrgIDCCGRes as OrganisationCode,
    basis: 'ACTIVITY',
    mode: 'COMMISSIONED',
    legalBasis: 'NHS Act 2006 s1',
    reference: null,
    service: null,
    serviceRank: null,
    days: fromFirstToLast(on, on),
    year: financialYearOf(on),
    completedOn: null,
    amount: null,
    per: null,
    unitsPerWeek: null,
    unpricedReason: null,
    contribution: { kind: 'NONE', reason: 'NHS care is free at the point of use' },
    reportsPayments: false,
    currency: CONTACT,
    description: 'employment support contact',
    rawFigures: `Contacts 1; On ${on}`,
    element: null,
    ceiling: null,
    currencyShare: null,
    activity: { kind: 'UNITS', ...CONTACT, count: ratio(1), on, provider },
    provider,
    careKey: null,
    reported: null,
  };
}
