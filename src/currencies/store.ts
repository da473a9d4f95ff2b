import { list, type Queries, type Sql, sql } from '../db/database.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { decimal, type Ratio } from '../values/ratio.ts';
import type { CurrencyCode, Measure, ReviewPeriod, Scheme } from './scheme.ts';
import type { MarketForcesFactor, PriceBook, Tariff, TariffKind, UnpricedKind } from './tariff.ts';

/** What is to be looked up; `all` of a scheme is for pricing whole files. */
export interface Wanted {
  readonly scheme: string;
  readonly codes: readonly string[] | 'all';
  readonly providers: readonly string[] | 'all';
  /** Prices known by the end of this day; null for all that is known. */
  readonly knownOn: PlainDate | null;
}

/** The books of one scheme, by code. */
export interface PriceBooks {
  readonly scheme: Scheme;
  /** The book of a code; one without a currency where the scheme does not have it. */
  of(code: string): PriceBook;
}

interface SchemeCell {
  code: string;
  name: string;
  measure: Measure;
  clinical: boolean;
  form: string;
  digits: number | null;
  from: PlainDate;
  until: PlainDate | null;
  succeededBy: string | null;
  source: string;
}

interface CurrencyCell {
  scheme: string;
  code: string;
  name: string;
  group: string | null;
  from: PlainDate;
  until: PlainDate | null;
  unusable: string | null;
  every: number | null;
  unit: ReviewPeriod['unit'] | null;
  source: string;
}

export interface TariffCell {
  scheme: string;
  code: string;
  kind: TariffKind;
  provider: string | null;
  from: PlainDate;
  until: PlainDate | null;
  knownFrom: PlainDate;
  pounds: string | null;
  percent: string | null;
  trimPoint: number | null;
  longStay: string | null;
  points: string | null;
  illustrative: boolean;
  source: string;
}

export interface FactorCell {
  provider: string;
  from: PlainDate;
  until: PlainDate | null;
  knownFrom: PlainDate;
  factor: string;
  source: string;
}

export interface UnpricedKindCell {
  scheme: string;
  kind: TariffKind;
  from: PlainDate;
  until: PlainDate | null;
  reason: string;
  source: string;
}

/** Exact amounts travel in JSON as text. */
export const SCHEME_JSON: Sql = sql`json_build_object('code', s.code, 'name', s.name,
  'measure', s.measure, 'clinical', s.clinical, 'form', s.form, 'digits', s.digits,
  'from', s.first_day, 'until', s.until_day, 'succeededBy', s.succeeded_by, 'source', s.source)`;

export const CURRENCY_JSON: Sql = sql`json_build_object('scheme', c.scheme, 'code', c.code,
  'name', c.name, 'group', c.group_name, 'from', c.first_day, 'until', c.until_day,
  'unusable', c.unusable, 'every', c.review_every, 'unit', c.review_unit, 'source', c.source)`;

export const TARIFF_JSON: Sql = sql`json_build_object('scheme', t.scheme, 'code', t.code,
  'kind', t.kind, 'provider', t.provider, 'from', t.first_day, 'until', t.until_day,
  'knownFrom', t.known_from, 'pounds', t.pounds::text, 'percent', t.percent::text,
  'trimPoint', t.trim_point, 'longStay', t.long_stay_pounds::text, 'points', t.points::text,
  'illustrative', t.illustrative, 'source', t.source)`;

export const FACTOR_JSON: Sql = sql`json_build_object('provider', m.provider, 'from', m.first_day,
  'until', m.until_day, 'knownFrom', m.known_from, 'factor', m.factor::text, 'source', m.source)`;

export const UNPRICED_KIND_JSON: Sql = sql`json_build_object('scheme', u.scheme, 'kind', u.kind,
  'from', u.first_day, 'until', u.until_day, 'reason', u.reason, 'source', u.source)`;

/** One currency's book as JSON. */
export interface BookCell {
  scheme: SchemeCell | null;
  currency: CurrencyCell | null;
  tariffs: TariffCell[] | null;
  factors: FactorCell[] | null;
  unpricedKinds: UnpricedKindCell[] | null;
}

/** The book of a currency named by columns of another statement, as one JSON value. */
export function bookJson(of: {
  readonly scheme: Sql;
  readonly code: Sql;
  readonly provider: Sql;
  /** Prices known before this moment; null for all that is known. */
  readonly knownBefore: Date | null;
}): Sql {
  const known = (column: Sql) =>
    of.knownBefore === null
      ? sql`true`
      : sql`${column}::timestamp at time zone 'UTC' < ${of.knownBefore}`;
  return sql`(select json_build_object('scheme', ${SCHEME_JSON},
    'currency', (select ${CURRENCY_JSON} from currencies c
      where c.scheme = ${of.scheme} and c.code = ${of.code}),
    'tariffs', (select json_agg(${TARIFF_JSON}) from tariffs t
      where t.scheme = ${of.scheme} and t.code = ${of.code}
        and (t.provider is null or t.provider = ${of.provider}) and ${known(sql`t.known_from`)}),
    'factors', (select json_agg(${FACTOR_JSON}) from market_forces_factors m
      where m.provider = ${of.provider} and ${known(sql`m.known_from`)}),
    'unpricedKinds', (select json_agg(${UNPRICED_KIND_JSON}) from unpriced_kinds u
      where u.scheme = ${of.scheme}))
  from currency_schemes s where s.code = ${of.scheme})`;
}

export function bookOf(cell: BookCell): PriceBook | null {
  if (!cell.scheme) return null;
  return {
    scheme: schemeOf(cell.scheme),
    currency: cell.currency ? currencyOf(cell.currency) : undefined,
    tariffs: (cell.tariffs ?? []).map(tariffOf),
    factors: (cell.factors ?? []).map(factorOf),
    unpricedKinds: (cell.unpricedKinds ?? []).map(unpricedKindOf),
  };
}

