import { type Queries, sql } from '../db/database.ts';
import type { CostPer } from '../plans/unmet-need.ts';
import { type Pence, pence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { AreaSubject, Publication } from './publication.ts';
import type { NeedOnDay, WaitingOnDay } from './unmet-need-facts.ts';

interface NeedRow extends Omit<NeedOnDay, 'cost'> {
  readonly unmet: bigint | null;
  readonly per: CostPer | null;
}

/** The needs of everybody that are unmet on a day, as is known now; none that was recorded in error. */
export async function needsOn(queries: Queries, day: PlainDate): Promise<NeedOnDay[]> {
  const rows = await queries.rows<NeedRow>(
    'pools.needs-on-day',
    sql`select coalesce(i.person_id, i.id)::text as person, n.outcome, n.reason,
          n.unmet_pence as unmet, n.per, case when o.kind = 'council' then o.code end as council
        from unmet_needs n join identities i on i.id = n.identity_id
        join organisations o on o.code = n.organisation
        left join unmet_need_ends e on e.need_id = n.id
        where n.first_day <= ${day}::date and (e.need_id is null
          or (e.reason <> 'RECORDED_IN_ERROR' and e.ended_on > ${day}::date))
        order by n.ordinal`,
  );
  return rows.map(({ unmet, per, ...row }) => ({
    ...row,
    cost: unmet === null || per === null ? null : { unmet: pence(unmet), per },
  }));
}

/**
 * What was awarded as one sum by a day, is not completed on it and was paid to nobody by then: the sum
 * less what the person is asked to pay and what a source reports as paid. Where no source reports
 * payments, or nobody says what the person pays, it is not known and not here; nor is anything of
 * somebody who has died by then.
 */
export async function awardedNotPaidOn(queries: Queries, day: PlainDate): Promise<WaitingOnDay[]> {
  const rows = await queries.rows<Omit<WaitingOnDay, 'waitsFor' | 'amount'> & { amount: string }>(
    'pools.awarded-not-paid',
    sql`select * from (
          select coalesce(i.person_id, i.id)::text as person,
            case when o.kind = 'council' then o.code end as council,
            (round(a.amount * 100) - coalesce(round(a.contribution_pounds * 100), 0) - coalesce((
              select sum(p.amount_pence) from payments p
              where p.award_id = a.id and p.paid_on <= ${day}::date), 0))::bigint::text as amount
          from awards a join identities i on i.id = a.identity_id
          join streams s on s.code = a.stream and s.nature = 'BUDGET'
          join organisations o on o.code = a.funder
          where a.counts and a.basis = 'ONE_OFF' and a.first_day <= ${day}::date
            and (a.completed_on is null or a.completed_on > ${day}::date)
            and a.amount is not null and a.unpriced_reason is null and a.reports_payments
            and (a.contribution = 'NONE' or (a.contribution = 'SUM' and not exists (
              select from payments p where p.award_id = a.id and p.gross)))
            and exists (select from submission_windows w
              where w.submission_id = a.submission_id and w.known_until is null
                and coalesce(w.from_day, '-infinity') <= a.first_day
                and coalesce(w.until_day, 'infinity') > a.first_day)
            and not exists (select from identities died
              where (died.id = i.id or died.person_id = i.person_id)
                and died.death_date <= ${day}::date)
        ) unpaid where unpaid.amount::bigint > 0`,
  );
  return rows.map((row) => ({
    ...row,
    waitsFor: 'AWARDED_NOT_PAID',
    amount: BigInt(row.amount) as Pence,
  }));
}

/** Everybody into whose accounts a funder is expected to pay. */
export async function peopleExpecting(queries: Queries): Promise<string[]> {
  const rows = await queries.rows<{ person: string }>(
    'pools.people-expecting',
    sql`select distinct i.person_id::text as person
        from payment_schedules p join accounts a on a.id = p.account_id
        join identities i on i.id = a.identity_id
        where i.person_id is not null order by 1`,
  );
  return rows.map(({ person }) => person);
}

/** What was published last of a subject of the whole area, of whichever year. */
export async function lastPublished(
  queries: Queries,
  subject: AreaSubject,
): Promise<Publication | null> {
  const [row] = await queries.rows<Publication>(
    'pools.last-published',
    sql`select id, subject, pool, year, part, as_of as "asOf", rule_version as "ruleVersion"
        from publications where subject = ${subject} and pool is null
        order by as_of desc limit 1`,
  );
  return row ?? null;
}
