import { type Check, checkThat } from '../audit/check.ts';
import { type Queries, type Sql, sql } from '../db/database.ts';
import { type Pence, pence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { type RecordedSchedule, schedulesOfAccounts } from './expected-store.ts';
import { paymentsDue } from './payments-due.ts';

/**
 * What must always hold of what is kept of accounts beside their movements: what was carried forward
 * is what the entries say was left; what ends, lessens or meets a schedule agrees with it; what was
 * given back by a notice is within it.
 */
export async function verifyKept(queries: Queries): Promise<Check[]> {
  const [looked] = await queries.rows<{ carried: bigint; schedules: bigint; notices: bigint }>(
    'ledger.count-kept',
    sql`select (select count(*) from carry_forwards) as carried,
          (select count(*) from payment_schedules) as schedules,
          (select count(*) from reclaim_notices) as notices`,
  );
  const { carried, schedules, notices } = looked as NonNullable<typeof looked>;
  const wrong = async (statement: Promise<{ id: string }[]>) =>
    (await statement).map(({ id }) => id);
  return [
    checkThat(
      'what was carried forward is what was left when the year closed',
      await wrong(queries.rows('ledger.wrongly-carried', WRONGLY_CARRIED)),
      `${carried} carried forward`,
    ),
    checkThat(
      'what ends or meets a schedule agrees with it',
      await wrong(queries.rows('ledger.beside-schedule', BESIDE_SCHEDULE)),
      `${schedules} schedules`,
    ),
    await verifyOffsets(queries),
    checkThat(
      'what was given back by a notice is within it',
      await wrong(queries.rows('ledger.beyond-notice', BEYOND_NOTICE)),
      `${notices} notices`,
    ),
  ];
}

/**
 * The accounts in which what was carried forward is not what the entries of the year and those before
 * it come to, as they were recorded when it closed; or in which something was left, and not carried.
 */
const WRONGLY_CARRIED: Sql = sql`with was_left as (
    select l.account_id, c.year, l.stream, l.funder,
      coalesce(sum(e.amount_pence) filter (where l.kind = a.mode), 0) as free,
      coalesce(sum(e.amount_pence) filter (where l.kind = 'CONTINGENCY'), 0) as set_aside
    from closed_years c join accounts a on a.host = c.host
    join ledger_accounts l on l.account_id = a.id and l.stream is not null
      and l.kind in (a.mode, 'CONTINGENCY')
    join entries e on e.ledger_account_id = l.id and e.year <= c.year
    join journals j on j.id = e.journal_id and j.year = e.year and j.recorded_at <= c.closed_at
    group by l.account_id, c.year, l.stream, l.funder
  )
  select distinct account_id as id from carry_forwards f
  full join (select * from was_left where free > 0 or set_aside > 0) w
    using (account_id, year, stream, funder)
  where f.kept_pence + f.return_pence is distinct from greatest(w.free, 0)
    or f.contingency_pence is distinct from w.set_aside
  order by account_id limit 100`;

/** An end is of the schedule's account and before its last day; money that meets it of its source. */
const BESIDE_SCHEDULE: Sql = sql`select distinct id from (
    select e.schedule_id as id from payment_schedule_ends e
    left join payment_schedules p on p.id = e.schedule_id and p.account_id = e.account_id
    where p.id is null or e.until_day >= p.until_day
    union all
    select j.schedule_id from journals j
    left join payment_schedules p on p.id = j.schedule_id and p.account_id = j.account_id
    where j.schedule_id is not null and (p.id is null or not exists (
      select from entries e join ledger_accounts l on l.id = e.ledger_account_id
      where e.year = j.year and e.journal_id = j.id and l.stream = p.stream
        and l.funder = p.funder))
  ) wrong order by id limit 100`;

/** What stands of what was given back: out of the notice's account, of its source, and no more. */
const BEYOND_NOTICE: Sql = sql`select distinct id from (
    select w.notice_id as id from reclaim_withdrawals w
    left join reclaim_notices n on n.id = w.notice_id and n.account_id = w.account_id
    where n.id is null
    union all
    select p.notice_id from reclaim_payments p
    left join reclaim_notices n on n.id = p.notice_id and n.account_id = p.account_id
    left join journals j on j.id = p.journal_id and j.account_id = p.account_id
      and j.kind = 'RECLAIM'
    where n.id is null or j.id is null or exists (
      select from entries e join ledger_accounts l on l.id = e.ledger_account_id
      where e.year = j.year and e.journal_id = j.id
        and (l.stream, l.funder) is distinct from (n.stream, n.funder))
    union all
    select n.id from reclaim_notices n join reclaim_payments p on p.notice_id = n.id
    join journals j on j.id = p.journal_id
    join entries e on e.year = j.year and e.journal_id = j.id
    join ledger_accounts l on l.id = e.ledger_account_id and l.kind = 'RECLAIM'
    where not exists (select from journals r where r.reverses = j.id)
    group by n.id, n.amount_pence having sum(e.amount_pence) > n.amount_pence
  ) wrong order by id limit 100`;

/** Surplus that was taken off the payment of a schedule that is due on a day, in all. */
interface TakenOff {
  readonly schedule: string;
  readonly account: string;
  readonly dueOn: PlainDate;
  readonly amount: Pence;
}

const OFFSETS_AT_ONCE = 1000;

/** Surplus is taken off a payment that the schedule has, and no more than there is of it. */
async function verifyOffsets(queries: Queries): Promise<Check> {
  const wrong: string[] = [];
  let looked = 0;
  let after: TakenOff | null = null;
  for (;;) {
    const page: TakenOff[] = await offsetsAfter(queries, after);
    const accounts = [...new Set(page.map(({ account }) => account))];
    const schedules = await schedulesOfAccounts(queries, accounts);
    const byId = new Map(schedules.map((schedule) => [schedule.id, schedule]));
    for (const taken of page) {
      if (!isWithin(taken, byId.get(taken.schedule))) wrong.push(taken.schedule);
    }
    looked += page.length;
    after = page.at(-1) ?? null;
    if (page.length < OFFSETS_AT_ONCE) break;
  }
  const name = 'surplus is taken off a payment of its schedule, and within it';
  return checkThat(name, wrong, `${looked} payments`);
}

async function offsetsAfter(queries: Queries, after: TakenOff | null): Promise<TakenOff[]> {
  const from = after
    ? sql`(schedule_id, due_day) > (${after.schedule}::uuid, ${after.dueOn}::date)`
    : sql`true`;
  const rows = await queries.rows<Omit<TakenOff, 'amount'> & { readonly amount: string }>(
    'ledger.offsets-after',
    sql`select schedule_id as schedule, min(account_id::text) as account, due_day as "dueOn",
          sum(amount_pence)::text as amount
        from surplus_offsets where ${from} group by schedule_id, due_day
        order by schedule_id, due_day limit ${OFFSETS_AT_ONCE}::int`,
  );
  return rows.map(({ amount, ...row }) => ({ ...row, amount: pence(BigInt(amount)) }));
}

/** A schedule that was cut short when it was offset may have come to a penny more for a part. */
function isWithin({ dueOn, amount }: TakenOff, schedule: RecordedSchedule | undefined): boolean {
  if (!schedule) return false;
  const due = paymentsDue(schedule, { by: dueOn, diedOn: null });
  const payment = due.find((each) => each.dueOn === dueOn);
  return payment !== undefined && amount <= payment.amount + 1n;
}
