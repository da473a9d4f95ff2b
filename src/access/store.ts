import { type Queries, sql } from '../db/database.ts';
import type { PlainDate } from '../values/plain-date.ts';

export interface Relationship {
  readonly subject: string;
  readonly identityId: string;
  /** Null where it had begun before it was recorded. */
  readonly fromDay: PlainDate | null;
  readonly untilDay: PlainDate | null;
}

/** Notes who works with whom; gives false when the same was noted already. */
export async function keepRelationship(
  queries: Queries,
  { subject, identityId, fromDay, untilDay }: Relationship,
): Promise<boolean> {
  const changed = await queries.rows(
    'access.keep-relationship',
    sql`insert into relationships as kept (subject, identity_id, from_day, until_day)
        values (${subject}, ${identityId}::uuid, ${fromDay}::date, ${untilDay}::date)
        on conflict (subject, identity_id) do update
          set from_day = excluded.from_day, until_day = excluded.until_day, recorded_at = now()
          where (kept.from_day, kept.until_day)
            is distinct from (excluded.from_day, excluded.until_day)
        returning subject`,
  );
  return changed.length > 0;
}

/** Ends every relationship of the subject with the identities; gives false when there was none. */
export async function endRelationships(
  queries: Queries,
  subject: string,
  personId: string,
): Promise<boolean> {
  const ended = await queries.rows(
    'access.end-relationships',
    sql`delete from relationships r using identities i
        where r.subject = ${subject} and i.id = r.identity_id and i.person_id = ${personId}::uuid
        returning r.subject`,
  );
  return ended.length > 0;
}
