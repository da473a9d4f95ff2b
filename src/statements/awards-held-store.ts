import { list, type Queries, type Sql, sql } from '../db/database.ts';
import { type Pence, pence } from '../values/money.ts';
import type { HeldAward, HeldClaim, HeldPayment } from './held.ts';

type Ids = readonly string[];
const uuids = (ids: Ids): Sql => sql`any(${list(ids)}::text::uuid[])`;

const penceOf = (amount: bigint | null): Pence | null => (amount === null ? null : pence(amount));

type AwardRow = Omit<HeldAward, 'ceiling'> & { readonly ceiling: bigint | null };

/** Every row that told of the identities, also where something else stands in its place now. */
export async function awardsHeld(queries: Queries, ids: Ids): Promise<HeldAward[]> {
  const rows = await queries.rows<AwardRow>(
    'statements.awards-held',
    sql`select a.id, a.identity_id as "identityId", s.delivery_id as "deliveryId", a.row, a.stream,
          a.funder, a.basis, a.mode, a.legal_basis as "legalBasis", a.reference, a.service, a.counts,
          a.first_day as "firstDay", a.until_day as "untilDay", a.year,
          a.completed_on as "completedOn", a.amount, a.per, a.units_per_week as "unitsPerWeek",
          a.unpriced_reason as "unpricedReason", a.contribution,
          a.contribution_pounds as "contributionPounds",
          a.contribution_reason as "contributionReason",
          a.reports_payments as "reportsPayments", a.scheme, a.currency,
          a.currency_share as "currencyShare", a.description, a.raw_figures as "rawFigures",
          a.element, a.ceiling_pence as ceiling, a.activity, a.provider,
          a.care_key as "careKey", a.reported_pounds as "reportedPounds", coalesce((
            select json_agg(json_build_array(w.from_day, w.until_day)
              order by w.from_day nulls first)
            from submission_windows w
            where w.submission_id = s.id and w.known_until is null), '[]'::json) as standing
        from awards a join submissions s on s.id = a.submission_id
        join deliveries d on d.id = s.delivery_id
        where a.identity_id = ${uuids(ids)} and d.status <> 'STAGING'
        order by a.stream, a.first_day, d.received_at, a.row, a.id`,
  );
  return rows.map((row) => ({ ...row, ceiling: penceOf(row.ceiling) }));
}

type PaymentRow = Omit<HeldPayment, 'amount'> & { readonly amount: bigint };

export async function paymentsHeld(queries: Queries, awards: Ids): Promise<HeldPayment[]> {
  const rows = await queries.rows<PaymentRow>(
    'statements.payments-held',
    sql`select award_id as "awardId", row, reference, amount_pence as amount, gross,
          paid_on as "paidOn", covers_from as "coversFrom", covers_until as "coversUntil"
        from payments where award_id = ${uuids(awards)} order by paid_on, award_id, reference`,
  );
  return rows.map((row) => ({ ...row, amount: pence(row.amount) }));
}

type ClaimRow = Omit<HeldClaim, 'claimed' | 'paid' | 'employer' | 'customer'> & {
  readonly claimed: bigint;
  readonly paid: bigint | null;
  readonly employer: bigint | null;
  readonly customer: bigint | null;
};

export async function claimsHeld(queries: Queries, awards: Ids): Promise<HeldClaim[]> {
  const rows = await queries.rows<ClaimRow>(
    'statements.claims-held',
    sql`select award_id as "awardId", row, reference, form, support_from as "supportFrom",
          support_until as "supportUntil", claimed_pence as claimed, paid_pence as paid,
          paid_on as "paidOn", paid_to as "paidTo", employer_pence as employer,
          customer_pence as customer
        from claims where award_id = ${uuids(awards)} order by support_from, award_id, reference`,
  );
  return rows.map((row) => ({
    ...row,
    claimed: pence(row.claimed),
    paid: penceOf(row.paid),
    employer: penceOf(row.employer),
    customer: penceOf(row.customer),
  }));
}

/** The names of the currencies in which the identities' awards are told. */
export function currenciesHeld(
  queries: Queries,
  ids: Ids,
): Promise<{ scheme: string; code: string; name: string }[]> {
  return queries.rows(
    'statements.currencies-held',
    sql`select distinct c.scheme, c.code, c.name
        from awards a join currencies c on c.scheme = a.scheme and c.code = a.currency
        where a.identity_id = ${uuids(ids)}`,
  );
}

/** The codes of the streams that the identities' awards and the money held for them are of, sorted. */
export async function streamsHeld(queries: Queries, ids: Ids): Promise<string[]> {
  const rows = await queries.rows<{ stream: string }>(
    'statements.streams-held',
    sql`select a.stream from awards a join submissions s on s.id = a.submission_id
        join deliveries d on d.id = s.delivery_id
        where a.identity_id = ${uuids(ids)} and d.status <> 'STAGING'
        union select l.stream from ledger_accounts l join accounts a on a.id = l.account_id
        where a.identity_id = ${uuids(ids)}
        order by stream`,
  );
  return rows.map(({ stream }) => stream);
}
