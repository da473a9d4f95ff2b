import { type Queries, records, sql } from '../db/database.ts';
import { type Ratio, toDecimal } from '../values/ratio.ts';
import type { CurrencyCode, Scheme } from './scheme.ts';
import type { MarketForcesFactor, Tariff, UnpricedKind } from './tariff.ts';

/** Whoever writes prices runs under this key: what is compared with what stands must still stand. */
export const PRICE_LISTS = 'price lists';

interface Counted {
  n: number;
}

/** Adds or renews schemes, in the order given; gives how many are new or have changed. */
export async function keepSchemes(queries: Queries, schemes: readonly Scheme[]): Promise<number> {
  const rows = schemes.map(({ days, succeededBy, ...scheme }, position) => ({
    ...scheme,
    first_day: days.from,
    until_day: days.until,
    succeeded_by: succeededBy,
    position,
  }));
  const changed = await queries.rows(
    'currencies.keep-schemes',
    sql`insert into currency_schemes as kept (code, name, measure, clinical, form, digits,
          first_day, until_day, succeeded_by, source, position)
        select code, name, measure, clinical, form, digits, first_day, until_day, succeeded_by,
          source, position
        from jsonb_to_recordset(${records(rows)}::text::jsonb) as said (code text, name text,
          measure text, clinical boolean, form text, digits int, first_day date, until_day date,
          succeeded_by text, source text, position int)
        on conflict (code) do update set name = excluded.name, measure = excluded.measure,
          clinical = excluded.clinical, form = excluded.form, digits = excluded.digits,
          first_day = excluded.first_day, until_day = excluded.until_day,
          succeeded_by = excluded.succeeded_by, source = excluded.source,
          position = excluded.position
        where (kept.name, kept.measure, kept.clinical, kept.form, kept.digits, kept.first_day,
            kept.until_day, kept.succeeded_by, kept.source, kept.position)
          is distinct from (excluded.name, excluded.measure, excluded.clinical, excluded.form,
            excluded.digits, excluded.first_day, excluded.until_day, excluded.succeeded_by,
            excluded.source, excluded.position)
        returning code`,
  );
  return changed.length;
}

/** Adds or renews the codes of schemes; gives how many are new or have changed. */
export async function keepCurrencies(
  queries: Queries,
  currencies: readonly CurrencyCode[],
): Promise<number> {
  const rows = currencies.map(({ days, review, group, ...currency }) => ({
    ...currency,
    group_name: group,
    first_day: days.from,
    until_day: days.until,
    review_every: review?.every,
    review_unit: review?.unit,
  }));
  const changed = await queries.rows(
    'currencies.keep-currencies',
    sql`insert into currencies as kept (scheme, code, name, group_name, first_day, until_day,
          unusable, review_every, review_unit, source)
        select scheme, code, name, group_name, first_day, until_day, unusable, review_every,
          review_unit, source
        from jsonb_to_recordset(${records(rows)}::text::jsonb) as said (scheme text, code text,
          name text, group_name text, first_day date, until_day date, unusable text,
          review_every int, review_unit text, source text)
        on conflict (scheme, code) do update set name = excluded.name,
          group_name = excluded.group_name, first_day = excluded.first_day,
          until_day = excluded.until_day, unusable = excluded.unusable,
          review_every = excluded.review_every, review_unit = excluded.review_unit,
          source = excluded.source
        where (kept.name, kept.group_name, kept.first_day, kept.until_day, kept.unusable,
            kept.review_every, kept.review_unit, kept.source)
          is distinct from (excluded.name, excluded.group_name, excluded.first_day,
            excluded.until_day, excluded.unusable, excluded.review_every, excluded.review_unit,
            excluded.source)
        returning code`,
  );
  return changed.length;
}

/** A statement's JSON is built and read whole, so many rows go in several. */
const AT_ONCE = 2500;

/**
 * Adds prices that are not there yet; gives how many. A row is there when one says the same of the
 * same days, known from the same day, whatever source it names. One that says something else of
 * them is refused by the database (23P01), and nothing of the transaction holds.
 */
export async function keepTariffs(queries: Queries, tariffs: readonly Tariff[]): Promise<number> {
  let added = 0;
  for (let at = 0; at < tariffs.length; at += AT_ONCE) {
    added += await keepSomeTariffs(queries, tariffs.slice(at, at + AT_ONCE));
  }
  return added;
}

