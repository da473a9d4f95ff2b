import type { FieldFault, RawRow, ReadingContext } from '../../src/deliveries/adapter.ts';
import { readRow } from '../../src/deliveries/fields.ts';
import type { PatientAsSent } from '../../src/deliveries/patient-sent.ts';
import { faultsOfParties } from '../../src/deliveries/who-may-send.ts';
import { BadValue } from '../../src/values/bad-value.ts';
import { fromFirstToLast, intersect, type Span } from '../../src/values/period.ts';
import {
  type ClusterRow,
  clusterRow,
  commissionedPatientRow,
  type PatientRow,
  patientRow,
} from './format.ts';

export type Judged<Value> =
  | { readonly value: Value; readonly faults: null }
  | { readonly value: null; readonly faults: readonly FieldFault[] };

/** A row of MHS001MPI that is in order by itself; without an NHS number for commissioning alone. */
export type Patient = PatientRow & { readonly sent: PatientAsSent };

export function judgePatient(context: ReadingContext, row: RawRow): Judged<Patient> {
  if (context.basis === 'commissioning') return judgeCommissioned(context, row);
  const { values, faults } = readRow(patientRow, row);
  if (!values) return { value: null, faults };
  const { NHSNumber } = values;
  const wrong = faultsOfPatientsParties(context, values);
  if (NHSNumber === null) {
    const reason = 'is blank, so the patient’s rows reach no person';
    wrong.push({ field: 'NHSNumber', code: 'NO_PERSON', reason });
  }
  if (wrong.length > 0) return { value: null, faults: wrong };
  return { value: { ...values, sent: { number: null, localId: null } }, faults: null };
}

function judgeCommissioned(context: ReadingContext, row: RawRow): Judged<Patient> {
  const { values, faults } = readRow(commissionedPatientRow, row);
  if (!values) return { value: null, faults };
  const wrong = faultsOfPatientsParties(context, values);
  if (wrong.length > 0) return { value: null, faults: wrong };
  const { LocalPatientId, OrgIDProv } = values;
  const sent = {
    number: values.NHSNumber ?? values['NHSNumber Pseudo'],
    localId: { provider: OrgIDProv, text: LocalPatientId },
  };
  return { value: { ...values, NHSNumber: null, sent }, faults: null };
}

function faultsOfPatientsParties(
  context: ReadingContext,
  { OrgIDProv, OrgIDICBRes }: Pick<PatientRow, 'OrgIDProv' | 'OrgIDICBRes'>,
): FieldFault[] {
  return faultsOfParties(
    context,
    { field: 'OrgIDProv', code: OrgIDProv },
    { field: 'OrgIDICBRes', code: OrgIDICBRes },
  );
}

/** A row of MHS803CareCluster that is in order by itself. */
export interface JudgedCluster {
  readonly values: ClusterRow;
  /** The final code as its scheme writes it. */
  readonly code: string;
  /** The days of the cluster that lie in the reporting period: no other days are told here. */
  readonly days: Span;
}

export function judgeCluster(context: ReadingContext, row: RawRow): Judged<JudgedCluster> {
  const { values, faults } = readRow(clusterRow, row);
  if (!values) return { value: null, faults };
  const { sender, basis, organisation } = context;
  const wrong = faultsOfDates(values);
  const { code, fault } = codeIn(context, values);
  if (fault) wrong.push(fault);
  if (!organisation(values.OrgIDProv)) {
    const reason = 'is not an organisation known here';
    wrong.push({ field: 'OrgIDProv', code: 'UNKNOWN_ORGANISATION', reason });
  } else if (basis === 'individual-care' && values.OrgIDProv !== sender.code) {
    const reason = 'is not the sender: for individual care only the provider sends its own rows';
    wrong.push({ field: 'OrgIDProv', code: 'OTHER_ORGANISATION', reason });
  }
  const days = wrong.length > 0 ? null : daysTold(values);
  if (days === null && wrong.length === 0) {
    const reason = 'and EndDateCareClust leave no day of the reporting period';
    wrong.push({ field: 'StartDateCareClust', code: 'OUTSIDE_PERIOD', reason });
  }
  if (days === null || code === null) return { value: null, faults: wrong };
  return { value: { values, code, days }, faults: null };
}

function faultsOfDates(values: ClusterRow): FieldFault[] {
  const faults: FieldFault[] = [];
  const { StartDateCareClust: start, EndDateCareClust: end } = values;
  if (end !== null && end < start) {
    const reason = 'is before the day the cluster starts';
    faults.push({ field: 'EndDateCareClust', code: 'END_BEFORE_START', reason });
  }
  if (values.ReportingPeriodEndDate < values.ReportingPeriodStartDate) {
    const reason = 'is before the day the period starts';
    faults.push({ field: 'ReportingPeriodEndDate', code: 'END_BEFORE_START', reason });
  }
  return faults;
}

/** An open cluster runs to the end of the reporting period, and no further. */
function daysTold(values: ClusterRow): Span | null {
  const cluster = fromFirstToLast(values.StartDateCareClust, values.EndDateCareClust);
  const period = fromFirstToLast(values.ReportingPeriodStartDate, values.ReportingPeriodEndDate);
  return intersect(cluster, period);
}

/** Priced on the final code: `1` and `01` are the same, and 09 must not be used. */
function codeIn(
  { currency }: ReadingContext,
  { AMHCareClustCodeFin }: ClusterRow,
): { code: string; fault: null } | { code: null; fault: FieldFault } {
  try {
    return { code: currency('mental-health-cluster', AMHCareClustCodeFin).code, fault: null };
  } catch (error) {
    if (!(error instanceof BadValue)) throw error;
    const field = 'AMHCareClustCodeFin';
    return { code: null, fault: { field, code: error.code, reason: error.message } };
  }
}
