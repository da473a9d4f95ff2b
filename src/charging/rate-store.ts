import { type Queries, records, sql } from '../db/database.ts';
import { pence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { ChargingBook, ChargingRate, PensionAge, RateKind } from './rates.ts';

interface RateRow {
  kind: RateKind;
  authority: string | null;
  first_day: PlainDate;
  until_day: PlainDate | null;
  known_from: PlainDate;
  amount_pence: bigint;
  deduced: boolean;
  source: string;
}

interface PensionRow {
  born_from: PlainDate;
  born_until: PlainDate | null;
  reached_on: PlainDate | null;
  years: number | null;
  months: number | null;
  source: string;
}

/** The national rates and a council's own, as known on a day, with the timetable of pension ages. */
export async function chargingBook(
  queries: Queries,
  council: string,
  knownOn: PlainDate,
): Promise<ChargingBook> {
  const [rates, ages] = [
    await queries.rows<RateRow>(
      'charging.rates',
      sql`select kind, authority, first_day, until_day, known_from, amount_pence, deduced, source
          from charging_rates
          where (authority is null or authority = ${council}) and known_from <= ${knownOn}::date
          order by kind, first_day, known_from`,
    ),
    await queries.rows<PensionRow>(
      'charging.pension-ages',
      sql`select born_from, born_until, reached_on, years, months, source from pension_ages
          order by born_from`,
    ),
  ];
  return { rates: rates.map(rateOf), pensionAges: ages.map(pensionAgeOf) };
}

/** Every rate, national and of each council, with when it is known. */
export async function allChargingRates(queries: Queries): Promise<ChargingRate[]> {
  const rows = await queries.rows<RateRow>(
    'charging.all-rates',
    sql`select kind, authority, first_day, until_day, known_from, amount_pence, deduced, source
        from charging_rates order by kind, first_day, known_from`,
  );
  return rows.map(rateOf);
}

function rateOf(row: RateRow): ChargingRate {
  return {
    kind: row.kind,
    authority: row.authority,
    days: { from: row.first_day, until: row.until_day },
    knownFrom: row.known_from,
    amount: pence(row.amount_pence),
    deduced: row.deduced,
    source: row.source,
  };
}

function pensionAgeOf(row: PensionRow): PensionAge {
  return {
    born: { from: row.born_from, until: row.born_until },
    reached:
      row.reached_on === null
        ? { years: row.years ?? 0, months: row.months ?? 0 }
        : { on: row.reached_on },
    source: row.source,
  };
}

/** Adds rates that are not there yet; gives how many. */
export async function keepChargingRates(
  queries: Queries,
  rates: readonly ChargingRate[],
): Promise<number> {
  const rows = rates.map(({ days, knownFrom, amount, ...rate }) => ({
    ...rate,
    first_day: days.from,
    until_day: days.until,
    known_from: knownFrom,
    amount_pence: amount,
  }));
  const added = await queries.rows(
    'charging.keep-rates',
    sql`insert into charging_rates (kind, authority, first_day, until_day, known_from,
          amount_pence, deduced, source)
        select kind, authority, first_day, until_day, known_from, amount_pence, deduced, source
        from jsonb_to_recordset(${records(rows)}::text::jsonb) as said (kind text, authority text,
          first_day date, until_day date, known_from date, amount_pence bigint, deduced boolean,
          source text)
        on conflict do nothing returning id`,
  );
  return added.length;
}

/** Adds or renews the timetable of pension ages; gives how many are new or have changed. */
export async function keepPensionAges(
  queries: Queries,
  ages: readonly PensionAge[],
): Promise<number> {
  const rows = ages.map(({ born, reached, source }) => ({
    born_from: born.from,
    born_until: born.until,
    reached_on: 'on' in reached ? reached.on : null,
    years: 'on' in reached ? null : reached.years,
    months: 'on' in reached ? null : reached.months,
    source,
  }));
  const changed = await queries.rows(
    'charging.keep-pension-ages',
    sql`insert into pension_ages as kept (born_from, born_until, reached_on, years, months, source)
        select born_from, born_until, reached_on, years, months, source
        from jsonb_to_recordset(${records(rows)}::text::jsonb) as said (born_from date,
          born_until date, reached_on date, years int, months int, source text)
        on conflict (born_from) do update set born_until = excluded.born_until,
          reached_on = excluded.reached_on, years = excluded.years, months = excluded.months,
          source = excluded.source
        where (kept.born_until, kept.reached_on, kept.years, kept.months, kept.source)
          is distinct from (excluded.born_until, excluded.reached_on, excluded.years,
            excluded.months, excluded.source)
        returning born_from`,
  );
  return changed.length;
}
