import { COLUMNS_READ } from '../../adapters/social-care-cld/format.ts';

/** A valid Client Level Data row for a service of £100 a week; give what differs. */
const SERVICE: Readonly<Record<string, string>> = {
  'LA Code': 'E08000039',
  'Reporting Period Start Date': '2025-04-01',
  'Reporting Period End Date': '2026-03-31',
  'NHS Number': '9990000018',
  'LA Person Unique Identifier': 'P1',
  'Date of Birth': '1950-01-01',
  'Client Type': 'Service user',
  Postcode: 'S1 2HH',
  'Client Funding Status': 'Fully social care funded',
  'Event Type': 'Service',
  'Event Start Date': '2025-04-01',
  'Event Outcome': 'Continuation of support or services',
  'Service Type': 'Long term support: Community',
  'Service Component': 'Home support or domiciliary care',
  'Delivery Mechanism': 'CASSR managed personal budget',
  'Unit Cost': '100.00',
  'Cost Frequency (Unit Type)': 'Weekly',
};

/** The text of a file of such rows, with these differences, and more columns where a row has them. */
export function cldFile(...rows: readonly Readonly<Record<string, string>>[]): string {
  const extra = new Set(rows.flatMap((row) => Object.keys(row)));
  for (const column of COLUMNS_READ) extra.delete(column);
  const columns = [...COLUMNS_READ, ...extra];
  const line = (row: Readonly<Record<string, string>>) =>
    columns.map((column) => `"${row[column] ?? SERVICE[column] ?? ''}"`).join(',');
  return `${columns.map((column) => `"${column}"`).join(',')}\n${rows.map(line).join('\n')}\n`;
}
