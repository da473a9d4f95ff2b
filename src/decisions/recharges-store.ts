import { accountsOfPerson } from '../access/hosted-store.ts';
import { decisionsOf } from '../awards/funding-store.ts';
import { list, type Queries, type Sql, sql } from '../db/database.ts';
import { SELF } from '../streams/stream.ts';
import type { AccountId, MovementId, OrganisationCode } from '../values/ids.ts';
import { type Pence, pence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { Borne, SettledOn } from './recharge.ts';

/** A recharge as it was posted. */
export interface PostedRecharge {
  readonly movement: MovementId;
  readonly account: AccountId;
  readonly from: { readonly code: OrganisationCode; readonly name: string };
  readonly to: { readonly code: OrganisationCode; readonly name: string };
  readonly amount: Pence;
  readonly days: { readonly from: PlainDate; readonly until: PlainDate };
}

interface BorneRow {
  account_id: AccountId;
  funder: OrganisationCode;
  amount: string;
  first_day: PlainDate;
  until_day: PlainDate;
  is_recharge: boolean;
}

/**
 * What an entry made its source bear, where `j` is its journal, `l` its place and `a` its account. As
 * the budget counts what has gone out: of what the person or a third party holds when it was paid in,
 * else when it was spent. Of the person what they were charged; of commissioned care the host has it.
 */
const BORNE: Sql = sql`case
    when j.kind = 'RECHARGE' then case when l.kind = 'RECHARGE' then e.amount_pence else 0 end
    when l.kind = 'COLLECTED' then case when j.kind = 'CONTRIBUTION' then -e.amount_pence else 0 end
    when l.funder = ${SELF} then
      case when j.kind = 'CONTRIBUTION' and l.kind = 'CONTRIBUTION' then -e.amount_pence else 0 end
    when a.mode in ('DIRECT_PAYMENT', 'THIRD_PARTY') then
      case when l.kind in ('FUNDING', 'RECLAIM') then -e.amount_pence else 0 end
    else case when l.kind = 'PROVIDER' then e.amount_pence else 0 end
  end`;

/** What was paid for a stream, and recharged, as the ledger knew when a decision was recorded. */
export async function borneBefore(
  queries: Queries,
  personId: string,
  { id, stream }: { readonly id: string; readonly stream: string },
): Promise<{ paid: Borne[]; recharged: Borne[] }> {
  const rows = await queries.rows<BorneRow>(
    'decisions.borne-before',
    sql`select * from (
          select a.id as account_id, j.kind = 'RECHARGE' as is_recharge,
            case when l.kind = 'COLLECTED' then a.host else l.funder end as funder,
            sum(${BORNE})::text as amount,
            coalesce(j.covers_from, o.covers_from, p.covers_from,
              case when j.kind = 'REFUND' then o.effective_day end, j.effective_day) as first_day,
            coalesce(j.covers_until, o.covers_until, p.covers_until,
              case when j.kind = 'REFUND' then o.effective_day end + 1, j.effective_day + 1)
              as until_day, min(j.ordinal) as at
          from accounts a join journals j on j.account_id = a.id
          left join journals o on o.id = j.about left join journals p on p.id = o.about
          join funding_decisions d on d.id = ${id}::uuid and j.recorded_at <= d.recorded_at
          join entries e on e.year = j.year and e.journal_id = j.id and e.account_id = a.id
          join ledger_accounts l on l.id = e.ledger_account_id and l.stream = ${stream}
          where a.id in (${accountsOfPerson(sql`${personId}::uuid`)}) and j.kind <> 'REVERSAL'
            and not exists (select from journals r
              where r.reverses = j.id and r.recorded_at <= d.recorded_at)
          group by j.id, a.id, o.id, p.id, 3
        ) borne where amount <> '0' order by at, funder collate "C"`,
  );
  const borne = (isRecharge: boolean) =>
    rows.flatMap((row): Borne[] => {
      if (row.is_recharge !== isRecharge) return [];
      const days = { from: row.first_day, until: row.until_day };
      const amount = pence(BigInt(row.amount));
      return [{ account: row.account_id, funder: row.funder, amount, days }];
    });
  return { paid: borne(false), recharged: borne(true) };
}

/** The decisions on a stream that stand now, in the order recorded, each with its day of that. */
export async function settlementsOf(
  tx: Queries,
  personId: string,
  stream: string,
  today: PlainDate,
): Promise<SettledOn[]> {
  const decisions = await decisionsOf(tx, personId, stream);
  const days = await tx.rows<{ id: string; day: PlainDate }>(
    'decisions.recorded-days',
    sql`select id, (recorded_at at time zone 'Europe/London')::date as day
        from funding_decisions where id = any(${list(decisions.map(({ id }) => id))}::text::uuid[])`,
  );
  return decisions.map((each) => {
    const day = days.find(({ id }) => id === each.id)?.day ?? today;
    return { ...each, recordedOn: day < today ? day : today };
  });
}

interface PostedRow extends Omit<PostedRecharge, 'amount' | 'days'> {
  readonly amount: string;
  readonly first_day: PlainDate;
  readonly until_day: PlainDate;
}

/** The operation under which the recharges of a decision are posted. */
export const RECHARGING = 'recordDecision';

/** What was posted by a decision, in the order posted; the accounts are open. */
export async function postedBy(
  queries: Queries,
  personId: string,
  decision: string,
): Promise<PostedRecharge[]> {
  const side = (isPayer: boolean): Sql => sql`(
    select json_build_object('code', o.code, 'name', o.name)
    from entries e join ledger_accounts l on l.id = e.ledger_account_id and l.kind = 'RECHARGE'
    join organisations o on o.code = l.funder
    where e.year = j.year and e.journal_id = j.id and (e.amount_pence > 0) = ${isPayer})`;
  const rows = await queries.rows<PostedRow>(
    'decisions.recharges-posted',
    sql`select j.id as movement, j.account_id as account, ${side(true)} as "from",
          ${side(false)} as "to", j.covers_from as first_day, j.covers_until as until_day, (
            select sum(e.amount_pence)::text from entries e
            join ledger_accounts l on l.id = e.ledger_account_id and l.kind = 'RECHARGE'
            where e.year = j.year and e.journal_id = j.id and e.amount_pence > 0) as amount
        from journals j
        where j.account_id in (${accountsOfPerson(sql`${personId}::uuid`)})
          and j.kind = 'RECHARGE' and j.operation = ${RECHARGING}
          and starts_with(j.idempotency_key, ${`${decision} `})
        order by j.ordinal`,
  );
  return rows.map(({ first_day: from, until_day: until, amount, ...row }) => ({
    ...row,
    amount: pence(BigInt(amount)),
    days: { from, until },
  }));
}
