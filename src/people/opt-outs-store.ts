import { speakingFor } from '../access/sharing-store.ts';
import { list, type Queries, sql } from '../db/database.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { OptOut } from './opt-out.ts';

export interface NewOptOut {
  readonly identityId: string;
  readonly evidence: string;
  readonly firstDay: PlainDate;
  readonly recordedBy: string;
}

export interface RecordedOptOut extends OptOut {
  readonly id: string;
  readonly personId: string;
  readonly evidence: string;
}

/** Every opt-out of these people, those taken back too, in the order in which it was recorded. */
export function optOutsOf(
  queries: Queries,
  personIds: readonly string[],
): Promise<RecordedOptOut[]> {
  return queries.rows<RecordedOptOut>(
    'people.opt-outs',
    sql`select o.id, told.person_id as "personId", o.evidence, o.first_day as "firstDay",
          o.ended_at as "endedAt"
        from ${speakingFor(sql`= any(${list(personIds)}::text::uuid[])`)} told
        join opt_outs o on o.identity_id = told.id
        order by o.recorded_at, o.id`,
  );
}

export async function keepOptOut(queries: Queries, said: NewOptOut): Promise<string> {
  const [row] = await queries.rows<{ id: string }>(
    'people.keep-opt-out',
    sql`insert into opt_outs (identity_id, evidence, first_day, recorded_by)
        values (${said.identityId}::uuid, ${said.evidence}, ${said.firstDay}::date,
          ${said.recordedBy})
        returning id`,
  );
  return (row as { id: string }).id;
}

/** Takes opt-outs back from this moment on. */
export async function markOptOutsEnded(
  queries: Queries,
  ids: readonly string[],
  by: string,
): Promise<void> {
  await queries.rows(
    'people.end-opt-outs',
    sql`update opt_outs set ended_at = now(), ended_by = ${by}
        where id = any(${list(ids)}::text::uuid[]) and ended_at is null`,
  );
}
