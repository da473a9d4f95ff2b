import type { MarketForcesFactor, Tariff, TariffKind } from '../../src/currencies/tariff.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';
import { decimal, type Ratio } from '../../src/values/ratio.ts';
import { csvRows, dayOrNull } from './csv-rows.ts';

interface Row {
  readonly scheme: string;
  readonly code: string;
  readonly kind: TariffKind;
  readonly first_day: PlainDate;
  readonly until_day: string;
  readonly known_from: PlainDate;
  readonly pounds: string;
  readonly points: string;
  readonly illustrative: 'yes' | 'no';
  readonly source: string;
}

/** Files of prices in one layout, a row for each price. */
const PRICE_FILES = [
  'hrg-unit-prices-2024-26.csv',
  'funded-nursing-care.csv',
  'mental-health-cluster-prices.csv',
  'care-prices.csv',
  'resource-allocation.csv',
];

/** Every price that the reference files give; a price they leave blank has no row. */
export function referenceTariffs(): Tariff[] {
  return [...hrgTariffs(), ...PRICE_FILES.flatMap((file) => csvRows<Row>(file).map(tariffOf))];
}

const orNull = (text: string): Ratio | null => (text === '' ? null : decimal(text));

function tariffOf(row: Row): Tariff {
  return {
    scheme: row.scheme,
    code: row.code,
    kind: row.kind,
    provider: null,
    days: { from: row.first_day, until: dayOrNull(row.until_day) },
    knownFrom: row.known_from,
    pounds: decimal(row.pounds),
    percent: null,
    trimPoint: null,
    longStayPounds: null,
    points: orNull(row.points),
    illustrative: row.illustrative === 'yes',
    source: row.source,
  };
}

type HrgRow = Readonly<
  Record<
    | 'code'
    | `${'elective' | 'non_elective'}_${'2017_18' | '2018_19'}`
    | `${'elective' | 'non_elective'}_trim_point`
    | 'long_stay_per_day'
    | 'source',
    string
  >
>;

const HRG_YEARS = [
  { year: '2017_18', from: '2017-04-01' as PlainDate, until: '2018-04-01' as PlainDate },
  { year: '2018_19', from: '2018-04-01' as PlainDate, until: '2019-04-01' as PlainDate },
] as const;

const HRG_KINDS = [
  { kind: 'ELECTIVE', column: 'elective' },
  { kind: 'NON_ELECTIVE', column: 'non_elective' },
] as const;

/** Trim points and pounds per day hold for both price years, as published. */
function hrgTariffs(): Tariff[] {
  return csvRows<HrgRow>('hrg-prices-2017-19.csv').flatMap((row) =>
    HRG_YEARS.flatMap(({ year, from, until }) =>
      HRG_KINDS.flatMap(({ kind, column }): Tariff[] => {
        const pounds = row[`${column}_${year}`];
        const trimPoint = row[`${column}_trim_point`];
        if (pounds === '') return [];
        return [
          {
            scheme: 'hrg',
            code: row.code,
            kind,
            provider: null,
            days: { from, until },
            knownFrom: from,
            pounds: decimal(pounds),
            percent: null,
            trimPoint: trimPoint === '' ? null : Number(trimPoint),
            longStayPounds: orNull(row.long_stay_per_day),
            points: null,
            illustrative: false,
            source: row.source,
          },
        ];
      }),
    ),
  );
}

interface FactorRow {
  readonly provider: string;
  readonly first_day: PlainDate;
  readonly until_day: string;
  readonly known_from: PlainDate;
  readonly factor: string;
  readonly source: string;
}

/** The market forces factor of every provider and price year that the reference files give. */
export function referenceFactors(): MarketForcesFactor[] {
  return csvRows<FactorRow>('market-forces-factors.csv').map((row) => ({
    provider: row.provider,
    days: { from: row.first_day, until: dayOrNull(row.until_day) },
    knownFrom: row.known_from,
    factor: decimal(row.factor),
    source: row.source,
  }));
}
