import { list, type Queries, sql } from '../db/database.ts';
import { type Pence, pence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';

/** A payment schedule as it was recorded, with all that was recorded about it. */
export interface HeldSchedule {
  readonly id: string;
  readonly accountId: string;
  readonly stream: string;
  readonly funder: string;
  readonly awardReference: string | null;
  readonly every: string;
  readonly terms: string;
  readonly timing: string;
  /** Decimal pounds. */
  readonly rate: string;
  readonly per: string;
  readonly weeklyContribution: Pence | null;
  readonly firstDay: PlainDate;
  readonly untilDay: PlainDate | null;
  readonly firstPaymentOn: PlainDate;
  readonly reason: string | null;
  readonly recordedBy: string;
  readonly recordedAt: Date;
  readonly ends: readonly HeldEnd[];
  readonly offsets: readonly HeldOffset[];
}

interface HeldEnd {
  readonly untilDay: PlainDate;
  readonly reason: string;
  readonly recordedBy: string;
  readonly recordedAt: Date;
}

interface HeldOffset {
  readonly dueDay: PlainDate;
  readonly amount: Pence;
  readonly reason: string;
  readonly recordedBy: string;
  readonly recordedAt: Date;
}

type Told<Item> = Omit<Item, 'recordedAt' | 'amount'> & { readonly recordedAt: string };

type ScheduleRow = Omit<HeldSchedule, 'weeklyContribution' | 'ends' | 'offsets'> & {
  readonly contribution: string | null;
  readonly ends: readonly Told<HeldEnd>[];
  readonly offsets: readonly (Told<HeldOffset> & { readonly amount: string })[];
};

/** The payment schedules of the accounts of the identities, in the order of recording. */
export async function schedulesHeld(
  queries: Queries,
  ids: readonly string[],
): Promise<HeldSchedule[]> {
  const rows = await queries.rows<ScheduleRow>(
    'statements.schedules-held',
    sql`select p.id, p.account_id as "accountId", p.stream, p.funder,
          p.award_reference as "awardReference", p.every, p.terms, p.timing,
          p.rate_pounds::text as rate, p.per, p.weekly_contribution_pence::text as contribution,
          p.first_day as "firstDay", p.until_day as "untilDay",
          p.first_payment_on as "firstPaymentOn", p.reason, p.recorded_by as "recordedBy",
          p.recorded_at as "recordedAt", coalesce((
            select json_agg(json_build_object('untilDay', e.until_day, 'reason', e.reason,
              'recordedBy', e.recorded_by, 'recordedAt', e.recorded_at) order by e.recorded_at)
            from payment_schedule_ends e where e.schedule_id = p.id), '[]'::json) as ends,
          coalesce((
            select json_agg(json_build_object('dueDay', f.due_day, 'amount', f.amount_pence::text,
              'reason', f.reason, 'recordedBy', f.recorded_by, 'recordedAt', f.recorded_at)
              order by f.recorded_at)
            from surplus_offsets f where f.schedule_id = p.id), '[]'::json) as offsets
        from payment_schedules p join accounts a on a.id = p.account_id
        where a.identity_id = any(${list(ids)}::text::uuid[]) order by p.ordinal`,
  );
  return rows.map(({ contribution, ends, offsets, ...row }) => ({
    ...row,
    weeklyContribution: contribution === null ? null : pence(BigInt(contribution)),
    ends: ends.map((end) => ({ ...end, recordedAt: new Date(end.recordedAt) })),
    offsets: offsets.map(({ amount, ...offset }) => ({
      ...offset,
      ...{ amount: pence(BigInt(amount)), recordedAt: new Date(offset.recordedAt) },
    })),
  }));
}
