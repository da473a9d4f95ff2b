import type postgres from 'postgres';
import type { Sql } from 'sql-template-tag';
import { named, parameters } from './database.ts';
import { currentDeadline, DeadlinePassed, Unavailable } from './deadline.ts';

/** A client of one connection. */
export type Client = postgres.Sql<{ bigint: bigint }>;

/**
 * Codes that say the database cannot do it now: connections that fail, end or are refused, a server
 * that starts or stops, and a lock that another transaction kept.
 */
const NOT_NOW =
  /^(?:CONNECTION_\w+|CONNECT_TIMEOUT|E(?:CONNREFUSED|CONNRESET|HOSTUNREACH|PIPE|TIMEDOUT|AI_AGAIN|NOTFOUND)|57P0[1-3]|53300|08\w{3}|55P03)$/;

/** The error as the hub speaks of it. */
export function told(error: unknown): unknown {
  const { code } = error as { code?: unknown };
  const isNotNow = typeof code === 'string' && NOT_NOW.test(code);
  return isNotNow ? new Unavailable('the database cannot be used just now', code) : error;
}

/** A statement was cancelled, by request or for its time. */
const CANCELLED = '57014';

/**
 * Sends one statement. When the deadline of the work passes, the server is asked to cancel it; the
 * promise ends only once that has been done, or the request to cancel could reach what the
 * connection is used for next.
 */
export async function send<Row>(client: Client, name: string, statement: Sql): Promise<Row[]> {
  const deadline = currentDeadline();
  if (deadline?.passed) throw deadline.passed;
  const values = parameters(statement.values);
  // Sent now and not when it is waited for: what is sent together goes out in order.
  const query = client.unsafe(named(name, statement), values, { prepare: true }).execute();
  let cancelled: Promise<unknown> = Promise.resolve();
  const forget = deadline?.whenPassed(() => {
    cancelled = cancel(query);
  });
  try {
    return (await query) as unknown as Row[];
  } catch (error) {
    const wasCancelled = (error as { code?: unknown }).code === CANCELLED;
    throw wasCancelled ? (deadline?.passed ?? new DeadlinePassed()) : told(error);
  } finally {
    forget?.();
    await cancelled;
  }
}

/** A statement that waits for its connection is not cancelled: postgres.js would lose that one. */
async function cancel(query: { cancel(): void }): Promise<void> {
  const { state, active } = query as unknown as { state: unknown; active: boolean };
  if (!state || !active) return;
  // postgres.js promises nothing in its types, and gives a promise that ends with the request.
  await Promise.resolve(query.cancel()).catch(() => undefined);
}
