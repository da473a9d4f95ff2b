import { list, type Queries, type Sql, sql } from '../db/database.ts';
import type { HeldAgreement, HeldDeferredEntry, HeldTopUp } from './held-deferred.ts';

type Ids = readonly string[];
const uuids = (ids: Ids): Sql => sql`any(${list(ids)}::text::uuid[])`;

/** The deferred payment agreements of the identities, with all that is recorded under each. */
export async function agreementsHeld(queries: Queries, ids: Ids): Promise<HeldAgreement[]> {
  const agreements = await queries.rows<Omit<HeldAgreement, 'entries'>>(
    'statements.deferred-agreements-held',
    sql`select id, identity_id as "identityId", council, first_day as "firstDay", interest,
          interest_added as "interestAdded", recorded_by as "recordedBy",
          recorded_at as "recordedAt"
        from deferred_agreements where identity_id = ${uuids(ids)} order by ordinal`,
  );
  const entries = await queries.rows<HeldDeferredEntry & { agreementId: string }>(
    'statements.deferred-entries-held',
    sql`select id, agreement_id as "agreementId", kind, day as "on", amount_pence as amount,
          secured_pence as "securedBefore", charge, corrects, reason, recorded_by as "recordedBy",
          recorded_at as "recordedAt"
        from deferred_entries where identity_id = ${uuids(ids)} order by ordinal`,
  );
  return agreements.map((agreement) => ({
    ...agreement,
    entries: entries.filter(({ agreementId }) => agreementId === agreement.id),
  }));
}

/** What others pay for the homes of the identities, in the order recorded. */
export async function topUpsHeld(queries: Queries, ids: Ids): Promise<HeldTopUp[]> {
  return queries.rows<HeldTopUp>(
    'statements.top-ups-held',
    sql`select id, identity_id as "identityId", council, first_day as "firstDay",
          until_day as "untilDay", payer, weekly_pence as weekly, recorded_by as "recordedBy",
          recorded_at as "recordedAt"
        from top_ups where identity_id = ${uuids(ids)} order by ordinal`,
  );
}

/** Whether a council defers charges of the identities, or somebody pays for a home of theirs. */
export async function isDeferredOrToppedUp(queries: Queries, ids: Ids): Promise<boolean> {
  const found = await queries.rows(
    'statements.is-deferred-or-topped-up',
    sql`select from deferred_agreements where identity_id = ${uuids(ids)}
        union all select from top_ups where identity_id = ${uuids(ids)} limit 1`,
  );
  return found.length > 0;
}
