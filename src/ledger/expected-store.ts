import { list, type Queries, type Sql, sql, type Transaction, toSend } from '../db/database.ts';
import { momentText } from '../db/moment.ts';
import { deathsJson } from '../people/deaths.ts';
import { opening } from '../people/visible.ts';
import type { OrganisationKind, Stream } from '../streams/stream.ts';
import type { AccountId, MovementId, OrganisationCode, PersonId } from '../values/ids.ts';
import type { Moment } from '../values/moment.ts';
import { pence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { decimal } from '../values/ratio.ts';
import type { NamedOrganisation } from './account.ts';
import type { Source } from './draw.ts';
import type { Kept, Receipt, SurplusOffset } from './expected.ts';
import type { Interval, KeptSchedule, PaymentTerms, Timing } from './schedule.ts';
import { STREAM_JSON } from './store.ts';

/** That a schedule was ended by an act of its own, as it was recorded. */
export interface RecordedEnd {
  /** The day after its last one. */
  readonly until: PlainDate;
  readonly reason: string;
  readonly recorded: Moment;
}

/** A schedule as it was recorded. */
export interface RecordedSchedule extends KeptSchedule {
  readonly accountId: AccountId;
  readonly ofStream: Stream;
  readonly ofFunder: NamedOrganisation & { readonly kind: OrganisationKind };
  readonly host: OrganisationCode;
  readonly awardReference: string | null;
  /** Why it was set, in the words of whoever set it; null where they gave none. */
  readonly reason: string | null;
  /** The ends that were recorded of it, the one that holds first. */
  readonly ends: readonly RecordedEnd[];
  /** Why it was ended by an act of its own; null where it was not. */
  readonly endReason: string | null;
  readonly recordedAt: Date;
  readonly recorded: Moment;
}

/** Surplus taken off a payment, as it was recorded. */
export interface RecordedOffset extends SurplusOffset {
  readonly reason: string;
  readonly recorded: Moment;
}

/** What schedules came to, as it was recorded. */
export interface RecordedKept extends Kept<RecordedSchedule> {
  readonly offsets: readonly RecordedOffset[];
}

interface ScheduleCell {
  id: string;
  accountId: AccountId;
  host: OrganisationCode;
  stream: Stream;
  funder: RecordedSchedule['ofFunder'];
  awardReference: string | null;
  reason: string | null;
  every: Interval;
  terms: PaymentTerms;
  timing: Timing;
  rate: string;
  per: Interval;
  contribution: string | null;
  from: PlainDate;
  until: PlainDate | null;
  firstPaymentOn: PlainDate;
  recorded: Moment;
  ends: RecordedEnd[];
}

const recorded = ({ stream, funder, ends, ...cell }: ScheduleCell): RecordedSchedule => ({
  ...{ id: cell.id, accountId: cell.accountId, host: cell.host },
  ...{ stream: stream.code, ofStream: stream, funder: funder.code, ofFunder: funder },
  ...{ every: cell.every, terms: cell.terms, timing: cell.timing },
  rate: { pounds: decimal(cell.rate), per: cell.per },
  weeklyContribution: cell.contribution === null ? null : pence(BigInt(cell.contribution)),
  days: { from: cell.from, until: cell.until },
  firstPaymentOn: cell.firstPaymentOn,
  ...{ awardReference: cell.awardReference, reason: cell.reason, ends },
  endedUntil: ends[0]?.until ?? null,
  endReason: ends[0]?.reason ?? null,
  ...{ recorded: cell.recorded, recordedAt: new Date(cell.recorded) },
});

interface ReceiptCell extends Source {
  movement: MovementId;
  accountId: AccountId;
  day: PlainDate;
  amount: string;
  scheduleId: string | null;
  dueOn: PlainDate | null;
}

const receipt = ({ amount, scheduleId, dueOn, ...cell }: ReceiptCell): Receipt => ({
  ...cell,
  amount: pence(BigInt(amount)),
  meets: scheduleId !== null && dueOn !== null ? { scheduleId, dueOn } : null,
});

export interface KeptCells {
  schedules: ScheduleCell[];
  offsets: {
    scheduleId: string;
    dueOn: PlainDate;
    amount: string;
    reason: string;
    recorded: Moment;
  }[];
  receipts: ReceiptCell[];
}

/**
 * Schedules `p` in the order in which they were recorded, each with its ends, the earliest first.
 * `asked` is a query of them with `at`, the moment as of which they are told, and `day`, the last of
 * which movements count.
 */
const schedulesColumn = (asked: Sql): Sql => sql`
  (select coalesce(json_agg(json_build_object('id', p.id, 'accountId', p.account_id,
      'host', a.host, 'stream', ${STREAM_JSON}, 'funder', json_build_object('code', o.code,
        'name', o.name, 'kind', o.kind), 'awardReference', p.award_reference,
      'reason', p.reason, 'every', p.every, 'terms', p.terms, 'timing', p.timing,
      'rate', p.rate_pounds::text, 'per', p.per,
      'contribution', p.weekly_contribution_pence::text, 'from', p.first_day,
      'until', p.until_day, 'firstPaymentOn', p.first_payment_on,
      'recorded', ${momentText(sql`p.recorded_at`)},
      'ends', (select coalesce(json_agg(json_build_object('until', e.until_day,
          'reason', e.reason, 'recorded', ${momentText(sql`e.recorded_at`)})
          order by e.until_day, e.recorded_at), '[]'::json)
        from payment_schedule_ends e where e.schedule_id = p.id and e.recorded_at <= p.at))
      order by p.ordinal), '[]'::json)
    from (${asked}) p join accounts a on a.id = p.account_id
    join streams s on s.code = p.stream join organisations o on o.code = p.funder)`;

/** What schedules `p` came to, as `schedulesColumn`; a deposit that was taken back is none. */
export const keptColumns = (asked: Sql): Sql => sql`
  ${schedulesColumn(asked)} as schedules,
  (select coalesce(json_agg(json_build_object('scheduleId', f.schedule_id, 'dueOn', f.due_day,
      'amount', f.amount_pence::text, 'reason', f.reason,
      'recorded', ${momentText(sql`f.recorded_at`)}) order by f.recorded_at, f.id), '[]'::json)
    from surplus_offsets f join (${asked}) p on p.id = f.schedule_id
    where f.recorded_at <= p.at) as offsets,
  (select coalesce(json_agg(json_build_object('movement', j.id, 'accountId', j.account_id,
      'stream', l.stream, 'funder', l.funder, 'day', j.effective_day,
      'amount', e.amount_pence::text, 'scheduleId', j.schedule_id, 'dueOn', j.due_day)
      order by j.ordinal), '[]'::json)
    from (select distinct p.account_id, p.stream, p.funder, p.at, p.day from (${asked}) p) source
    join ledger_accounts l on l.account_id = source.account_id and l.stream = source.stream
      and l.funder = source.funder
    join entries e on e.ledger_account_id = l.id and e.amount_pence > 0
    join journals j on j.id = e.journal_id and j.year = e.year and j.kind = 'DEPOSIT'
      and ${standsAt(sql`source`)}) as receipts`;

/** Whether a journal `j` had been recorded and not been taken back, as it is asked by `at` and `day`. */
export const standsAt = (asked: Sql): Sql => sql`j.recorded_at <= ${asked}.at
  and j.effective_day <= ${asked}.day and not exists (select from journals r
    where r.reverses = j.id and r.recorded_at <= ${asked}.at and r.effective_day <= ${asked}.day)`;

export const kept = ({ schedules, offsets, receipts }: KeptCells): RecordedKept => ({
  schedules: schedules.map(recorded),
  offsets: offsets.map(({ amount, ...each }) => ({ ...each, amount: pence(BigInt(amount)) })),
  receipts: receipts.map(receipt),
});

/** Schedules as they stand now. */
const standingNow = (isAsked: Sql): Sql => sql`select p.*, 'infinity'::timestamptz as at,
  'infinity'::date as day from payment_schedules p where ${isAsked}`;

/** The schedules of accounts that are opened, in the order in which they were recorded. */
export async function schedulesOfAccounts(
  queries: Queries,
  ids: readonly string[],
): Promise<RecordedSchedule[]> {
  const asked = standingNow(sql`p.account_id = any(${list(ids)}::text::uuid[])`);
  const [row] = await queries.rows<Pick<KeptCells, 'schedules'>>(
    'ledger.schedules-of-accounts',
    sql`select ${schedulesColumn(asked)} as schedules`,
  );
  return (row?.schedules ?? []).map(recorded);
}

/** What one source's schedules in an account came to, and when the person died. */
export interface KeptOfSource extends RecordedKept {
  /** The earliest that a source tells; null where none does. */
  readonly diedOn: PlainDate | null;
}

/** As it stands under the lock on the account. Opens the person's own rows to the transaction. */
export async function keptOfSource(
  tx: Transaction,
  account: { readonly id: string; readonly personId: PersonId | null },
  { stream, funder }: Source,
): Promise<KeptOfSource> {
  const asked = standingNow(sql`p.account_id = ${account.id}::uuid and p.stream = ${stream}
    and p.funder = ${funder}`);
  const people = account.personId === null ? [] : [account.personId];
  const [row] = await tx.together<KeptCells & { deaths: DeathCell[] | null }>(
    toSend(
      'ledger.open-scheduled',
      opening(sql`select unnest(${list(people)}::text::uuid[]) as person_id`),
    ),
    toSend(
      'ledger.kept-of-source',
      sql`select ${keptColumns(asked)}, ${deathsJson(people, null)} as deaths`,
    ),
  );
  const { deaths, ...cells } = row as KeptCells & { deaths: DeathCell[] | null };
  return { ...kept(cells), diedOn: deaths?.[0]?.[1] ?? null };
}

export type DeathCell = [personId: PersonId, diedOn: PlainDate];