async function keepSomeTariffs(queries: Queries, tariffs: readonly Tariff[]): Promise<number> {
  const rows = tariffs.map((tariff) => ({
    scheme: tariff.scheme,
    code: tariff.code,
    kind: tariff.kind,
    provider: tariff.provider,
    first_day: tariff.days.from,
    until_day: tariff.days.until,
    known_from: tariff.knownFrom,
    pounds: decimalOf(tariff.pounds),
    percent: decimalOf(tariff.percent),
    trim_point: tariff.trimPoint,
    long_stay_pounds: decimalOf(tariff.longStayPounds),
    points: decimalOf(tariff.points),
    illustrative: tariff.illustrative,
    source: tariff.source,
  }));
  const [counted] = await queries.rows<Counted>(
    'currencies.keep-tariffs',
    sql`with added as (
          insert into tariffs (scheme, code, kind, provider, first_day, until_day, known_from,
            pounds, percent, trim_point, long_stay_pounds, points, illustrative, source)
          select scheme, code, kind, provider, first_day, until_day, known_from, pounds, percent,
            trim_point, long_stay_pounds, points, illustrative, source
          from jsonb_to_recordset(${records(rows)}::text::jsonb) as said (scheme text, code text,
            kind text, provider text, first_day date, until_day date, known_from date,
            pounds numeric, percent numeric, trim_point int, long_stay_pounds numeric,
            points numeric, illustrative boolean, source text)
          where not exists (
            select from tariffs t
            where t.scheme = said.scheme and t.code = said.code and t.kind = said.kind
              and t.first_day = said.first_day and t.known_from = said.known_from
              and (t.provider, t.until_day, t.pounds, t.percent, t.trim_point,
                  t.long_stay_pounds, t.points, t.illustrative)
                is not distinct from (said.provider, said.until_day, said.pounds, said.percent,
                  said.trim_point, said.long_stay_pounds, said.points, said.illustrative))
          returning 1)
        select count(*)::int as n from added`,
  );
  return counted?.n ?? 0;
}

/** Adds market forces factors that are not there yet; gives how many. As with `keepTariffs`. */
export async function keepFactors(
  queries: Queries,
  factors: readonly MarketForcesFactor[],
): Promise<number> {
  const rows = factors.map((factor) => ({
    provider: factor.provider,
    first_day: factor.days.from,
    until_day: factor.days.until,
    known_from: factor.knownFrom,
    factor: decimalOf(factor.factor),
    source: factor.source,
  }));
  const added = await queries.rows(
    'currencies.keep-factors',
    sql`insert into market_forces_factors (provider, first_day, until_day, known_from, factor,
          source)
        select provider, first_day, until_day, known_from, factor, source
        from jsonb_to_recordset(${records(rows)}::text::jsonb) as said (provider text,
          first_day date, until_day date, known_from date, factor numeric, source text)
        where not exists (
          select from market_forces_factors m
          where m.provider = said.provider and m.first_day = said.first_day
            and m.known_from = said.known_from
            and (m.until_day, m.factor) is not distinct from (said.until_day, said.factor))
        returning provider`,
  );
  return added.length;
}

/** Adds or renews the kinds of care without a unit price; gives how many are new or have changed. */
export async function keepUnpricedKinds(
  queries: Queries,
  kinds: readonly UnpricedKind[],
): Promise<number> {
  const rows = kinds.map(({ days, ...kind }) => ({
    ...kind,
    first_day: days.from,
    until_day: days.until,
  }));
  const changed = await queries.rows(
    'currencies.keep-unpriced-kinds',
    sql`insert into unpriced_kinds as kept (scheme, kind, first_day, until_day, reason, source)
        select scheme, kind, first_day, until_day, reason, source
        from jsonb_to_recordset(${records(rows)}::text::jsonb) as said (scheme text, kind text,
          first_day date, until_day date, reason text, source text)
        on conflict (scheme, kind, first_day) do update set until_day = excluded.until_day,
          reason = excluded.reason, source = excluded.source
        where (kept.until_day, kept.reason, kept.source)
          is distinct from (excluded.until_day, excluded.reason, excluded.source)
        returning kind`,
  );
  return changed.length;
}

const MOST_PLACES = 18;

/** The exact decimal text; throws RangeError where a fraction has none, as a third has. */
function decimalOf(value: Ratio | null): string | null {
  if (value === null) return null;
  if (10n ** BigInt(MOST_PLACES) % value.d !== 0n) {
    throw new RangeError('a price is a decimal number');
  }
  return toDecimal(value, MOST_PLACES).replace(/\.?0+$/, '');
}
