import { list, type Queries, sql } from '../db/database.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { ReferenceRow } from './price-variation.ts';
import type { RecurringLine } from './prices-had.ts';
import { standingOn } from './standing-store.ts';

/** Everybody’s lines of support that recur and stand on a day, of budgets and of care given. */
export function recurringLinesOn(queries: Queries, day: PlainDate): Promise<RecurringLine[]> {
  return queries.rows<RecurringLine>(
    'pools.recurring-lines',
    sql`select a.person::text as person, a.stream, a.description, a.amount::text as amount, a.per,
          a.units_per_week::text as "unitsPerWeek", a.unpriced_reason is not null as "isUnpriced"
        from (${standingOn(day)}) a
        join streams s on s.code = a.stream and s.nature in ('BUDGET', 'CARE_GIVEN')
        where a.basis = 'RECURRING'`,
  );
}

/** The prices of schemes in force on a day for whichever provider; of several the one known last. */
export function referencePrices(
  queries: Queries,
  schemes: readonly string[],
  day: PlainDate,
): Promise<ReferenceRow[]> {
  return queries.rows<ReferenceRow>(
    'pools.reference-prices',
    sql`select distinct on (t.scheme, t.code, t.kind) t.scheme, t.code, c.name, t.kind as per,
          t.pounds::text as pounds, t.illustrative, t.source
        from tariffs t join currencies c on c.scheme = t.scheme and c.code = t.code
        where t.scheme = any(${list(schemes)}::text::text[]) and t.provider is null
          and t.kind in ('WEEK', 'HOUR') and t.pounds is not null
          and t.first_day <= ${day}::date and (t.until_day is null or t.until_day > ${day}::date)
        order by t.scheme, t.code, t.kind, t.known_from desc, t.recorded_at desc, t.id`,
  );
}
