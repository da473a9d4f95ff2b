export const COLUMNS = [
  'Contract Code',
  'Commissioner',
  'Provider',
  'Financial Year',
  'Form',
  'Variable Percent',
  'Variable Basis',
  'Emergency Baseline',
  'Marginal Percent',
  'Low Volume Limit',
  'Source',
  'Month',
  'Fixed',
  'Elective',
  'Other',
] as const;

export type Cells = Partial<Record<(typeof COLUMNS)[number], string>>;

const BLOCK: Cells = {
  'Contract Code': 'QF7-RCF',
  Commissioner: 'QF7',
  Provider: 'RCF',
  'Financial Year': '2022-23',
  Form: 'BLOCK',
  Source: 'signed 1 March 2022',
  Month: 'YEAR',
  Fixed: '1200000',
};

export const ALIGNED: Cells = {
  Form: 'ALIGNED_PAYMENT',
  'Variable Percent': '75',
  'Variable Basis': 'DIFFERENCE',
  Fixed: '10800000',
  Elective: '1200000',
};

/** A file of contracts: each row is a year's block between QF7 and RCF, but for its cells. */
export function contractsFile(...rows: readonly Cells[]): string {
  const lines = rows.map((cells) => COLUMNS.map((name) => ({ ...BLOCK, ...cells })[name] ?? ''));
  return [[...COLUMNS], ...lines].map((fields) => `${fields.join(',')}\n`).join('');
}

/** A row for each month of the year, alike but for those given. */
export function monthly(cells: Cells, differing: Readonly<Record<number, Cells>> = {}): Cells[] {
  return Array.from({ length: 12 }, (_, index) => ({
    ...cells,
    Month: String(index + 1),
    ...differing[index + 1],
  }));
}
