import { MODES } from '../awards/award.ts';
import { CHARACTERISTICS } from '../people/characteristic.ts';
import { PROVIDER_SECTORS } from '../streams/provider-sector.ts';
import { daysOf, type FinancialYear } from '../values/financial-year.ts';
import { nextMonth } from '../values/plain-date.ts';
import { SECTORS } from '../values/sector.ts';
import { AGE_BAND_CODES, type Dimension, NOT_KNOWN } from './dimension.ts';
import { QUARTERS } from './publication.ts';
import type { UsageFilter } from './usage.ts';
import { LATE } from './usage-facts.ts';

/** Codes that are known to the hub and change with it; of currencies and providers no list is kept. */
export interface KnownCodes {
  readonly streams: ReadonlySet<string>;
  readonly organisations: ReadonlySet<string>;
  readonly schemes: ReadonlySet<string>;
}

/** More codes than this are not named in a refusal. */
const MOST_NAMED = 20;

/** The codes of a dimension in a year; null where any text may be one. */
export function codesOfDimension(
  dimension: Dimension,
  year: FinancialYear,
  known: KnownCodes,
): ReadonlySet<string> | null {
  switch (dimension) {
    case 'STREAM':
      return known.streams;
    case 'PARTNER':
      return known.organisations;
    case 'AREA':
      return new Set([...known.organisations, NOT_KNOWN]);
    case 'SCHEME':
      return known.schemes;
    case 'MONTH':
      return new Set([...monthsOf(year), LATE]);
    case 'CURRENCY':
    case 'PROVIDER':
      return null;
    default:
      return new Set(FIXED[dimension]);
  }
}

const FIXED = {
  SECTOR: SECTORS,
  MODE: MODES,
  AGE_BAND: AGE_BAND_CODES,
  SEX: [...CHARACTERISTICS.SEX, NOT_KNOWN],
  ETHNIC_GROUP: [...CHARACTERISTICS.ETHNIC_GROUP, NOT_KNOWN],
  CLIENT_GROUP: [...CHARACTERISTICS.CLIENT_GROUP, NOT_KNOWN],
  DEPRIVATION_FIFTH: ['1', '2', '3', '4', '5', NOT_KNOWN],
  PROVIDER_SECTOR: PROVIDER_SECTORS,
  QUARTER: QUARTERS,
} as const;

function monthsOf(year: FinancialYear): string[] {
  const { from, until } = daysOf(year);
  const months: string[] = [];
  for (let month = from; month < until; month = nextMonth(month)) months.push(month.slice(0, 7));
  return months;
}

/** Why a filter asks for what there is not, in words; null where each of its codes is one. */
export function faultOfFilter(
  { dimension, codes }: UsageFilter,
  year: FinancialYear,
  known: KnownCodes,
): string | null {
  if (codes.length === 0) return `filters by no code of ${dimension}`;
  const allowed = codesOfDimension(dimension, year, known);
  if (allowed === null || codes.every((code) => allowed.has(code))) return null;
  const which = allowed.size <= MOST_NAMED ? `: they are ${[...allowed].join(', ')}` : '';
  return `filters by a code that ${dimension} does not have${which}`;
}
