import { list, type Queries, type Sql, sql } from '../db/database.ts';
import { pence } from '../values/money.ts';
import type {
  HeldAnswer,
  HeldCarryForward,
  HeldFile,
  HeldNotice,
  HeldQuery,
  HeldSupportReview,
} from './held-questions.ts';

type Ids = readonly string[];
const uuids = (ids: Ids): Sql => sql`any(${list(ids)}::text::uuid[])`;

type Stored<Held> = Omit<Held, 'recordedAt'> & { readonly recordedAt: string };

type QueryRow = Omit<HeldQuery, 'answers' | 'files'> & {
  readonly answers: readonly Stored<HeldAnswer>[];
  readonly files: readonly Stored<HeldFile>[];
};

const dated = <Held>(each: Stored<Held>) => ({ ...each, recordedAt: new Date(each.recordedAt) });

/** What was asked about the identities' money, with what was answered. */
export async function queriesHeld(queries: Queries, ids: Ids): Promise<HeldQuery[]> {
  const rows = await queries.rows<QueryRow>(
    'statements.queries-held',
    sql`select q.id, q.identity_id as "identityId", q.about, q.subject, q.choice, q.helper, q.streams,
          q.account_id as "accountId", q.host, q.funder, q.words, q.asked_by as "askedBy",
          q.asked_as as "askedAs", q.organisation, q.asked_on as "askedOn",
          q.answer_by as "answerBy", q.rule, q.recorded_at as "recordedAt", coalesce((
            select json_agg(json_build_object('outcome', a.outcome, 'words', a.words,
              'answeredBy', a.answered_by, 'answeredAs', a.answered_as,
              'organisation', a.organisation, 'recordedAt', a.recorded_at) order by a.ordinal)
            from query_answers a where a.query_id = q.id), '[]'::json) as answers, coalesce((
            select json_agg(json_build_object('name', f.name, 'type', f.type, 'bytes', f.bytes,
              'sha256', f.sha256, 'base64', translate(encode(f.body, 'base64'), E'\\n', ''),
              'sentBy', f.sent_by, 'sentAs', f.sent_as, 'organisation', f.organisation,
              'recordedAt', f.recorded_at) order by f.ordinal)
            from query_files f where f.query_id = q.id), '[]'::json) as files
        from queries q where q.identity_id = ${uuids(ids)} order by q.ordinal`,
  );
  return rows.map((row) => ({
    ...row,
    answers: row.answers.map(dated<HeldAnswer>),
    files: row.files.map(dated<HeldFile>),
  }));
}

/** The reviews of the identities' support that were held. */
export function supportReviewsHeld(queries: Queries, ids: Ids): Promise<HeldSupportReview[]> {
  return queries.rows<HeldSupportReview>(
    'statements.support-reviews-held',
    sql`select id, identity_id as "identityId", stream, kind, held_on as "heldOn", organisation,
          recorded_by as "recordedBy", recorded_at as "recordedAt"
        from support_reviews where identity_id = ${uuids(ids)} order by ordinal`,
  );
}

/** The notices by which money is asked back from accounts. */
export async function noticesHeld(queries: Queries, accounts: Ids): Promise<HeldNotice[]> {
  const rows = await queries.rows<HeldNotice & { readonly amount: bigint }>(
    'statements.notices-held',
    sql`select n.id, n.account_id as "accountId", n.stream, n.funder, n.amount_pence as amount,
          n.reasons, n.law, n.noticed_on as "noticedOn", n.reconsider_by as "reconsiderBy",
          n.due_by as "dueBy", n.noticed_by as "noticedBy", n.recorded_at as "recordedAt",
          w.withdrawn_by as "withdrawnBy", w.recorded_at as "withdrawnAt",
          w.reason as "withdrawnReason", coalesce((
            select json_agg(p.journal_id) from reclaim_payments p
            where p.notice_id = n.id), '[]'::json) as payments
        from reclaim_notices n left join reclaim_withdrawals w on w.notice_id = n.id
        where n.account_id = ${uuids(accounts)} order by n.ordinal`,
  );
  return rows.map((row) => ({ ...row, amount: pence(row.amount) }));
}

interface CarryRow extends Omit<HeldCarryForward, 'kept' | 'toReturn' | 'contingency'> {
  readonly kept: bigint;
  readonly toReturn: bigint;
  readonly contingency: bigint;
}

/** What of accounts was kept when years closed. */
export async function carryForwardsHeld(
  queries: Queries,
  accounts: Ids,
): Promise<HeldCarryForward[]> {
  const rows = await queries.rows<CarryRow>(
    'statements.carry-forwards-held',
    sql`select account_id as "accountId", year, stream, funder, kept_pence as kept,
          return_pence as "toReturn", contingency_pence as contingency, rule,
          recorded_at as "recordedAt"
        from carry_forwards where account_id = ${uuids(accounts)}
        order by year, account_id, stream collate "C", funder collate "C"`,
  );
  return rows.map((row) => ({
    ...row,
    kept: pence(row.kept),
    toReturn: pence(row.toReturn),
    contingency: pence(row.contingency),
  }));
}
