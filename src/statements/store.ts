import { type Queries, records, type Sql, sql } from '../db/database.ts';
import type { AccountMode } from '../ledger/account.ts';
import type { MovementKind } from '../ledger/movement.ts';
import { STREAM_JSON } from '../ledger/store.ts';
import type { Purpose } from '../streams/purpose.ts';
import type { Stream } from '../streams/stream.ts';
import type { Moment } from '../values/moment.ts';
import { NO_PENCE, pence } from '../values/money.ts';
import type { Change } from './change.ts';
import type { OpenHold, StatementDays, Told } from './statement.ts';

/** An account that a statement of a person tells of, and the streams of it that it tells of. */
export interface ToldAccount {
  readonly personId: string;
  readonly accountId: string;
  readonly streams: readonly string[];
  /** Whether what nobody answers for is told too. */
  readonly isWhole: boolean;
}

/** As of when an account is told, and since when what was recorded is told as a change. */
export interface AccountThen extends ToldAccount {
  readonly at: Moment;
  readonly since: Moment;
}

interface ToldRow {
  person_id: string;
  brought_forward: string;
  set_aside: string;
  promised: string;
  in_question: string;
  holds: HoldCell[] | null;
  changes: ChangeCell[] | null;
  late: ChangeCell[] | null;
}

interface ChangeCell extends Omit<Change, 'amount' | 'recharged' | 'bought'> {
  kind: MovementKind;
  stream: Stream | null;
  purpose: Purpose | null;
  mode: AccountMode;
  amount: string;
  recharged: string;
  bought: string;
}

interface HoldCell extends Omit<OpenHold, 'amount'> {
  amount: string;
}

/**
 * What each journal did to the money of one source in one account, where it did anything that a
 * statement tells of. `held` is what a bank would show: free, promised and set aside, and below
 * nothing what nobody answers for; what goes from one of these to another changes nothing of it.
 */
const EFFECTS = sql`select asked.person_id, a.mode, a.id as account_id, j.id as journal_id,
    l.stream, l.funder, asked.since_at,
    coalesce(sum(e.amount_pence) filter (
      where l.kind in (a.mode, 'COMMITTED', 'CONTINGENCY', 'IN_QUESTION')
        and a.mode <> 'COMMISSIONED'), 0) as held,
    coalesce(sum(e.amount_pence) filter (where l.kind = 'CONTINGENCY'), 0) as set_aside,
    coalesce(sum(e.amount_pence) filter (where l.kind = 'COMMITTED'), 0) as promised,
    coalesce(sum(e.amount_pence) filter (where l.kind = 'IN_QUESTION'), 0) as in_question,
    coalesce(sum(e.amount_pence) filter (where l.kind = 'RECHARGE'), 0) as recharged,
    coalesce(sum(e.amount_pence) filter (
      where l.kind = 'PROVIDER' and a.mode = 'COMMISSIONED'), 0) as bought
  from asked join accounts a on a.id = asked.account_id
  join ledger_accounts l on l.account_id = a.id
    and (jsonb_exists(asked.streams, l.stream) or (l.stream is null and asked.is_whole))
  join entries e on e.ledger_account_id = l.id
  join journals j on j.id = e.journal_id and j.year = e.year and j.recorded_at <= asked.known_at
  group by asked.person_id, asked.since_at, a.mode, a.id, j.id, l.stream, l.funder`;

/** A row of `known` as JSON, with its names; in the order in which a statement tells it. */
const CHANGES = (which: Sql): Sql => sql`(select json_agg(json_build_object(
      'day', k.effective_day, 'recordedOn', (k.recorded_at at time zone 'UTC')::date,
      'movement', k.journal_id, 'kind', k.kind, 'undoes', k.undone_kind, 'mode', k.mode, 'otherMode', (
        select x.mode from accounts x where x.id <> k.account_id
          and x.id in (k.from_account, k.to_account)),
      'stream', (select ${STREAM_JSON} from streams s where s.code = k.stream),
      'funder', (select o.name from organisations o where o.code = k.funder),
      'funderCode', k.funder,
      'purpose', (select json_build_object('code', p.code, 'name', p.name) from purposes p
        where p.code = k.purpose),
      'payee', k.payee, 'reason', k.reason, 'undoneDay', k.undone_day,
      'covers', case when k.covers_from is not null then json_build_object(
        'firstDay', k.covers_from, 'lastDay', k.covers_until - 1) end,
      'amount', k.held::text, 'recharged', k.recharged::text, 'bought', k.bought::text)
      order by k.effective_day, k.ordinal, k.stream collate "C", k.funder collate "C", k.held)
    from known k where k.person_id = p.person_id and ${which})`;

/**
 * What was recorded since and changes what was told of days before the first, or of days up to the
 * last where the statement before it is named. A recharge changes what was told of the days it is for.
 */
