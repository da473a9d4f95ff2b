import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ITEMS } from '../../adapters/health-plcm/format.ts';
import { COLUMNS_NEEDED } from '../../adapters/health-sus-apc/format.ts';
import type { SharingBasis } from '../../src/deliveries/delivery.ts';
import { ingest } from '../../src/deliveries/ingest.ts';
import type { TestHub } from '../support/hub.ts';

export type Cells = Readonly<Record<string, string>>;

export const NHS_NUMBER = 'spell.patient.identity.nhs_number.value';
export const PSEUDONYM = `${NHS_NUMBER} Pseudo`;

const csv = (columns: readonly string[], good: Cells, rows: readonly Cells[]): string =>
  [columns, ...rows.map((cells) => columns.map((name) => ({ ...good, ...cells })[name] ?? ''))]
    .map((fields) => `${fields.join(',')}\n`)
    .join('');

/** An elective spell at RCF, paid by QF7, that ended on 5 April 2022. */
const SPELL: Cells = {
  'spell.hospital_provider_spell_number': 'SP1',
  [NHS_NUMBER]: '9990000018',
  'spell.patient.identity.age_on_admission': '70',
  'spell.admission.date': '2022-04-02',
  'spell.admission.method': '11',
  'spell.admission.patient_classification': '1',
  'spell.discharge.date': '2022-04-05',
  'spell.commissioning.grouping.core_hrg': 'AA01A',
  'spell.commissioning.service_agreement.provider': 'RCF',
  'spell.commissioning.service_agreement.commissioner': 'QF7',
  'spell.commissioning.tariff_calculation.final_price': '1234.5',
};

/** A file of spells, each as above but for its cells, under a column of its own for any other name. */
export function spellsFile(...rows: readonly Cells[]): string {
  const more = Object.keys(Object.assign({}, ...rows)).filter((name) => !(name in SPELL));
  return csv([...COLUMNS_NEEDED, ...more], SPELL, rows);
}

/** The same as a commissioner gets it: with a pseudonym, and no column for an NHS number. */
export function pseudonymousFile(...rows: readonly Cells[]): string {
  const columns = COLUMNS_NEEDED.filter((name) => name !== NHS_NUMBER);
  return csv([...columns, PSEUDONYM], SPELL, rows);
}

export const spell = (number: string, ended: string, more: Cells = {}): Cells => ({
  ...{ 'spell.hospital_provider_spell_number': number, 'spell.discharge.date': ended },
  ...{ 'spell.admission.date': ended, ...more },
});

/** An outpatient attendance at RCF, paid by QF7, in August 2025. */
const LINE: Cells = {
  'FINANCIAL MONTH': '5',
  'FINANCIAL YEAR': '202526',
  'DATE AND TIME DATA SET CREATED': '2025-09-19T07:45:12',
  'ORGANISATION IDENTIFIER (CODE OF PROVIDER)': 'RCF',
  'ORGANISATION IDENTIFIER (CODE OF COMMISSIONER)': 'QF7',
  'NHS NUMBER': '9990000018',
  'LOCAL PATIENT IDENTIFIER (EXTENDED)': 'RCF0481516',
  'POSTCODE OF USUAL ADDRESS': 'S11 8YA',
  'PERSON BIRTH DATE': '1948-02-29',
  'ACTIVITY START DATE (CONTRACT MONITORING)': '2025-08-04',
  'POINT OF DELIVERY CODE': 'OPFA',
  'TARIFF CODE': 'WF01A',
  'ACTIVITY COUNT (POINT OF DELIVERY)': '2.5',
  'ACTIVITY UNIT PRICE': '100.12345678',
  'TOTAL COST': '250.30864195',
};

export const plcmFile = (...rows: readonly Cells[]): string => csv(ITEMS, LINE, rows);

const PATIENT: Cells = {
  ...{ LocalPatientId: 'TAH-P1', NHSNumber: '9990000034', PersonBirthDate: '1993-11-03' },
  ...{ OrgIDProv: 'TAH', OrgIDICBRes: 'QF7' },
};
const TOOL: Cells = { ClustId: 'C1', LocalPatientId: 'TAH-P1' };
const CLUSTER: Cells = {
  ...{ ClustId: 'C1', StartDateCareClust: '2023-01-09', EndDateCareClust: '' },
  ...{ AMHCareClustCodeFin: '11', OrgIDProv: 'TAH' },
  ...{ ReportingPeriodStartDate: '2023-05-01', ReportingPeriodEndDate: '2023-05-31' },
};

/** The three tables of one patient in one cluster through May 2023, without some of their columns. */
export function clusterFiles(patient: Cells, without: readonly string[] = []): string[] {
  const columns = Object.keys({ ...PATIENT, ...patient }).filter((name) => !without.includes(name));
  return [
    csv(columns, PATIENT, [patient]),
    csv(Object.keys(TOOL), TOOL, [{}]),
    csv(Object.keys(CLUSTER), CLUSTER, [{}]),
  ];
}

/** Receives the texts as the files of one delivery, for commissioning unless told otherwise. */
export async function receiveFor(
  hub: TestHub,
  adapter: string,
  sender: string,
  texts: readonly string[],
  basis: SharingBasis = 'commissioning',
) {
  const files: string[] = [];
  for (const text of texts) {
    const path = join(hub.folder, randomUUID());
    await writeFile(path, text);
    files.push(path);
  }
  const found = hub.adapters.get(adapter);
  if (!found) throw new Error(`no adapter ${adapter}`);
  const request = { adapter: found, files, sender, basis, today: hub.day, actor: 'test' };
  return ingest(hub.db, request);
}
