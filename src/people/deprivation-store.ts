import { type Queries, records, sql } from '../db/database.ts';
import type { PlainDate } from '../values/plain-date.ts';

/** That a postcode, without its space, is in a fifth of areas: 1 the most deprived. */
export interface AreaSaid {
  readonly row: number;
  readonly postcode: string;
  readonly fifth: number;
}

export interface AreasKept {
  readonly added: number;
  /** Rows of which something else is known from that day, or a later one, already. */
  readonly clashing: readonly number[];
}

/** Adds what is not known yet, by this source from this day on; what is known stays known. */
export async function keepAreas(
  queries: Queries,
  areas: readonly AreaSaid[],
  { source, knownFrom }: { readonly source: string; readonly knownFrom: PlainDate },
): Promise<AreasKept> {
  const [row] = await queries.rows<{ added: bigint; clashing: number[] }>(
    'people.keep-deprivation-areas',
    sql`with said as materialized (
          select * from jsonb_to_recordset(${records(areas)}::text::jsonb)
            as said (row int, postcode text, fifth int)
        ), fresh as materialized (
          select said.*, last.known_from from said left join lateral (
            select a.fifth, a.source, a.known_from from deprivation_areas a
            where a.postcode = said.postcode order by a.known_from desc limit 1) last on true
          where last.fifth is distinct from said.fifth or last.source is distinct from ${source}
        ), added as (
          insert into deprivation_areas (postcode, known_from, fifth, source)
          select postcode, ${knownFrom}::date, fifth, ${source} from fresh
          where known_from is null or known_from < ${knownFrom}::date returning 1
        )
        select (select count(*) from added) as added,
          (select coalesce(json_agg(row order by row), '[]'::json) from fresh
            where known_from >= ${knownFrom}::date) as clashing`,
  );
  return { added: Number(row?.added ?? 0n), clashing: row?.clashing ?? [] };
}
