import { empty, list, type Queries, sql } from '../db/database.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { CurrencyCode, Scheme } from './scheme.ts';
import {
  CURRENCY_JSON,
  currencyOf,
  FACTOR_JSON,
  type FactorCell,
  factorOf,
  SCHEME_JSON,
  schemeOf,
  TARIFF_JSON,
  type TariffCell,
  tariffOf,
} from './store.ts';
import type { MarketForcesFactor, Tariff } from './tariff.ts';

interface Row<Cell> {
  cell: Cell;
}

/** A page of a list: what follows the key `after`, at most `count` of it. */
export interface Page {
  readonly after: string | null;
  readonly count: number;
}

/** All schemes, in the order in which they are listed. */
export async function allSchemes(queries: Queries): Promise<Scheme[]> {
  const rows = await queries.rows<Row<Parameters<typeof schemeOf>[0]>>(
    'currencies.all-schemes',
    sql`select ${SCHEME_JSON} as cell from currency_schemes s order by s.position, s.code`,
  );
  return rows.map(({ cell }) => schemeOf(cell));
}

/** A page of a scheme's codes; the code is the key. */
export async function currenciesOf(
  queries: Queries,
  scheme: string,
  page: Page,
): Promise<CurrencyCode[]> {
  const rows = await queries.rows<Row<Parameters<typeof currencyOf>[0]>>(
    'currencies.page-of-currencies',
    sql`select ${CURRENCY_JSON} as cell from currencies c
        where c.scheme = ${scheme}
          and (${page.after}::text is null or c.code > ${page.after} collate "C")
        order by c.code collate "C" limit ${page.count}::int`,
  );
  return rows.map(({ cell }) => currencyOf(cell));
}

/** A price with its id, which is the key in lists. */
export interface StoredTariff extends Tariff {
  readonly id: string;
}

export interface TariffsWanted {
  readonly scheme: string;
  /** As the scheme writes it; left out for all codes. */
  readonly code?: string | undefined;
  /** The prices that stand on this day, one a kind, provider and number of points; null for all. */
  readonly asOf: PlainDate | null;
  /** Only what was known by the end of this day; null for all that is known. */
  readonly knownAt: PlainDate | null;
  readonly page: Page;
}

/** A page of a scheme's prices, in order of id. */
export async function tariffsOf(
  queries: Queries,
  { scheme, code, asOf, knownAt, page }: TariffsWanted,
): Promise<StoredTariff[]> {
  const thing = sql`code, kind, coalesce(provider, ''), coalesce(points, -1)`;
  const ofCode = code === undefined ? empty : sql`and code = ${code}`;
  const known = knownAt === null ? empty : sql`and known_from <= ${knownAt}::date`;
  const inForce =
    asOf === null
      ? empty
      : sql`and first_day <= ${asOf}::date and (until_day is null or until_day > ${asOf}::date)`;
  const one = asOf === null ? empty : sql`distinct on (${thing})`;
  const latest = asOf === null ? empty : sql`order by ${thing}, known_from desc`;
  const rows = await queries.rows<Row<TariffCell> & { id: string }>(
    'currencies.page-of-tariffs',
    sql`select t.id, ${TARIFF_JSON} as cell
        from (select ${one} * from tariffs
          where scheme = ${scheme} ${ofCode} ${known} ${inForce} ${latest}) t
        where ${page.after}::uuid is null or t.id > ${page.after}::uuid
        order by t.id limit ${page.count}::int`,
  );
  return rows.map(({ id, cell }) => ({ id, ...tariffOf(cell) }));
}

/** Every market forces factor of these providers. */
export async function factorsOf(
  queries: Queries,
  providers: readonly string[],
): Promise<MarketForcesFactor[]> {
  const rows = await queries.rows<Row<FactorCell>>(
    'currencies.factors-of',
    sql`select ${FACTOR_JSON} as cell from market_forces_factors m
        where m.provider = any(${list(providers)}::text::text[])`,
  );
  return rows.map(({ cell }) => factorOf(cell));
}
