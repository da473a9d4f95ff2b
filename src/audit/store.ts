import { type Queries, sql } from '../db/database.ts';
import type { AuditEvent } from './event.ts';

/** Notes a change in the same transaction as the change itself. */
export async function note(queries: Queries, actor: string, event: AuditEvent): Promise<void> {
  const { action, ...details } = event;
  await queries.rows(
    'audit.note',
    sql`insert into audit_events (actor, action, details)
        values (${actor}, ${action}, ${JSON.stringify(details)}::text::jsonb)`,
  );
}
