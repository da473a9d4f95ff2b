import { type Queries, records, sql } from '../db/database.ts';
import { daysOf } from '../values/financial-year.ts';
import { addDays, later } from '../values/plain-date.ts';
import { type Ratio, toDecimal } from '../values/ratio.ts';
import { activityToJson } from './activity-json.ts';
import type { AwardDraft, Claim, Payment } from './award.ts';

export interface NewAward {
  readonly id: string;
  readonly submissionId: string;
  readonly identityId: string;
  readonly row: number;
  readonly draft: AwardDraft;
  readonly hasMovements: boolean;
}

/** Every rate and price of the formats fits in eighteen decimals exactly. */
const exact = (value: Ratio | null): string | null => (value ? toDecimal(value, 18) : null);

/** Keeps awards of a delivery that nobody sees yet. */
export async function keepAwards(queries: Queries, awards: readonly NewAward[]): Promise<void> {
  await queries.rows(
    'awards.keep',
    sql`insert into awards (id, submission_id, row, identity_id, stream, funder, basis, mode,
          legal_basis, reference, service, service_rank, first_day, until_day, relevant_from,
          relevant_until, year, completed_on, amount, per, units_per_week, unpriced_reason,
          contribution, contribution_pounds, contribution_reason, reports_payments, scheme, currency,
          description, raw_figures, element, ceiling_pence, has_movements, currency_share, activity,
          provider, care_key, reported_pounds)
        select id, submission_id, row, identity_id, stream, funder, basis, mode,
          legal_basis, reference, service, service_rank, first_day, until_day, relevant_from,
          relevant_until, year, completed_on, trim_scale(amount), per, trim_scale(units_per_week),
          unpriced_reason, contribution, trim_scale(contribution_pounds), contribution_reason,
          reports_payments, scheme, currency, description, raw_figures, element, ceiling_pence,
          has_movements, trim_scale(currency_share), activity, provider, care_key,
          trim_scale(reported_pounds)
        from jsonb_to_recordset(${records(awards.map(awardRow))}::text::jsonb) as said (id uuid,
          submission_id uuid, row int, identity_id uuid, stream text, funder text, basis text,
          mode text, legal_basis text, reference text, service text, service_rank int,
          first_day date, until_day date, relevant_from date, relevant_until date, year text,
          completed_on date, amount numeric, per text, units_per_week numeric, unpriced_reason text,
          contribution text, contribution_pounds numeric, contribution_reason text,
          reports_payments boolean, scheme text, currency text, description text, raw_figures text,
          element text, ceiling_pence bigint, has_movements boolean, currency_share numeric,
          activity jsonb, provider text, care_key text, reported_pounds numeric)`,
  );
}

function awardRow({ id, submissionId, identityId, row, draft, hasMovements }: NewAward) {
  const { contribution } = draft;
  const relevant = relevantDays(draft);
  return {
    id,
    submission_id: submissionId,
    row,
    identity_id: identityId,
    stream: draft.stream,
    funder: draft.funder,
    basis: draft.basis,
    mode: draft.mode,
    legal_basis: draft.legalBasis,
    reference: draft.reference,
    service: draft.service,
    service_rank: draft.serviceRank,
    first_day: draft.days.from,
    until_day: draft.days.until,
    relevant_from: relevant.from,
    relevant_until: relevant.until,
    year: draft.year,
    completed_on: draft.completedOn,
    amount: exact(draft.amount),
    per: draft.per,
    units_per_week: exact(draft.unitsPerWeek),
    unpriced_reason: draft.unpricedReason,
    contribution: contribution.kind,
    contribution_pounds: 'pounds' in contribution ? exact(contribution.pounds) : null,
    contribution_reason: contribution.reason,
    reports_payments: draft.reportsPayments,
    scheme: draft.currency?.scheme ?? null,
    currency: draft.currency?.code ?? null,
    description: draft.description,
    raw_figures: draft.rawFigures,
    element: draft.element,
    ceiling_pence: draft.ceiling,
    has_movements: hasMovements,
    currency_share: exact(draft.currencyShare),
    activity: draft.activity && activityToJson(draft.activity),
    provider: draft.provider,
    care_key: draft.careKey,
    reported_pounds: exact(draft.reported),
  };
}

