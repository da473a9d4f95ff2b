import type { AwardDraft } from '../../src/awards/award.ts';
import type { Setting } from '../../src/currencies/activity.ts';
import { monthNumber } from '../../src/currencies/contract-spells.ts';
import {
  type FieldFault,
  type RawRow,
  type ReadingContext,
  type RowVerdict,
  reject,
} from '../../src/deliveries/adapter.ts';
import { type CommissionedDraft, withoutPerson } from '../../src/deliveries/commissioned.ts';
import type { SubmissionDraft } from '../../src/deliveries/delivery.ts';
import { readRow } from '../../src/deliveries/fields.ts';
import { characteristicsSaid } from '../../src/people/characteristic.ts';
import type { IdentityDraft } from '../../src/people/identity.ts';
import { daysOf, financialYearOf } from '../../src/values/financial-year.ts';
import type { OrganisationCode } from '../../src/values/ids.ts';
import type { Span } from '../../src/values/period.ts';
import { addDays, daysBetween, earlier } from '../../src/values/plain-date.ts';
import { ratio } from '../../src/values/ratio.ts';
import { CLUSTER_TOOL, type ClusterRow, PATIENTS, toolRow } from './format.ts';
import { judgeCluster, judgePatient, type Patient } from './judge.ts';
import type { TablesRead, TakenCluster } from './tables-read.ts';

/** Judges a row by its table: only care clusters say what care was given. */
export function translate(context: ReadingContext, tables: TablesRead, row: RawRow): RowVerdict {
  if (row.table === PATIENTS) {
    const { value, faults } = judgePatient(context, row);
    if (!value) return reject(...faults);
    return background(context, tables, 'LocalPatientId', tables.faultsOfPatient(value));
  }
  if (row.table === CLUSTER_TOOL) {
    const { values, faults } = readRow(toolRow, row);
    if (!values) return reject(...faults);
    return background(context, tables, 'ClustId', tables.faultsOfAssessment(values));
  }
  const { value, faults } = judgeCluster(context, row);
  if (!value) return reject(...faults);
  const found = tables.clusterOf(row);
  if (!found) throw new Error('a care cluster was judged that had not been surveyed');
  if ('code' in found) return reject(found);
  const isCommissioned = context.basis === 'commissioning';
  return {
    ...SAYS_NOTHING,
    submission: submissionOf(context, found),
    ...(isCommissioned
      ? { commissioned: commissionedOf(found) }
      : { ...personIn(found), awards: awardsOf(found) }),
    notes: found.patient.OrgIDICBRes === null ? [{ field: 'OrgIDICBRes', code: 'BLANK' }] : [],
  };
}

const personIn = ({ patient }: TakenCluster) => ({
  identity: identityOf(patient),
  characteristics: characteristicsSaid({
    SEX: patient.GenderIDCode ?? patient.Gender,
    ETHNIC_GROUP: patient.EthnicCategory,
  }),
});

const SAYS_NOTHING = {
  accepted: true,
  identity: null,
  awards: [],
  payments: [],
  claims: [],
  notes: [],
} as const;

/** A row that others are read by. Without any care told it is not taken: it would replace a month. */
function background(
  context: ReadingContext,
  tables: TablesRead,
  key: string,
  faults: readonly FieldFault[],
): RowVerdict {
  if (faults.length > 0) return reject(...faults);
  const taken = tables.firstTaken;
  if (!taken) {
    const reason = 'is of a delivery of which no care cluster can be taken';
    return reject({ field: key, code: 'NO_CARE_CLUSTER', reason });
  }
  return { ...SAYS_NOTHING, submission: submissionOf(context, taken) };
}

/**
 * What a later delivery replaces: one provider's reporting period. Each commissioner's extracts
 * replace its own alone.
 */
