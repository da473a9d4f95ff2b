import { empty, list, type Sql, sql } from '../db/database.ts';

/**
 * As one JSON value, a list of people's ids and the earliest death date that any source tells of
 * each; null where none is told of any of them. As known then; null reads what is known now.
 */
export function deathsJson(personIds: readonly string[], knownAt: Date | null): Sql {
  return sql`(select json_agg(json_build_array(died.person_id, died.earliest))
    from (select person_id, min(death_date) as earliest from identities
      where person_id = any(${list(personIds)}::text::uuid[]) and death_date is not null
        ${knownAt ? sql`and recorded_at <= ${knownAt}` : empty}
      group by person_id) died)`;
}

/** The same, of the people of rows `asked`, as known at the moment `at` of each. */
export const DEATHS_ASKED = sql`(select json_agg(json_build_array(died.person_id, died.earliest))
    from (select i.person_id, min(i.death_date) as earliest
      from asked join identities i on i.person_id = asked.person_id
      where i.death_date is not null and i.recorded_at <= asked.at
      group by i.person_id) died)`;
