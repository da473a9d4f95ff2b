import { list, type Queries, sql } from '../db/database.ts';
import type { PlainDate } from '../values/plain-date.ts';

export interface BornAndBelonging {
  readonly birthDate: PlainDate | null;
  readonly area: string | null;
}

/** When people were born, as the source that says the earliest day does, and where they belong. */
export async function bornAndBelonging(
  queries: Queries,
  people: readonly string[],
): Promise<Map<string, BornAndBelonging>> {
  const rows = await queries.rows<BornAndBelonging & { readonly person: string }>(
    'pools.usage-people',
    sql`select coalesce(i.person_id, i.id)::text as person, min(i.birth_date) as "birthDate",
          min(a.host) as area
        from identities i left join accounts a on a.identity_id = i.id
        where coalesce(i.person_id, i.id) = any(${list(people)}::text::uuid[]) group by 1`,
  );
  return new Map(rows.map(({ person, ...told }) => [person, told]));
}
