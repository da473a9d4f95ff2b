import type { Step } from '../awards/working.ts';
import { type AmountCell, amountOf } from '../charging/assessment.ts';
import type { LegalBasis } from '../charging/means.ts';
import { streamOf } from '../charging/read-assessments.ts';
import { DEFERRED_STREAM } from '../charging/read-deferred.ts';
import { list, type Queries, type Sql, sql } from '../db/database.ts';
import { isDeferredOrToppedUp } from './deferred-held-store.ts';
import type { HeldAssessment } from './held.ts';

type Ids = readonly string[];
const uuids = (ids: Ids): Sql => sql`any(${list(ids)}::text::uuid[])`;

type AssessmentRow = Omit<HeldAssessment, 'amounts'> & {
  readonly outcome: readonly AmountCell[];
  readonly working: readonly (readonly Step[])[];
};

/**
 * What councils have assessed of the identities, with the means it was made from. A later one stands
 * instead only where both are still the same person's.
 */
export async function assessmentsHeld(queries: Queries, ids: Ids): Promise<HeldAssessment[]> {
  const rows = await queries.rows<AssessmentRow>(
    'statements.assessments-held',
    sql`with own as materialized (
          select f.*, i.person_id from financial_assessments f
          join identities i on i.id = f.identity_id
          where f.identity_id = ${uuids(ids)}
        )
        select f.id, f.identity_id as "identityId", f.council, f.first_day as "firstDay",
          f.until_day as "untilDay", f.inputs as means, f.outcome, f.working,
          f.recorded_by as "recordedBy", f.recorded_at as "recordedAt",
          (select min(next.first_day) from own next
           where next.person_id = f.person_id and next.council = f.council
             and next.ordinal > f.ordinal
             and (f.until_day is null or next.first_day < f.until_day)) as "supersededFrom"
        from own f order by f.ordinal`,
  );
  return rows.map(({ outcome, working, ...row }) => ({
    ...row,
    amounts: outcome.map((cell, at) => ({ ...amountOf(cell), steps: working[at] ?? [] })),
  }));
}

/** The codes of the streams that the identities' assessments, deferred payments and top-ups are of. */
export async function streamsAssessed(queries: Queries, ids: Ids): Promise<string[]> {
  const rows = await queries.rows<{ legalBasis: LegalBasis }>(
    'statements.streams-assessed',
    sql`select distinct inputs ->> 'legalBasis' as "legalBasis" from financial_assessments
        where identity_id = ${uuids(ids)}`,
  );
  const besides = (await isDeferredOrToppedUp(queries, ids)) ? [DEFERRED_STREAM] : [];
  return [...rows.map(streamOf), ...besides];
}
