import { z } from 'zod';
import { FileRefused } from '../../src/deliveries/delivery.ts';
import { anyText, oneOf, optional, required } from '../../src/deliveries/fields.ts';
import { BadValue } from '../../src/values/bad-value.ts';
import { type FinancialYear, parseFinancialYear } from '../../src/values/financial-year.ts';
import { type Pence, parsePounds } from '../../src/values/money.ts';
import { decimal, type Ratio, ratio, times } from '../../src/values/ratio.ts';

/** Columns that must be there beside the one of the money. */
export const REQUIRED = [
  'Scheme ID',
  'Scheme Name',
  'Scheme Type',
  'Commissioner',
  'Source of Funding',
] as const;

/** Columns that may be there; others are left unread. Pool and Year are ours. */
export const OPTIONAL = [
  'Brief Description of Scheme',
  'Sub Types',
  "Please specify if 'Scheme Type' is 'Other'",
  'Units',
  'Area of Spend',
  "Please specify if 'Area of Spend' is 'other'",
  '% NHS (if Joint Commissioner)',
  '% LA (if Joint Commissioner)',
  'Provider',
  'New/ Existing Scheme',
  '% of Overall Spend (Average)',
  'Pool',
  'Year',
] as const;

/** The money, and what it is to deliver, each for one year that its name may tell. */
export const MONEY = 'Expenditure (£)';
export const OUTPUTS = 'Expected outputs';

const OF_YEAR = /^(Expenditure|Expected outputs)(?: ((?:20)?\d{2}[-/]\d{2}))?(?: \(£\))?$/;

/** The year that the names of the columns tell; null where none does. */
export class Heading {
  year: FinancialYear | null = null;

  /** Which column is which. Throws FileRefused where one is missing, or money is of two years. */
  columns(names: readonly string[]): (string | null)[] {
    const read = names.map((name) => {
      const [, what, year] = OF_YEAR.exec(name) ?? [];
      const column = what === 'Expenditure' ? MONEY : what === undefined ? null : OUTPUTS;
      return { column: column ?? known(name), year: year ? yearOf(year) : null };
    });
    const all = read.map(({ column }) => column);
    const missing = [...REQUIRED, MONEY].filter((name) => !all.includes(name));
    if (missing.length > 0) {
      const quoted = missing.map((name) => `"${name}"`).join(', ');
      throw new FileRefused(`the file lacks the column${missing.length > 1 ? 's' : ''} ${quoted}`);
    }
    const twice = all.find((name, at) => name !== null && all.indexOf(name) !== at);
    if (twice === MONEY || twice === OUTPUTS) {
      throw new FileRefused(`the file has "${twice}" of two years: send each year in its own file`);
    }
    if (twice !== undefined) throw new FileRefused(`the column "${twice}" is there twice`);
    const [year = null, another] = [...new Set(read.flatMap((each) => each.year ?? []))];
    if (another) throw new FileRefused('the names of its columns tell of two years');
    this.year = year;
    return all;
  }
}

const known = (name: string): string | null =>
  [...REQUIRED, ...OPTIONAL].find((each) => each === name) ?? null;

/** `2025-26`, `2025/26` or `25/26`. */
function yearOf(text: string): FinancialYear {
  const full = text.replace('/', '-');
  try {
    return parseFinancialYear(full.length === 5 ? `20${full}` : full);
  } catch (error) {
    if (!(error instanceof BadValue)) throw error;
    throw new FileRefused('the name of a column tells of no financial year');
  }
}

function pounds(text: string): Pence {
  const amount = parsePounds(text.replace(/^£/, '').replaceAll(/,(?=\d{3}(?:,|\.|$))/g, ''));
  if (amount < 0n) throw new BadValue('BAD_MONEY', 'is below nothing');
  return amount;
}

function quantity(text: string): Ratio {
  const amount = decimal(text.replaceAll(/,(?=\d{3}(?:,|\.|$))/g, ''));
  if (amount.n < 0n) throw new BadValue('BAD_NUMBER', 'is below nothing');
  return amount;
}

/** `50%` or `50`; of `0.5` nobody knows whether it is a half or half a per cent. */
function percent(text: string): Ratio {
  const share = times(decimal(text.replace(/ ?%$/, '')), ratio(1, 100));
  const isClear = text.endsWith('%') || share.n === 0n || share.n * 100n > share.d;
  if (!isClear) throw new BadValue('BAD_NUMBER', 'may be a share or a per cent: write 50%');
  if (share.n < 0n || share.n > share.d) {
    throw new BadValue('BAD_NUMBER', 'is not between nothing and 100%');
  }
  return share;
}

/** A year in the column of that name, as the names of columns give it. */
function yearText(text: string): FinancialYear {
  return parseFinancialYear(text.replace('/', '-'));
}

const left = <Value>(parse: (text: string) => Value) => optional(parse).default(null);

export const COMMISSIONERS = ['LA', 'NHS', 'Joint'] as const;

export const planRow = z.object({
  'Scheme ID': required(anyText),
  'Scheme Name': required(anyText),
  'Brief Description of Scheme': left(anyText),
  'Scheme Type': required(anyText),
  'Sub Types': left(anyText),
  "Please specify if 'Scheme Type' is 'Other'": left(anyText),
  [OUTPUTS]: left(quantity),
  Units: left(anyText),
  'Area of Spend': left(anyText),
  "Please specify if 'Area of Spend' is 'other'": left(anyText),
  Commissioner: required(oneOf(COMMISSIONERS)),
  '% NHS (if Joint Commissioner)': left(percent),
  '% LA (if Joint Commissioner)': left(percent),
  Provider: left(anyText),
  'Source of Funding': required(anyText),
  'New/ Existing Scheme': left(anyText),
  [MONEY]: required(pounds),
  Pool: left(anyText),
  Year: left(yearText),
});

export type PlanRow = z.output<typeof planRow>;

/** Values as they are recalled; one that is not here is taken, and noted. Unverified. */
export const LISTS: Readonly<Partial<Record<keyof PlanRow, readonly string[]>>> = {
  'Scheme Type': [
    'Assistive Technologies and Equipment',
    'Care Act Implementation Related Duties',
    'Carers Services',
    'Community Based Schemes',
    'DFG Related Schemes',
    'Enablers for Integration',
    'High Impact Change Model for Managing Transfer of Care',
    'Home Care or Domiciliary Care',
    'Housing Related Schemes',
    'Integrated Care Planning and Navigation',
    'Bed based intermediate Care Services',
    'Home-based intermediate care services',
    'Urgent Community Response',
    'Personalised Budgeting and Commissioning',
    'Personalised Care at Home',
    'Prevention / Early Intervention',
    'Residential Placements',
    'Workforce recruitment and retention',
    'Other',
  ],
  'Area of Spend': [
    ...['Social Care', 'Primary Care', 'Community Health', 'Mental Health', 'Continuing Care'],
    ...['Acute', 'Other'],
  ],
  Provider: [
    ...['Local Authority', 'NHS', 'NHS Community Provider', 'NHS Mental Health Provider'],
    ...['NHS Acute Provider', 'Private Sector', 'Charity / Voluntary Sector'],
  ],
  'Source of Funding': [
    'Minimum NHS Contribution',
    'Additional NHS Contribution',
    'iBCF',
    'DFG',
    'Local Authority Discharge Funding',
    'ICB Discharge Funding',
    'Additional LA Contribution',
    // From 2025/26 in place of iBCF.
    'Local Authority Better Care Grant',
  ],
  'New/ Existing Scheme': ['New', 'Existing'],
};