interface BooksRow {
  scheme: SchemeCell | null;
  currencies: CurrencyCell[] | null;
  tariffs: TariffCell[] | null;
  factors: FactorCell[] | null;
  unpriced_kinds: UnpricedKindCell[] | null;
}

/** The price books of a scheme, in one statement; undefined where there is no such scheme. */
export async function priceBooks(
  queries: Queries,
  { scheme, codes, providers, knownOn }: Wanted,
): Promise<PriceBooks | undefined> {
  const ofCodes = (column: Sql) =>
    codes === 'all' ? sql`true` : sql`${column} = any(${list(codes)}::text::text[])`;
  const known = (column: Sql) =>
    knownOn === null ? sql`true` : sql`${column} <= ${knownOn}::date`;
  const ofProviders =
    providers === 'all' ? sql`true` : sql`m.provider = any(${list(providers)}::text::text[])`;
  const [row] = await queries.rows<BooksRow>(
    'currencies.price-books',
    sql`select
      (select ${SCHEME_JSON} from currency_schemes s where s.code = ${scheme}) as scheme,
      (select json_agg(${CURRENCY_JSON}) from currencies c
       where c.scheme = ${scheme} and ${ofCodes(sql`c.code`)}) as currencies,
      (select json_agg(${TARIFF_JSON}) from tariffs t
       where t.scheme = ${scheme} and ${ofCodes(sql`t.code`)} and ${known(sql`t.known_from`)}) as tariffs,
      (select json_agg(${FACTOR_JSON}) from market_forces_factors m
       where ${ofProviders} and ${known(sql`m.known_from`)}) as factors,
      (select json_agg(${UNPRICED_KIND_JSON}) from unpriced_kinds u
       where u.scheme = ${scheme}) as unpriced_kinds`,
  );
  return row?.scheme ? new Books(row, schemeOf(row.scheme)) : undefined;
}

/** One currency, however the code is written; null where the scheme does not have it. */
export async function currencyNamed(
  queries: Queries,
  scheme: string,
  text: string,
): Promise<CurrencyCode | null> {
  const [row] = await queries.rows<{ cell: CurrencyCell }>(
    'currencies.find-currency',
    sql`select ${CURRENCY_JSON} as cell
        from currency_schemes s join currencies c on c.scheme = s.code
        where s.code = ${scheme} and c.code = case when s.digits is not null and ${text}::text ~ '^[0-9]+$'
          then lpad(${text}::text, greatest(s.digits, length(${text}::text)), '0') else ${text}::text end`,
  );
  return row ? currencyOf(row.cell) : null;
}

class Books implements PriceBooks {
  private readonly byCode = new Map<string, PriceBook>();
  private readonly tariffsOf = new Map<string, Tariff[]>();
  private readonly currencyOf: ReadonlyMap<string, CurrencyCode>;
  private readonly rest: Pick<PriceBook, 'unpricedKinds' | 'factors'>;

  constructor(
    row: BooksRow,
    readonly scheme: Scheme,
  ) {
    this.currencyOf = new Map(row.currencies?.map((cell) => [cell.code, currencyOf(cell)]));
    for (const cell of row.tariffs ?? []) {
      const own = this.tariffsOf.get(cell.code);
      if (own) own.push(tariffOf(cell));
      else this.tariffsOf.set(cell.code, [tariffOf(cell)]);
    }
    this.rest = {
      factors: (row.factors ?? []).map(factorOf),
      unpricedKinds: (row.unpriced_kinds ?? []).map(unpricedKindOf),
    };
  }

  of(code: string): PriceBook {
    const known = this.byCode.get(code);
    if (known) return known;
    const tariffs = this.tariffsOf.get(code) ?? [];
    const book = {
      scheme: this.scheme,
      currency: this.currencyOf.get(code),
      tariffs,
      ...this.rest,
    };
    // Codes that are not there are without number in a bad file, and are not kept.
    if (book.currency) this.byCode.set(code, book);
    return book;
  }
}

const ratioOf = (text: string | null): Ratio | null => (text === null ? null : decimal(text));

export function schemeOf(cell: SchemeCell): Scheme {
  const { from, until, ...rest } = cell;
  return { ...rest, days: { from, until } };
}

export function currencyOf(cell: CurrencyCell): CurrencyCode {
  const { every, unit } = cell;
  return {
    scheme: cell.scheme,
    code: cell.code,
    name: cell.name,
    group: cell.group,
    days: { from: cell.from, until: cell.until },
    unusable: cell.unusable,
    review: every !== null && unit !== null ? { every, unit } : null,
    source: cell.source,
  };
}

/** Written out field by field: objects made by spreading cells share no shape, and read slowly. */
export function tariffOf(cell: TariffCell): Tariff {
  return {
    scheme: cell.scheme,
    code: cell.code,
    kind: cell.kind,
    provider: cell.provider,
    days: { from: cell.from, until: cell.until },
    knownFrom: cell.knownFrom,
    pounds: ratioOf(cell.pounds),
    percent: ratioOf(cell.percent),
    trimPoint: cell.trimPoint,
    longStayPounds: ratioOf(cell.longStay),
    points: ratioOf(cell.points),
    illustrative: cell.illustrative,
    source: cell.source,
  };
}

export function factorOf(cell: FactorCell): MarketForcesFactor {
  const { provider, from, until, knownFrom, factor, source } = cell;
  return { provider, days: { from, until }, knownFrom, factor: decimal(factor), source };
}

export function unpricedKindOf({ from, until, ...rest }: UnpricedKindCell): UnpricedKind {
  return { ...rest, days: { from, until } };
}
