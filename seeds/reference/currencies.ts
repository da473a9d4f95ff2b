import type { CurrencyCode, ReviewPeriod } from '../../src/currencies/scheme.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';
import { csvRows, dayOrNull } from './csv-rows.ts';
import { SCHEMES } from './schemes.ts';

interface Row {
  readonly scheme: string;
  readonly code: string;
  readonly name: string;
  readonly group: string;
  readonly first_day: PlainDate;
  readonly until_day: string;
  readonly unusable: string;
  readonly review_every: string;
  readonly review_unit: ReviewPeriod['unit'] | '';
  readonly source: string;
}

type HrgRow = Readonly<Record<'code' | 'name' | 'chapter' | 'subchapter' | 'source', string>>;

/** Every code of every scheme that the reference files name. */
export function referenceCurrencies(): CurrencyCode[] {
  return [...hrgs(), ...csvRows<Row>('currencies.csv').map(currencyOf)];
}

function currencyOf(row: Row): CurrencyCode {
  const { review_every: every, review_unit: unit } = row;
  return {
    scheme: row.scheme,
    code: row.code,
    name: row.name,
    group: row.group || null,
    days: { from: row.first_day, until: dayOrNull(row.until_day) },
    unusable: row.unusable || null,
    review: every && unit ? { every: Number(every), unit } : null,
    source: row.source,
  };
}

function hrgs(): CurrencyCode[] {
  const days = SCHEMES.find(({ code }) => code === 'hrg')?.days;
  if (!days) throw new Error('there is no scheme of HRGs');
  return csvRows<HrgRow>('hrg-prices-2017-19.csv').map((row) => ({
    scheme: 'hrg',
    code: row.code,
    name: row.name,
    group: `${row.chapter}: ${row.subchapter}`,
    days,
    unusable: null,
    review: null,
    source: row.source,
  }));
}
