import type { FieldFault, RawRow, ReadingContext } from '../../src/deliveries/adapter.ts';
import { Agreement } from '../../src/deliveries/agreement.ts';
import { FileRefused } from '../../src/deliveries/delivery.ts';
import { readRow } from '../../src/deliveries/fields.ts';
import { intersect, type Span } from '../../src/values/period.ts';
import { CARE_CLUSTERS, CLUSTER_TOOL, PATIENTS, type ToolRow, toolRow } from './format.ts';
import { type JudgedCluster, judgeCluster, judgePatient, type Patient } from './judge.ts';

/** A cluster that leads to a person, and the days it is told for. */
export interface TakenCluster {
  readonly cluster: JudgedCluster;
  readonly patient: Patient;
  readonly days: Span;
}

interface Candidate {
  readonly row: number;
  readonly cluster: JudgedCluster;
  readonly patient: Patient;
}

type Said = 'NHSNumber' | 'PersonBirthDate' | 'OrgIDICBRes';

/**
 * Sees every row of all tables before any is judged, and joins them: a cluster's assessment is of a
 * patient, and the patient has an NHS number. The order of the files makes no difference.
 */
export class TablesRead {
  private readonly seen = new Set<string>();
  private readonly patients = new Map<string, Patient>();
  private readonly sayings = new Agreement<Said>();
  private readonly assessed = new Map<string, string>();
  private readonly assessments = new Agreement<'LocalPatientId'>();
  private readonly periods = new Agreement<'told'>();
  private readonly judged: { row: number; cluster: JudgedCluster }[] = [];
  private readonly taken = new Map<number, TakenCluster>();
  private readonly refused = new Map<number, FieldFault>();

  constructor(private readonly context: ReadingContext) {}

  note(row: RawRow): void {
    this.seen.add(row.table ?? '');
    if (row.table === PATIENTS) this.notePatient(row);
    else if (row.table === CLUSTER_TOOL) this.noteAssessment(row);
    else this.noteCluster(row);
  }

  private notePatient(row: RawRow): void {
    const { value } = judgePatient(this.context, row);
    if (!value) return;
    const { PersonBirthDate, OrgIDICBRes } = value;
    const NHSNumber = value.NHSNumber ?? value.sent.number?.text ?? null;
    this.patients.set(patientKey(value.OrgIDProv, value.LocalPatientId), value);
    this.sayings.note(patientKey(value.OrgIDProv, value.LocalPatientId), {
      ...{ NHSNumber, PersonBirthDate, OrgIDICBRes },
    });
  }

  private noteAssessment(row: RawRow): void {
    const { values } = readRow(toolRow, row);
    if (!values) return;
    this.assessed.set(values.ClustId, values.LocalPatientId);
    this.assessments.note(values.ClustId, { LocalPatientId: values.LocalPatientId });
  }

  private noteCluster(row: RawRow): void {
    const { value } = judgeCluster(this.context, row);
    if (!value) return;
    this.judged.push({ row: row.row, cluster: value });
    this.periods.note(periodKey(value), { told: value.values.ReportingPeriodEndDate });
  }

  /** Joins what has been noted. Throws FileRefused where a table is missing. */
  join(): void {
    const all = [PATIENTS, CLUSTER_TOOL, CARE_CLUSTERS];
    const missing = all.filter((table) => !this.seen.has(table));
    if (missing.length > 0) {
      const lacking = missing.join(' and ');
      throw new FileRefused(`the delivery lacks ${lacking}: it takes ${all.join(', ')} together`);
    }
    const byPatient = new Map<string, Candidate[]>();
    for (const { row, cluster } of this.judged) {
      const patient = this.patientOf(cluster);
      if ('code' in patient) {
        this.refused.set(row, patient);
        continue;
      }
      const key = patientKey(patient.OrgIDProv, patient.LocalPatientId);
      const own = byPatient.get(key);
      if (own) own.push({ row, cluster, patient });
      else byPatient.set(key, [{ row, cluster, patient }]);
    }
    for (const candidates of byPatient.values()) this.settle(candidates);
  }

