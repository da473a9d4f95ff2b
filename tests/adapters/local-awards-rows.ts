import { localAwards } from '../../adapters/local-awards/adapter.ts';
import { linesIn } from '../../src/awards/line.ts';
import { parseFinancialYear } from '../../src/values/financial-year.ts';
import { accepted, contextFor, faultsOf, readText } from '../support/reading.ts';
import { tell } from '../support/told.ts';

export const COLUMNS = (
  'Award Reference,NHS Number,NINO,Surname,Given Names,Date of Birth,Stream,Legal Basis,' +
  'Funder,Basis,Amount,Per,Units per Week,First Day,Last Day,Mode,Contribution per Week,' +
  'Priced By,Conditions,Payment Reference,Payment Amount,Payment Basis,Payment Date,' +
  'Payment For First Day,Payment For Last Day'
).split(',');

export type Row = Readonly<Record<string, string>>;

/** Housing-related support of £120.00 a week from 1 April 2025, towards which the person pays £20. */
export const AWARD: Row = {
  'Award Reference': 'HRS-1',
  'NHS Number': '9990000018',
  Surname: 'Barraclough',
  'Given Names': 'Jean',
  'Date of Birth': '1951-03-17',
  Stream: 'housing-related-support',
  'Legal Basis': 'Housing-related support scheme',
  Funder: 'E08000039',
  Basis: 'RECURRING',
  Amount: '120.00',
  Per: 'week',
  'First Day': '2025-04-01',
  Mode: 'COMMISSIONED',
  'Contribution per Week': '20.00',
};

/** £400.00, that is 4 × (£120 − £20), for the first four weeks. */
export const PAYMENT: Row = {
  ...AWARD,
  'Payment Reference': 'PAY-1',
  'Payment Amount': '400.00',
  'Payment Basis': 'NET',
  'Payment Date': '2025-04-29',
  'Payment For First Day': '2025-04-01',
  'Payment For Last Day': '2025-04-28',
};

export const ONE_OFF: Row = {
  ...AWARD,
  Basis: 'ONE_OFF',
  Per: 'once',
  Amount: '750.00',
  'Contribution per Week': '',
};

export const textOf = (rows: readonly Row[], columns: readonly string[] = COLUMNS) =>
  [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))]
    .map((cells) => cells.join(','))
    .join('\n');

export const read = (...rows: Row[]) =>
  readText(localAwards, contextFor('E08000039'), textOf(rows));
export const faults = async (row: Row) => faultsOf((await read(row))[0]);
export const taken = async (row: Row) => accepted((await read(row))[0]);
export const awardOf = async (row: Row) => {
  const [award] = (await taken(row)).awards;
  if (!award) throw new Error('no award');
  return award;
};

/** The lines of a year of the one award that these rows tell of, with all their payments. */
export async function linesOf(year: string, ...rows: Row[]) {
  const verdicts = (await read(...rows)).map(accepted);
  const [draft] = verdicts[0]?.awards ?? [];
  if (!draft) throw new Error('no award');
  const payments = verdicts.flatMap((verdict) => verdict.payments);
  return linesIn(parseFinancialYear(year), [tell(draft, { payments })]);
}
