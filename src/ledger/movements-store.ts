import { openingAccounts } from '../access/hosted-store.ts';
import { type Queries, records, type Sql, sql, toSend } from '../db/database.ts';
import type { Purpose } from '../streams/purpose.ts';
import type { Stream } from '../streams/stream.ts';
import type { AccountId, MovementId } from '../values/ids.ts';
import { pence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { NamedOrganisation } from './account.ts';
import type { Movement, MovementKind, Outcome } from './movement.ts';
import { organisationJson, STREAM_JSON } from './store.ts';

interface MovementRow {
  id: MovementId;
  ordinal: bigint;
  account_id: AccountId;
  kind: MovementKind;
  effective_day: PlainDate;
  recorded_at: Date;
  payee: string | null;
  purpose: Purpose | null;
  reason: string | null;
  reverses: MovementId | null;
  reversed_by: MovementId | null;
  about: MovementId | null;
  ended_by: MovementId | null;
  outcome: Outcome | null;
  invoice: string | null;
  due_day: PlainDate | null;
  covers_from: PlainDate | null;
  covers_until: PlainDate | null;
  gross: boolean | null;
  unattributed: string;
  parts: { stream: Stream; funder: NamedOrganisation; change: string }[];
}

const movement = (row: MovementRow): Movement => ({
  id: row.id,
  ordinal: row.ordinal,
  accountId: row.account_id,
  kind: row.kind,
  effectiveDay: row.effective_day,
  recordedAt: row.recorded_at,
  payee: row.payee,
  purpose: row.purpose,
  reason: row.reason,
  reverses: row.reverses,
  reversedBy: row.reversed_by,
  about: row.about,
  endedBy: row.ended_by,
  outcome: row.outcome,
  invoice: row.invoice,
  dueDay: row.due_day,
  coversFrom: row.covers_from,
  coversUntil: row.covers_until,
  gross: row.gross,
  unattributed: pence(BigInt(row.unattributed)),
  isWhole: true,
  parts: row.parts.map((part) => ({ ...part, change: pence(BigInt(part.change)) })),
});

/**
 * The place whose entries say how much a movement moved, where `j` is its journal and `a` the account
 * that is told of; of a reversal the place of what it reverses.
 */
export const TELLING_PLACE = sql`(case coalesce(
    (select o.kind from journals o where o.id = j.reverses), j.kind)
  when 'DEPOSIT' then a.mode when 'TRANSFER' then a.mode
  when 'HOLD' then 'COMMITTED' when 'RELEASE' then 'COMMITTED'
  when 'SET_ASIDE' then 'CONTINGENCY' when 'TAKEN_BACK' then 'CONTINGENCY'
  when 'CONTRIBUTION' then 'CONTRIBUTION' when 'RECLAIM' then 'RECLAIM'
  when 'RECHARGE' then 'RECHARGE' else 'PROVIDER' end)`;

/** What an entry there added to the money in the account, where `e` is it and `l` its place. */
export const CHANGE = sql`(case when l.kind = a.mode then e.amount_pence
  else -e.amount_pence end)`;

/** All of a movement, where `j` is its journal and `a` its account: what it did to money held. */
const toldAs = (
  isKnown: (recordedAt: Sql) => Sql,
): Sql => sql`j.id, j.ordinal, a.id as account_id, j.kind, j.effective_day, j.recorded_at, j.payee,
  j.reason, j.reverses, (select r.id from journals r where r.reverses = j.id and ${isKnown(sql`r.recorded_at`)}) as reversed_by,
  (select json_build_object('code', p.code, 'name', p.name) from purposes p
    where p.code = j.purpose) as purpose,
  j.about, (select b.id from journals b where b.about = j.id
    and b.kind in ('RELEASE', 'SETTLEMENT', 'ATTRIBUTION')
    and ${isKnown(sql`b.recorded_at`)} and not exists (select from journals r
      where r.reverses = b.id and ${isKnown(sql`r.recorded_at`)}) limit 1) as ended_by,
  j.outcome, j.invoice, j.due_day, j.covers_from, j.covers_until, j.gross,
  (select coalesce(json_agg(json_build_object('stream', ${STREAM_JSON},
      'funder', ${organisationJson(sql`l.funder`)}, 'change', ${CHANGE}::text)
      order by l.stream collate "C", l.funder collate "C"), '[]'::json)
    from entries e join ledger_accounts l on l.id = e.ledger_account_id
      and l.account_id = a.id and l.kind = ${TELLING_PLACE}
    join streams s on s.code = l.stream
    where e.year = j.year and e.journal_id = j.id) as parts,
  (select coalesce(sum(abs(e.amount_pence)), 0)::text
    from entries e join ledger_accounts l on l.id = e.ledger_account_id
      and l.account_id = a.id and l.kind = 'IN_QUESTION'
    where e.year = j.year and e.journal_id = j.id and j.kind <> 'ATTRIBUTION' and not exists (
      select from journals o where o.id = j.reverses and o.kind = 'ATTRIBUTION')) as unattributed`;

/** All of it as it is known now. */
const TOLD = toldAs(() => sql`true`);

/** A movement, and the account of which it is told: a transfer is told of two. */
export interface AskedMovement {
  readonly id: string;
  readonly accountId: string;
}

/** Movements by their ids; those of none are left out. */
export async function movementsByIds(
  queries: Queries,
  asked: readonly AskedMovement[],
): Promise<Movement[]> {
  const rows = asked.map(({ id, accountId }) => ({ id, account_id: accountId }));
  const found = await queries.rows<MovementRow>(
    'ledger.movements-by-ids',
    sql`select ${TOLD}
        from jsonb_to_recordset(${records(rows)}::text::jsonb) as asked (id uuid, account_id uuid)
        join journals j on j.id = asked.id join accounts a on a.id = asked.account_id`,
  );
  return found.map(movement);
}

/** A movement that the caller has just recorded, which opens its account. */
export async function movementRecorded(queries: Queries, id: string): Promise<Movement> {
  const rows = await queries.together<MovementRow>(
    toSend(
      'ledger.open-recorded',
      sql`select ${openingAccounts(
        sql`select account_id as id from journal_keys where id = ${id}::uuid`,
      )}`,
    ),
    toSend(
      'ledger.movement-recorded',
      sql`select ${TOLD} from journals j join accounts a on a.id = j.account_id
          where j.id = ${id}::uuid`,
    ),
  );
  return movement(rows[0] as MovementRow);
}

/** A page of the movements of each account that moved money of these streams. */
export interface AskedMovements {
  readonly accountId: string;
  readonly streams: readonly string[];
  /** Whether money that nobody answers for is told too. */
  readonly isWhole: boolean;
  /** Only what was recorded before then, and as it was told then; null is now. */
  readonly knownAt: Date | null;
}

export interface MovementsPage {
  readonly after: bigint;
  readonly count: number;
  /** Of this kind alone, and of those only what waits still; null for all. */
  readonly only: 'HOLD' | 'IN_QUESTION' | null;
}

const isKnown = (recordedAt: Sql): Sql =>
  sql`(asked.known_at is null or ${recordedAt} < asked.known_at)`;

/** In the order in which they were recorded, those after an ordinal; so many of each account. */
export async function movementsOfAccounts(
  queries: Queries,
  asked: readonly AskedMovements[],
  { after, count, only }: MovementsPage,
): Promise<Movement[]> {
  const rows = asked.map(({ accountId, streams, isWhole, knownAt }) => ({
    ...{ account_id: accountId, streams, whole: isWhole, known_at: knownAt },
  }));
  const found = await queries.rows<MovementRow>(
    'ledger.movements-of-accounts',
    sql`select ${toldAs(isKnown)}
        from jsonb_to_recordset(${records(rows)}::text::jsonb) as asked (account_id uuid,
          streams jsonb, whole boolean, known_at timestamptz)
        join accounts a on a.id = asked.account_id
        cross join lateral (${firstOf({ after, count, only })}) j
        order by j.ordinal`,
  );
  return found.map(movement);
}

function firstOf({ after, count, only }: MovementsPage): Sql {
  const open = sql`own.kind = ${only} and not exists (
      select from journals r where r.reverses = own.id
        and ${isKnown(sql`r.recorded_at`)}) and not exists (
      select from journals b where b.about = own.id
        and b.kind in ('RELEASE', 'SETTLEMENT', 'ATTRIBUTION')
        and ${isKnown(sql`b.recorded_at`)} and not exists (
          select from journals r where r.reverses = b.id
            and ${isKnown(sql`r.recorded_at`)}))`;
  return sql`select * from journals own
    where (own.account_id = a.id or own.other_account_id = a.id)
      and own.ordinal > ${after}::bigint and ${isKnown(sql`own.recorded_at`)}
      and (${only}::text is null or (${open})) and exists (
      select from entries e join ledger_accounts l on l.id = e.ledger_account_id
      where e.year = own.year and e.journal_id = own.id and l.account_id = a.id
        and (jsonb_exists(asked.streams, l.stream) or (asked.whole and l.stream is null)))
    order by own.ordinal limit ${count}::int`;
}
