import { z } from 'zod';
import { codeOf, type Measure, type Scheme } from '../currencies/scheme.ts';
import {
  type MarketForcesFactor,
  TARIFF_KINDS,
  type Tariff,
  type TariffKind,
} from '../currencies/tariff.ts';
import { BadValue } from '../values/bad-value.ts';
import { parsePlainDate } from '../values/plain-date.ts';
import { decimal, type Ratio } from '../values/ratio.ts';
import type { FieldFault, RawRow } from './adapter.ts';
import { anyText, oneOf, optional, readRow, required } from './fields.ts';
import { headedCsv } from './headed-csv.ts';

/** What a row may give: a price of a kind, or a provider's market forces factor. */
const FILE_KINDS = [...TARIFF_KINDS, 'MARKET_FORCES'] as const;
export type FileKind = (typeof FILE_KINDS)[number];

/** A sum, number of points or factor: plain decimal, at or above nothing. */
function notNegative(text: string): Ratio {
  const value = decimal(text);
  if (value.n < 0n) throw new BadValue('BAD_NUMBER', 'is below nothing');
  return value;
}

function aboveNothing(text: string): Ratio {
  const value = decimal(text);
  if (value.n <= 0n) throw new BadValue('BAD_NUMBER', 'is not above nothing');
  return value;
}

function percentage(text: string): Ratio {
  const value = notNegative(text);
  if (value.n > 100n * value.d) throw new BadValue('TOO_LARGE', 'is more than 100 per cent');
  return value;
}

function wholeDays(text: string): number {
  if (!/^\d{1,4}$/.test(text)) {
    throw new BadValue('BAD_NUMBER', 'is not a whole number of days, 9999 at the most');
  }
  return Number(text);
}

/**
 * A year's tariffs as a file; the layout is our own. Pounds may have parts of a penny. A blank Last
 * Day runs on, a blank Known From is the day of loading, a blank Illustrative is no.
 */
const tariffRow = z.object({
  Scheme: optional(anyText),
  Code: optional(anyText),
  Kind: required(oneOf(FILE_KINDS)),
  Provider: optional(anyText),
  'First Day': required(parsePlainDate),
  'Last Day': optional(parsePlainDate),
  'Known From': optional(parsePlainDate),
  Pounds: optional(notNegative),
  Percent: optional(percentage),
  'Trim Point': optional(wholeDays),
  'Long Stay Pounds per Day': optional(notNegative),
  Points: optional(notNegative),
  Illustrative: optional(oneOf(['yes', 'no'])),
  Source: required(anyText),
  /** Needed for the kind MARKET_FORCES only, so a file without such rows may leave it out. */
  Factor: optional(aboveNothing).optional(),
});

export type TariffRow = z.output<typeof tariffRow>;

const OPTIONAL_COLUMNS = ['Factor'];

export const tariffLayout = headedCsv({
  required: Object.keys(tariffRow.shape).filter((name) => !OPTIONAL_COLUMNS.includes(name)),
  optional: OPTIONAL_COLUMNS,
});

/** The columns that a kind may need or have no use for. */
type Told = Exclude<keyof TariffRow, 'Kind' | 'First Day' | 'Last Day' | 'Known From' | 'Source'>;

interface Asked {
  readonly needs: readonly Told[];
  readonly may: readonly Told[];
}

const PRICE: Asked = { needs: ['Scheme', 'Code', 'Pounds'], may: ['Provider', 'Illustrative'] };
const LONG_STAY: readonly Told[] = ['Trim Point', 'Long Stay Pounds per Day'];
const SPELL: Asked = { needs: PRICE.needs, may: [...PRICE.may, ...LONG_STAY] };
const PERCENTAGE: Asked = { needs: ['Scheme', 'Code', 'Percent'], may: PRICE.may };

/** Weekly rates and tables of points are everybody's: pricing asks for no provider's own. */
const ASKED: Readonly<Record<FileKind, Asked>> = {
  ELECTIVE: SPELL,
  NON_ELECTIVE: SPELL,
  SHORT_STAY: PERCENTAGE,
  TOP_UP: PERCENTAGE,
  BEST_PRACTICE: PRICE,
  ADMITTED_DAY: PRICE,
  NON_ADMITTED_DAY: PRICE,
  INITIAL_ASSESSMENT: PRICE,
  WEEK: { needs: PRICE.needs, may: ['Illustrative'] },
  HOUR: PRICE,
  CONTACT: PRICE,
  POINTS: { needs: [...PRICE.needs, 'Points'], may: ['Illustrative'] },
  MARKET_FORCES: { needs: ['Provider', 'Factor'], may: [] },
};

const ALL_TOLD: readonly Told[] = [
  'Scheme',
  'Code',
  'Provider',
  'Pounds',
  'Percent',
  ...LONG_STAY,
  'Points',
  'Factor',
  'Illustrative',
];

/** What a row says, with what its kind needs and nothing more; or every fault found. */
export function readTariffRow(
  raw: RawRow,
): { said: TariffRow; faults: null } | { said: null; faults: FieldFault[] } {
  const { values, faults } = readRow(tariffRow, raw);
  if (!values) return { said: null, faults };
  const { Kind: kind } = values;
  const { needs, may } = ASKED[kind];
  const wrong = ALL_TOLD.flatMap((field): FieldFault[] => {
    const isGiven = (values[field] ?? null) !== null && values[field] !== 'no';
    if (needs.includes(field) && !isGiven) {
      return [{ field, code: 'BLANK', reason: `is blank and must be given for ${kind}` }];
    }
    if (!isGiven || needs.includes(field) || may.includes(field)) return [];
    return [{ field, code: 'NOT_FOR_KIND', reason: notFor(kind, field) }];
  });
  const { 'First Day': first, 'Last Day': last } = values;
  if (last !== null && last < first) {
    wrong.push({ field: 'Last Day', code: 'END_BEFORE_START', reason: 'is before the first day' });
  }
  return wrong.length > 0 ? { said: null, faults: wrong } : { said: values, faults: null };
}

function notFor(kind: FileKind, field: Told): string {
  const instead = field === 'Pounds' && ASKED[kind].needs.includes('Percent');
  return instead
    ? `must be blank: ${kind} is a percentage and goes under Percent`
    : `must be blank for ${kind}`;
}

/** The kinds that pricing looks for in a scheme, by what one unit of it is. */
const KINDS_OF: Readonly<Record<Measure, readonly TariffKind[]>> = {
  SPELL: ['ELECTIVE', 'NON_ELECTIVE', 'SHORT_STAY', 'TOP_UP', 'BEST_PRACTICE'],
  CLUSTER_DAY: ['ADMITTED_DAY', 'NON_ADMITTED_DAY', 'INITIAL_ASSESSMENT'],
  WEEK: ['WEEK'],
  HOUR: ['HOUR'],
  CONTACT: ['CONTACT'],
  POINTS: ['POINTS'],
  NONE: [],
};

export function hasKind(scheme: Pick<Scheme, 'measure'>, kind: TariffKind): boolean {
  return KINDS_OF[scheme.measure].includes(kind);
}

/** The code as the scheme writes it, or null where it has another form. */
export function codeIn(scheme: Scheme, text: string): string | null {
  try {
    return codeOf(scheme, text);
  } catch (error) {
    if (!(error instanceof BadValue)) throw error;
    return null;
  }
}

/** What one row of a file adds to what is known. */
export type Price = Tariff | MarketForcesFactor;

export function isFactor(price: Price): price is MarketForcesFactor {
  return 'factor' in price;
}
