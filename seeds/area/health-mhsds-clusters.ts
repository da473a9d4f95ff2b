import {
  CARE_CLUSTERS,
  CLUSTER_TOOL,
  clusterRow,
  PATIENTS,
  patientRow,
  toolRow,
} from '../../adapters/health-mhsds-clusters/format.ts';
import { addDays } from '../../src/values/plain-date.ts';
import { Dice } from './dice.ts';
import type { SyntheticPerson } from './person.ts';
import type { AreaPlan } from './plan.ts';
import { lastMonths, type Reported } from './reporting.ts';
import { headedCsv, type Row, type Sheet } from './sheet.ts';

const DRAW = 13;
const CODES = ['05', '08', '11', '12', '13', '14'];

/** Of a hundred people with aftercare under s117. */
const STILL_IN_A_CLUSTER = 40;

/**
 * The mental health trust's last month in the three tables of one delivery. Clusters are no longer
 * used nationally: a trust that still sends a few shows what a retired currency comes to.
 */
export function clusterSheets(plan: AreaPlan): Sheet[] {
  return lastMonths(plan, 1).map((month) => ({
    adapter: 'health-mhsds-clusters',
    from: plan.mentalHealthTrust,
    label: `month-${month.first.slice(0, 7)}`,
    basis: 'individual-care',
    extension: 'csv',
    onEveryRow: {
      OrgIDProv: plan.mentalHealthTrust,
      OrgIDICBRes: plan.icb,
      ReportingPeriodStartDate: month.first,
      ReportingPeriodEndDate: month.last,
    },
    rowsOf: (person) => clusterOf(plan, person, month),
    write: {
      [PATIENTS]: headedCsv(Object.keys(patientRow.shape)),
      [CLUSTER_TOOL]: headedCsv(Object.keys(toolRow.shape)),
      [CARE_CLUSTERS]: headedCsv(Object.keys(clusterRow.shape)),
    },
  }));
}

/** One open cluster of one person: each table takes its columns from the same row. */
function* clusterOf(plan: AreaPlan, person: SyntheticPerson, month: Reported): Generator<Row> {
  if (!person.streams.has('section-117') || person.nhsNumber === null) return;
  const dice = new Dice(plan.seed, person.index, DRAW);
  if (!dice.chance(STILL_IN_A_CLUSTER)) return;
  yield {
    LocalPatientId: `MH${person.index}`,
    NHSNumber: person.nhsNumber,
    PersonBirthDate: person.birthDate,
    ClustId: `CL-${person.index}`,
    StartDateCareClust: addDays(month.first, dice.between(-400, 20)),
    AMHCareClustCodeFin: dice.pick(CODES),
    Setting: 'NON_ADMITTED',
  };
}
