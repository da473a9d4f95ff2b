import type { OrganisationRecord } from '../../src/streams/store.ts';
import { type OrganisationKind, SELF } from '../../src/streams/stream.ts';
import { csvRows, dayOrNull } from './csv-rows.ts';

interface Row {
  readonly code: string;
  readonly name: string;
  readonly from_day?: string;
  readonly until_day?: string;
  readonly succeeded_by?: string;
  readonly source: string;
}

const DWP: OrganisationRecord = {
  code: 'DWP',
  name: 'Department for Work and Pensions',
  kind: 'government',
  fromDay: null,
  untilDay: null,
  succeededBy: null,
  source: 'ours: the department has no GSS or ODS code',
};

/** The person's own money stands beside that of funders; whose it is, is this. */
const THE_PERSON: OrganisationRecord = {
  code: SELF,
  name: 'The person themself',
  kind: 'person',
  fromDay: null,
  untilDay: null,
  succeededBy: null,
  source: 'ours: stands for whoever the account is held for',
};

/** Every council, integrated care board and trust that the reference files name, DWP, and SELF. */
export function referenceOrganisations(): OrganisationRecord[] {
  return [
    ...organisationsOf('councils.csv', 'council'),
    ...organisationsOf('integrated-care-boards.csv', 'icb'),
    ...organisationsOf('trusts.csv', 'trust'),
    DWP,
    THE_PERSON,
  ];
}

function organisationsOf(file: string, kind: OrganisationKind): OrganisationRecord[] {
  return csvRows<Row>(file).map(({ code, name, from_day, until_day, succeeded_by, source }) => ({
    code,
    name,
    kind,
    fromDay: dayOrNull(from_day),
    untilDay: dayOrNull(until_day),
    succeededBy: succeeded_by || null,
    source,
  }));
}