const isLate = ({ from, to }: StatementDays, isNamed: boolean): Sql => {
  const before = (day: Sql) => (isNamed ? sql`true` : sql`${day} < ${from}::date`);
  return sql`k.recorded_at > k.since_at and k.effective_day <= ${to}::date
    and (k.held <> 0 and ${before(sql`k.effective_day`)}
      or k.recharged <> 0 and ${before(sql`coalesce(k.covers_from, k.effective_day)`)})`;
};

/**
 * What statements over the days tell, by person, in one statement; each as it was known then. A
 * person of none of the accounts is left out.
 */
export async function toldOver(
  queries: Queries,
  accounts: readonly AccountThen[],
  days: StatementDays,
  isNamed: boolean,
): Promise<Map<string, Told>> {
  const { from, to } = days;
  const rows = accounts.map(({ personId, accountId, streams, isWhole, at, since }) => ({
    ...{ person_id: personId, account_id: accountId, streams, is_whole: isWhole },
    ...{ known_at: at, since_at: since },
  }));
  const found = await queries.rows<ToldRow>(
    'statements.told-over',
    sql`with asked as (
          select * from jsonb_to_recordset(${records(rows)}::text::jsonb) as asked (person_id uuid,
            account_id uuid, streams jsonb, is_whole boolean, known_at timestamptz,
            since_at timestamptz)
        ), effects as materialized (${EFFECTS}), known as materialized (
          select f.*, j.ordinal, j.effective_day, j.recorded_at, j.kind, j.reason,
            coalesce(j.covers_from, o.covers_from) as covers_from,
            coalesce(j.covers_until, o.covers_until) as covers_until,
            j.account_id as from_account, coalesce(j.other_account_id, o.other_account_id) as to_account,
            coalesce(j.purpose, o.purpose) as purpose, coalesce(j.payee, o.payee) as payee,
            u.kind as undone_kind, u.effective_day as undone_day,
            coalesce(o.about, o.id) as hold_id
          from effects f join journals j on j.id = f.journal_id
          join journals o on o.id = coalesce(j.reverses, j.id)
          left join journals u on u.id = j.reverses
        ), open_holds as (
          select k.person_id, k.hold_id, sum(k.promised) as amount
          from known k where k.promised <> 0 and k.mode <> 'COMMISSIONED'
            and k.effective_day <= ${to}::date
          group by k.person_id, k.hold_id having sum(k.promised) > 0
        )
        select p.*, (
            select json_agg(json_build_object('placedOn', h.effective_day, 'dueOn', h.due_day,
              'payee', h.payee, 'invoice', h.invoice, 'amount', x.amount::text,
              'purpose', (select json_build_object('code', u.code, 'name', u.name)
                from purposes u where u.code = h.purpose)) order by h.effective_day, h.ordinal)
            from open_holds x join journals h on h.id = x.hold_id
            where x.person_id = p.person_id) as holds,
          ${CHANGES(sql`k.effective_day between ${from}::date and ${to}::date
            and (k.held <> 0 or k.recharged <> 0 or k.bought <> 0)`)} as changes,
          ${CHANGES(isLate(days, isNamed))} as late
        from (
          select k.person_id,
            coalesce(sum(k.held) filter (where k.effective_day < ${from}::date), 0)::text
              as brought_forward,
            coalesce(sum(k.set_aside) filter (where k.effective_day <= ${to}::date
              and k.mode <> 'COMMISSIONED'), 0)::text as set_aside,
            coalesce(sum(k.promised) filter (where k.effective_day <= ${to}::date
              and k.mode <> 'COMMISSIONED'), 0)::text as promised,
            coalesce(sum(k.in_question) filter (where k.effective_day <= ${to}::date), 0)::text
              as in_question
          from known k group by k.person_id
        ) p`,
  );
  return new Map(found.map((row) => [row.person_id, told(row)]));
}

const amount = (text: string) => pence(BigInt(text));

const change = (cell: ChangeCell): Change => ({
  ...cell,
  amount: amount(cell.amount),
  recharged: amount(cell.recharged),
  bought: amount(cell.bought),
});

function told(row: ToldRow): Told {
  return {
    broughtForward: amount(row.brought_forward),
    setAside: amount(row.set_aside),
    promised: amount(row.promised),
    inQuestion: amount(row.in_question),
    holds: (row.holds ?? []).map((hold) => ({ ...hold, amount: amount(hold.amount) })),
    changes: (row.changes ?? []).map(change),
    late: (row.late ?? []).map(change),
  };
}

/** Of whom nothing is told. */
export const NOTHING: Told = {
  ...{ broughtForward: NO_PENCE, setAside: NO_PENCE, promised: NO_PENCE },
  ...{ inQuestion: NO_PENCE, holds: [], changes: [], late: [] },
};
