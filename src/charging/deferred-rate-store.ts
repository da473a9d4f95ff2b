import { type Queries, records, sql } from '../db/database.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { decimal, toDecimal } from '../values/ratio.ts';
import type { DeferredBook, DeferredRate, DeferredRateKind } from './deferred-rates.ts';

interface RateRow {
  kind: DeferredRateKind | 'CAPITAL_LOWER_LIMIT';
  authority: string | null;
  first_day: PlainDate;
  until_day: PlainDate | null;
  known_from: PlainDate;
  figure: string;
  source: string;
}

/** What agreements are worked out by, of every council, as known on a day. */
export async function deferredBook(queries: Queries, knownOn: PlainDate): Promise<DeferredBook> {
  const rows = await queries.rows<RateRow>(
    'charging.deferred-book',
    sql`select kind, authority, first_day, until_day, known_from, figure, source
        from deferred_rates where known_from <= ${knownOn}::date
        union all
        select kind, authority, first_day, until_day, known_from, amount_pence / 100.0, source
        from charging_rates where kind = 'CAPITAL_LOWER_LIMIT' and known_from <= ${knownOn}::date
        order by 1, 3, 5`,
  );
  const rates = rows.map(({ kind, ...row }) => ({ ...ratedOf(row), kind }));
  return {
    rates: rates.filter((rate): rate is DeferredRate => rate.kind !== 'CAPITAL_LOWER_LIMIT'),
    lowerLimits: rates.flatMap(({ kind, ...rate }) =>
      kind === 'CAPITAL_LOWER_LIMIT' ? [{ ...rate, kind }] : [],
    ),
  };
}

/** Every rate of deferred payments, national and of each council, with when it is known. */
export async function allDeferredRates(queries: Queries): Promise<DeferredRate[]> {
  const rows = await queries.rows<RateRow & { kind: DeferredRateKind }>(
    'charging.all-deferred-rates',
    sql`select kind, authority, first_day, until_day, known_from, figure, source
        from deferred_rates order by kind, first_day, known_from`,
  );
  return rows.map(({ kind, ...row }) => ({ ...ratedOf(row), kind }));
}

function ratedOf(row: Omit<RateRow, 'kind'>): Omit<DeferredRate, 'kind'> {
  return {
    authority: row.authority,
    days: { from: row.first_day, until: row.until_day },
    knownFrom: row.known_from,
    figure: decimal(row.figure),
    source: row.source,
  };
}

/** Adds rates that are not there yet; gives how many. */
export async function keepDeferredRates(
  queries: Queries,
  rates: readonly DeferredRate[],
): Promise<number> {
  const rows = rates.map(({ kind, authority, days, knownFrom, figure, source }) => ({
    ...{ kind, authority, source, figure: toDecimal(figure, 6) },
    ...{ first_day: days.from, until_day: days.until, known_from: knownFrom },
  }));
  const added = await queries.rows(
    'charging.keep-deferred-rates',
    sql`insert into deferred_rates (kind, authority, first_day, until_day, known_from, figure, source)
        select kind, authority, first_day, until_day, known_from, trim_scale(figure), source
        from jsonb_to_recordset(${records(rows)}::text::jsonb) as said (kind text, authority text,
          first_day date, until_day date, known_from date, figure numeric, source text)
        on conflict do nothing returning id`,
  );
  return added.length;
}