/** The days outside which no year needs the award: a reader of a year skips the rest. */
function relevantDays({ basis, days, year, completedOn }: AwardDraft) {
  if (basis === 'ACTIVITY' && year !== null) return daysOf(year);
  if (basis === 'ONE_OFF' && year !== null) {
    const done = completedOn === null ? null : addDays(completedOn, 1);
    const { from, until } = daysOf(year);
    return { from, until: done === null ? null : later(done, until) };
  }
  // A claim counts in the year its support ended, which may begin after the award's last day.
  if (basis === 'CEILING') return { from: days.from, until: null };
  return days;
}

export interface NewPayment extends Payment {
  readonly awardId: string;
  readonly row: number;
}

export async function keepPayments(
  queries: Queries,
  payments: readonly NewPayment[],
): Promise<void> {
  const rows = payments.map((payment) => ({
    award_id: payment.awardId,
    row: payment.row,
    reference: payment.reference,
    amount_pence: payment.amount,
    gross: payment.gross,
    paid_on: payment.paidOn,
    covers_from: payment.covers.from,
    covers_until: payment.covers.until,
  }));
  await queries.rows(
    'awards.keep-payments',
    sql`insert into payments (award_id, row, reference, amount_pence, gross, paid_on, covers_from,
          covers_until)
        select award_id, row, reference, amount_pence, gross, paid_on, covers_from, covers_until
        from jsonb_to_recordset(${records(rows)}::text::jsonb) as said (award_id uuid, row int,
          reference text, amount_pence bigint, gross boolean, paid_on date, covers_from date,
          covers_until date)`,
  );
}

export interface NewClaim extends Claim {
  readonly awardId: string;
  readonly row: number;
}

export async function keepClaims(queries: Queries, claims: readonly NewClaim[]): Promise<void> {
  const rows = claims.map((claim) => ({
    award_id: claim.awardId,
    row: claim.row,
    reference: claim.reference,
    form: claim.form,
    support_from: claim.supportFrom,
    support_until: claim.supportUntil,
    claimed_pence: claim.claimed,
    paid_pence: claim.paid,
    paid_on: claim.paidOn,
    paid_to: claim.paidTo,
    employer_pence: claim.employerShare,
    customer_pence: claim.customerShare,
  }));
  await queries.rows(
    'awards.keep-claims',
    sql`insert into claims (award_id, row, reference, form, support_from, support_until,
          claimed_pence, paid_pence, paid_on, paid_to, employer_pence, customer_pence)
        select award_id, row, reference, form, support_from, support_until, claimed_pence,
          paid_pence, paid_on, paid_to, employer_pence, customer_pence
        from jsonb_to_recordset(${records(rows)}::text::jsonb) as said (award_id uuid, row int,
          reference text, form text, support_from date, support_until date, claimed_pence bigint,
          paid_pence bigint, paid_on date, paid_to text, employer_pence bigint,
          customer_pence bigint)`,
  );
}

/**
 * Among rows of one submission that tell the same service at the same rate one counts: the one with
 * an open end, then the best rank, then the later row.
 */
export async function settleRepeatedServices(
  queries: Queries,
  submissionIds: readonly string[],
  idList: string,
): Promise<void> {
  if (submissionIds.length === 0) return;
  await queries.rows(
    'awards.settle-repeated-services',
    sql`update awards a set counts = false
        from (select id, row_number() over (
                partition by submission_id, identity_id, service, stream, amount, per, units_per_week
                order by (until_day is null) desc, service_rank, row desc) as place
              from awards
              where submission_id = any(${idList}::text::uuid[]) and service is not null
                and service_rank is not null) ranked
        where ranked.id = a.id and ranked.place > 1`,
  );
}

/** Takes out what a load that never finished had kept. */
export async function dropAwardsOf(queries: Queries, idList: string): Promise<void> {
  await queries.rows(
    'awards.drop',
    sql`with gone as (
          delete from awards where submission_id = any(${idList}::text::uuid[]) returning id
        ), payments_gone as (
          delete from payments where award_id in (select id from gone)
        )
        delete from claims where award_id in (select id from gone)`,
  );
}