function submissionOf(
  { basis }: ReadingContext,
  { cluster: { values }, patient }: TakenCluster,
): SubmissionDraft {
  const { OrgIDProv, ReportingPeriodStartDate: start, ReportingPeriodEndDate: end } = values;
  const scope = `health-mhsds-clusters ${OrgIDProv} ${start}`;
  const commissioner = patient.OrgIDICBRes ?? OrgIDProv;
  return {
    scope: basis === 'commissioning' ? `commissioning ${commissioner} ${scope}` : scope,
    periodFrom: start,
    periodUntil: addDays(end, 1),
    createdBySender: null,
    asOf: end,
  };
}

function identityOf(patient: Patient): IdentityDraft {
  return {
    source: patient.OrgIDProv,
    namespace: 'health-mhsds-clusters',
    localId: patient.LocalPatientId,
    nhsNumber: patient.NHSNumber,
    nino: null,
    surname: null,
    givenNames: null,
    birthDate: patient.PersonBirthDate,
    deathDate: null,
    postcode: null,
  };
}

/** One for each financial year that the days touch: a period is a month, so mostly one. */
function awardsOf(taken: TakenCluster): AwardDraft[] {
  const awards: AwardDraft[] = [];
  for (let from = taken.days.from; from < taken.days.until; ) {
    const until = earlier(taken.days.until, daysOf(financialYearOf(from)).until);
    awards.push(awardOf(taken, { from, until }));
    from = until;
  }
  return awards;
}

/** In the month of their first day: a reporting period is a month. */
function commissionedOf(taken: TakenCluster): CommissionedDraft[] {
  return awardsOf(taken).map((award) => {
    const days = award.activity?.kind === 'CLUSTER_PERIOD' ? award.activity.days : taken.days;
    return withoutPerson(award, {
      kind: 'CARE',
      patient: taken.patient.sent,
      commissioner: award.funder,
      ...{ year: financialYearOf(days.from), month: monthNumber(days.from) },
      quantity: ratio(daysBetween(days.from, days.until)),
    });
  });
}

function awardOf({ cluster, patient }: TakenCluster, days: Span): AwardDraft {
  const { values, code } = cluster;
  return {
    stream: 'mental-health-cluster',
    funder: (patient.OrgIDICBRes ?? values.OrgIDProv) as OrganisationCode,
    basis: 'ACTIVITY',
    mode: 'COMMISSIONED',
    legalBasis: 'NHS Act 2006 s1',
    reference: null,
    service: null,
    serviceRank: null,
    days,
    year: financialYearOf(days.from),
    completedOn: null,
    amount: null,
    per: null,
    unitsPerWeek: null,
    unpricedReason: null,
    contribution: { kind: 'NONE', reason: 'NHS care is free at the point of use' },
    reportsPayments: false,
    currency: { scheme: 'mental-health-cluster', code },
    description: 'mental health support',
    rawFigures: rawFigures(values),
    element: null,
    ceiling: null,
    currencyShare: null,
    activity: {
      kind: 'CLUSTER_PERIOD',
      scheme: 'mental-health-cluster',
      code,
      setting: settingOf(values),
      days,
      provider: values.OrgIDProv,
      // Which reason for an assessment makes it the initial one is in no list at hand.
      initialAssessment: false,
    },
    provider: values.OrgIDProv,
    careKey: null,
    reported: null,
  };
}

/** Care in the community unless the sender says that the person was admitted. */
function settingOf({ Setting }: ClusterRow): Setting {
  return Setting ?? 'NON_ADMITTED';
}

/** The days as sent, and not the code, which is a diagnosis. */
function rawFigures(values: ClusterRow): string {
  const setting = values.Setting ?? 'blank, taken as NON_ADMITTED';
  return [
    `From ${values.StartDateCareClust}`,
    `To ${values.EndDateCareClust ?? 'blank'}`,
    `Reporting Period ${values.ReportingPeriodStartDate} to ${values.ReportingPeriodEndDate}`,
    `Setting ${setting}`,
  ].join('; ');
}
