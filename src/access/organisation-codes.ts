import { type Sql, sql } from '../db/database.ts';

/**
 * Every code under which an organisation has told of people, as a query: the one given, the one that
 * took over from it and so on to the one in force, and all that these took over from. Some formats
 * name their sender by the code of that day, others by the one that lasts.
 */
export function codesOf(organisation: string): Sql {
  return sql`with recursive later (code) as (
      select ${organisation}::text
      union select o.succeeded_by from later join organisations o on o.code = later.code
        where o.succeeded_by is not null
    ), of_one (code) as (
      select code from later
      union select o.code from of_one join organisations o on o.succeeded_by = of_one.code
    )
    select code from of_one`;
}
