import { z } from 'zod';
import { SETTINGS } from '../../src/currencies/activity.ts';
import {
  anyText,
  dayOfTimestamp,
  oneOf,
  optional,
  required,
  unread,
} from '../../src/deliveries/fields.ts';
import { headedTables } from '../../src/deliveries/headed-csv.ts';
import { sentNumber } from '../../src/deliveries/patient-sent.ts';
import { ethnicGroupOfNhsCode, sexOfNhsCode } from '../../src/people/nhs-codes.ts';
import { parseNhsNumber } from '../../src/values/nhs-number.ts';

/** The tables of the Mental Health Services Data Set that one delivery holds together. */
export const PATIENTS = 'MHS001MPI';
export const CLUSTER_TOOL = 'MHS801ClusterTool';
export const CARE_CLUSTERS = 'MHS803CareCluster';

/** MHS001MPI: who a provider's patient is, and which commissioner answers for them. */
export const patientRow = z.object({
  LocalPatientId: required(anyText),
  NHSNumber: optional(parseNhsNumber),
  PersonBirthDate: optional(dayOfTimestamp),
  OrgIDProv: required(anyText),
  // The list of columns that providers are asked for lacks it: then nobody says who pays.
  OrgIDICBRes: optional(anyText).default(null),
  // Read where they are there, for totals: what the person says they are before what is recorded.
  GenderIDCode: optional(sexOfNhsCode).optional(),
  Gender: optional(sexOfNhsCode).optional(),
  EthnicCategory: optional(ethnicGroupOfNhsCode).optional(),
});

/** The same in a commissioning extract: an NHS number or a pseudonym, and nobody's birth is read. */
export const commissionedPatientRow = patientRow.extend({
  NHSNumber: optional(sentNumber).default(null),
  'NHSNumber Pseudo': optional(sentNumber).default(null),
  PersonBirthDate: unread().default(null),
  GenderIDCode: unread().optional(),
  Gender: unread().optional(),
  EthnicCategory: unread().optional(),
});

/** MHS801ClusterTool: which patient an assessment was of. */
export const toolRow = z.object({
  ClustId: required(anyText),
  LocalPatientId: required(anyText),
});

/** MHS803CareCluster: the cluster an assessment ended in, and its days. */
export const clusterRow = z.object({
  ClustId: required(anyText),
  StartDateCareClust: required(dayOfTimestamp),
  EndDateCareClust: optional(dayOfTimestamp),
  AMHCareClustCodeFin: required(anyText),
  OrgIDProv: required(anyText),
  ReportingPeriodStartDate: required(dayOfTimestamp),
  ReportingPeriodEndDate: required(dayOfTimestamp),
  // Ours: none of the data set's tables for clusters says where the care was given.
  Setting: optional(oneOf(SETTINGS)).optional(),
});

export type PatientRow = z.output<typeof patientRow>;
export type CommissionedPatientRow = z.output<typeof commissionedPatientRow>;
export type ToolRow = z.output<typeof toolRow>;
export type ClusterRow = z.output<typeof clusterRow>;

/** The columns that each table needs; others may be there and are ignored. */
export const COLUMNS_NEEDED = {
  [PATIENTS]: ['LocalPatientId', 'NHSNumber', 'PersonBirthDate', 'OrgIDProv'],
  [CLUSTER_TOOL]: Object.keys(toolRow.shape),
  [CARE_CLUSTERS]: Object.keys(clusterRow.shape).filter((name) => name !== 'Setting'),
};

const REST = {
  [CLUSTER_TOOL]: { required: COLUMNS_NEEDED[CLUSTER_TOOL], optional: 'any' },
  [CARE_CLUSTERS]: { required: COLUMNS_NEEDED[CARE_CLUSTERS], optional: 'any' },
} as const;

export const layout = headedTables({
  [PATIENTS]: { required: COLUMNS_NEEDED[PATIENTS], optional: 'any' },
  ...REST,
});

/** A commissioning extract need not carry what says who a patient is. */
export const commissionedLayout = headedTables({
  [PATIENTS]: { required: ['LocalPatientId', 'OrgIDProv'], optional: 'any' },
  ...REST,
});
