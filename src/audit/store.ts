import { type Queries, records, sql } from '../db/database.ts';
import type { AuditEvent } from './event.ts';
import type { PersonRead } from './read.ts';

/** Notes a change in the same transaction as the change itself. */
export async function note(queries: Queries, actor: string, event: AuditEvent): Promise<void> {
  const { action, ...details } = event;
  await queries.rows(
    'audit.note',
    sql`insert into audit_events (actor, action, details)
        values (${actor}, ${action}, ${JSON.stringify(details)}::text::jsonb)`,
  );
}

/** Keeps who was seen by whom and why; one statement for any number. */
export async function keepReads(queries: Queries, reads: readonly PersonRead[]): Promise<void> {
  const rows = reads.map(({ personId, requestId, ...read }) => ({
    ...read,
    person_id: personId,
    request_id: requestId,
  }));
  await queries.rows(
    'audit.keep-reads',
    sql`insert into reads (subject, role, organisation, person_id, streams, reason, request_id)
        select subject, role, organisation, person_id, streams, reason, request_id
        from jsonb_to_recordset(${records(rows)}::text::jsonb) as said (subject text, role text,
          organisation text, person_id uuid, streams jsonb, reason text, request_id text)`,
  );
}
