import { type Queries, sql } from '../../src/db/database.ts';

/** Sees to it that a scheme has a code, whatever the reference data holds. */
export async function haveCurrency(
  queries: Queries,
  scheme: { readonly code: string; readonly measure: string; readonly form: string },
  code: string,
  unusable: string | null = null,
): Promise<void> {
  const digits = /^\d+$/.test(code) ? code.length : null;
  await queries.rows(
    'test.have-scheme',
    sql`insert into currency_schemes (code, name, measure, clinical, form, digits, first_day,
          source, position)
        values (${scheme.code}, ${scheme.code}, ${scheme.measure}, true, ${scheme.form},
          ${digits}::int, '2011-04-01', 'test', 90)
        on conflict do nothing`,
  );
  await queries.rows(
    'test.have-currency',
    sql`insert into currencies (scheme, code, name, first_day, unusable, source)
        values (${scheme.code}, ${code}, ${code}, '2011-04-01', ${unusable}, 'test')
        on conflict do nothing`,
  );
}

/** What is kept of every award, in the order of their files' rows. */
export function keptAwards(queries: Queries): Promise<
  {
    stream: string;
    year: string | null;
    first_day: string;
    activity: Record<string, unknown> | null;
    provider: string | null;
    care_key: string | null;
    reported: string | null;
    amount: string | null;
    current: boolean;
  }[]
> {
  return queries.rows(
    'test.kept-awards',
    sql`select a.stream, a.year, a.first_day, a.activity, a.provider, a.care_key,
          a.reported_pounds::text as reported, a.amount::text as amount,
          exists (select from submission_windows w
                  where w.submission_id = a.submission_id and w.known_until is null) as current
        from awards a join submissions s on s.id = a.submission_id
        join deliveries d on d.id = s.delivery_id
        order by d.received_at, a.row, a.first_day, a.description`,
  );
}
