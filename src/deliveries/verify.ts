import { type Check, checkThat } from '../audit/check.ts';
import { type Database, type Queries, sql } from '../db/database.ts';
import type { Period } from '../values/period.ts';
import type { Adapter } from './adapter.ts';
import { allScopes, standingWindows, submittedIn } from './store.ts';
import { verifyLines } from './verify-lines.ts';
import { windowsOf } from './windows.ts';

/**
 * Rows add up in every delivery, every submission speaks for the days that the rule gives it, and
 * lines of money agree with the movements recorded of them.
 */
export async function verifyDeliveries(
  db: Database,
  adapters: ReadonlyMap<string, Adapter>,
): Promise<Check[]> {
  const wrong = await db.rows<{ id: string }>(
    'deliveries.that-do-not-add-up',
    sql`select d.id from deliveries d
        left join (select delivery_id, count(distinct row) as rows from rejects group by delivery_id) r
          on r.delivery_id = d.id
        where d.status <> 'STAGING'
          and (d.accepted + d.rejected <> d.rows or coalesce(r.rows, 0) <> d.rejected)`,
  );
  return [
    checkThat(
      'accepted and rejected rows add up in each delivery',
      wrong.map(({ id }) => id),
      'every delivery',
    ),
    await verifyWindows(db, adapters),
    await verifyCommissioned(db),
    ...(await verifyLines(db, adapters)),
  ];
}

/** Nobody was read out of a delivery that was sent for commissioning. */
async function verifyCommissioned(queries: Queries): Promise<Check> {
  const wrong = await queries.rows<{ id: string }>(
    'deliveries.commissioned-that-reach-people',
    sql`select d.id from deliveries d where d.basis = 'commissioning' and (
          exists (select from sightings s where s.seen_in = d.id)
          or exists (select from submissions m join awards a on a.submission_id = m.id
                     where m.delivery_id = d.id))`,
  );
  const ids = wrong.map(({ id }) => id);
  return checkThat('commissioning extracts reach no person', ids, 'every delivery');
}

const SCOPES_AT_ONCE = 5000;

async function verifyWindows(
  queries: Queries,
  adapters: ReadonlyMap<string, Adapter>,
): Promise<Check> {
  const wrong: string[] = [];
  let looked = 0;
  let after = '';
  for (;;) {
    const page = await allScopes(queries, after, SCOPES_AT_ONCE);
    const last = page.at(-1);
    if (!last) break;
    const scopes = page.map(({ scope }) => scope);
    const submitted = await submittedIn(queries, scopes);
    const standing = await standingWindows(queries, scopes);
    for (const { scope, adapter } of page) {
      const replacement = adapters.get(adapter)?.replacement;
      if (!replacement) continue;
      looked += 1;
      const due = windowsOf(replacement, submitted.get(scope) ?? []);
      if (inOrder(due) !== inOrder(standing.get(scope) ?? new Map())) wrong.push(adapter);
    }
    after = last.scope;
  }
  return checkThat(
    'each submission speaks for the days its rule gives it',
    wrong,
    `${looked} scopes`,
  );
}

function inOrder(windows: ReadonlyMap<string, readonly Period[]>): string {
  const all = [...windows].flatMap(([id, periods]) =>
    periods.map(({ from, until }) => `${id} ${from} ${until}`),
  );
  return all.sort().join('\n');
}
