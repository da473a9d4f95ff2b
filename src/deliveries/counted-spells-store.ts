import { type Sql, sql } from '../db/database.ts';

/**
 * Spells that count under contracts, as tables of a statement after one named `wanted` (provider,
 * year): `told` for individual care, `commissioned` in extracts that reach no person, and `counted`,
 * in which each spell is once: as its provider told it for individual care, else as the latest extract
 * did. What is known now, or what was known at a moment.
 */
export function countedSpells(knownAt: Date | null): Sql {
  const standing = knownAt
    ? sql`w.known_from <= ${knownAt} and (w.known_until is null or w.known_until > ${knownAt})`
    : sql`w.known_until is null`;
  return sql`told as materialized (
      select a.id, a.submission_id, a.provider, a.funder, a.year, a.care_key, a.activity
      from awards a
      where a.counts and a.activity ->> 'kind' = 'SPELL'
        and (a.provider, a.year) in (select provider, year from wanted)
        and exists (select 1 from submission_windows w
                    where w.submission_id = a.submission_id and ${standing})
    ), commissioned as materialized (
      select c.id, c.submission_id, c.provider, c.commissioner as funder, c.year, c.care_key,
        c.activity
      from commissioned_activity c
      where c.activity ->> 'kind' = 'SPELL'
        and (c.provider, c.year) in (select provider, year from wanted)
        and exists (select 1 from submission_windows w
                    where w.submission_id = c.submission_id and ${standing})
    ), counted as (
      select * from told
      union all
      (select distinct on (c.provider, coalesce(c.care_key, c.id::text)) c.*
       from commissioned c join submissions s on s.id = c.submission_id
       join deliveries d on d.id = s.delivery_id
       where not exists (select 1 from told
                         where told.provider = c.provider and told.care_key = c.care_key)
       order by c.provider, coalesce(c.care_key, c.id::text), d.received_at desc, c.id)
    )`;
}
