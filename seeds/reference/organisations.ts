import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { packageRoot } from '../../src/db/package-root.ts';
import type { OrganisationRecord } from '../../src/streams/store.ts';
import type { OrganisationKind } from '../../src/streams/stream.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';

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

/** Every council, integrated care board and trust that the reference files name, and DWP. */
export function referenceOrganisations(): OrganisationRecord[] {
  return [
    ...organisationsOf('councils.csv', 'council'),
    ...organisationsOf('integrated-care-boards.csv', 'icb'),
    ...organisationsOf('trusts.csv', 'trust'),
    DWP,
  ];
}

function organisationsOf(file: string, kind: OrganisationKind): OrganisationRecord[] {
  const text = readFileSync(join(packageRoot(), 'seeds/reference', file), 'utf8');
  const rows = parse(text, { columns: true }) as Row[];
  const day = (value: string | undefined) => (value ? (value as PlainDate) : null);
  return rows.map(({ code, name, from_day, until_day, succeeded_by, source }) => ({
    code,
    name,
    kind,
    fromDay: day(from_day),
    untilDay: day(until_day),
    succeededBy: succeeded_by || null,
    source,
  }));
}
