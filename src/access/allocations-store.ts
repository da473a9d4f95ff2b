import { type Queries, records, type Sql, sql } from '../db/database.ts';
import type { PlainDate } from '../values/plain-date.ts';

/** A worker and a person of their caseload, as a row of a case system's file tells. */
export interface NewAllocation {
  readonly submissionId: string;
  readonly row: number;
  readonly identityId: string;
  /** The sign-in of the worker. */
  readonly subject: string;
  readonly team: string;
  readonly firstDay: PlainDate;
  /** The day after its last day; null where it is open. */
  readonly untilDay: PlainDate | null;
}

export async function keepAllocations(
  queries: Queries,
  allocations: readonly NewAllocation[],
): Promise<void> {
  const rows = allocations.map((each) => ({
    submission_id: each.submissionId,
    row: each.row,
    identity_id: each.identityId,
    subject: each.subject,
    team: each.team,
    first_day: each.firstDay,
    until_day: each.untilDay,
  }));
  await queries.rows(
    'access.keep-allocations',
    sql`insert into allocations (submission_id, row, identity_id, subject, team, first_day, until_day)
        select submission_id, row, identity_id, subject, team, first_day, until_day
        from jsonb_to_recordset(${records(rows)}::text::jsonb) as said (submission_id uuid,
          row int, identity_id uuid, subject text, team text, first_day date, until_day date)`,
  );
}

/** The identities of a worker's caseload on a day, as a query: of files that stand now. */
export function allocatedIdentities(subject: string, today: PlainDate): Sql {
  return sql`select a.identity_id from allocations a
    where a.subject = ${subject} and a.first_day <= ${today}::date
      and (a.until_day is null or a.until_day > ${today}::date)
      and exists (select from submission_windows w
        where w.submission_id = a.submission_id and w.known_until is null)`;
}