  private patientOf(cluster: JudgedCluster): Patient | FieldFault {
    const { ClustId, OrgIDProv } = cluster.values;
    if (!this.periods.agrees(periodKey(cluster))) {
      const reason = 'differs between rows of the same provider and period';
      return { field: 'ReportingPeriodEndDate', code: 'ROWS_DISAGREE', reason };
    }
    const localId = this.assessed.get(ClustId);
    if (localId === undefined || !this.assessments.agrees(ClustId)) {
      const reason = `leads to no one row of ${CLUSTER_TOOL} that can be taken`;
      return { field: 'ClustId', code: 'NO_ASSESSMENT', reason };
    }
    const key = patientKey(OrgIDProv, localId);
    const patient = this.patients.get(key);
    if (!patient || !this.sayings.agrees(key)) {
      const reason = `leads through ${CLUSTER_TOOL} to no patient of ${PATIENTS} that can be taken`;
      return { field: 'ClustId', code: 'NO_PERSON', reason };
    }
    return patient;
  }

  /** One patient's clusters: no day may be told, and so priced, twice. */
  private settle(candidates: readonly Candidate[]): void {
    const once = new Map<string, Candidate>();
    for (const candidate of candidates) {
      const key = sameCluster(candidate.cluster);
      if (!once.has(key)) {
        once.set(key, candidate);
        continue;
      }
      const reason = 'was given by an earlier row with the same days and code';
      this.refused.set(candidate.row, { field: 'ClustId', code: 'REPEATED_REFERENCE', reason });
    }
    for (const candidate of once.values()) {
      const others = [...once.values()].filter((other) => other !== candidate);
      const days = daysBeforeNext(candidate, others);
      if (others.some((other) => intersect(days, daysBeforeNext(other, [candidate])))) {
        const reason = 'and EndDateCareClust overlap another cluster of the same patient';
        const field = 'StartDateCareClust';
        this.refused.set(candidate.row, { field, code: 'OVERLAPPING_DAYS', reason });
      } else {
        this.taken.set(candidate.row, { ...candidate, days });
      }
    }
  }

  /** Why a row of MHS001MPI that is in order by itself is not taken all the same. */
  faultsOfPatient({ OrgIDProv, LocalPatientId }: Patient): FieldFault[] {
    return this.sayings.fieldsApart(patientKey(OrgIDProv, LocalPatientId)).map((field) => ({
      field,
      code: 'ROWS_DISAGREE',
      reason: 'differs between rows of the same patient, so none of them is taken',
    }));
  }

  faultsOfAssessment({ ClustId }: ToolRow): FieldFault[] {
    if (this.assessments.agrees(ClustId)) return [];
    const reason = 'differs between rows of the same assessment, so none of them is taken';
    return [{ field: 'LocalPatientId', code: 'ROWS_DISAGREE', reason }];
  }

  clusterOf(row: RawRow): TakenCluster | FieldFault | undefined {
    return this.taken.get(row.row) ?? this.refused.get(row.row);
  }

  /** One cluster that is taken; undefined where the delivery tells of no care at all. */
  get firstTaken(): TakenCluster | undefined {
    return this.taken.values().next().value;
  }
}

const patientKey = (provider: string, localId: string): string =>
  JSON.stringify([provider, localId]);

const periodKey = ({ values }: JudgedCluster): string =>
  JSON.stringify([values.OrgIDProv, values.ReportingPeriodStartDate]);

const sameCluster = ({ values, code, days }: JudgedCluster): string =>
  JSON.stringify([values.ClustId, code, days.from, days.until, values.Setting ?? null]);

/** A cluster that ends on the day another begins leaves that day to it. */
function daysBeforeNext({ cluster }: Candidate, others: readonly Candidate[]): Span {
  const { days, values } = cluster;
  const last = values.EndDateCareClust;
  const handsOver = others.some(
    ({ cluster: { values: next } }) =>
      next.StartDateCareClust === last && next.StartDateCareClust > days.from,
  );
  return handsOver && last !== null && last < days.until ? { from: days.from, until: last } : days;
}
