import { list, type Queries, records, type Sql, sql, toSend } from '../db/database.ts';
import type { Purpose } from '../streams/purpose.ts';
import type { Stream } from '../streams/stream.ts';
import type { AccountId, MovementId } from '../values/ids.ts';
import { pence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { NamedOrganisation } from './account.ts';
import type { Movement, MovementKind } from './movement.ts';
import { openingAccounts } from './opened-store.ts';
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
  parts: row.parts.map((part) => ({ ...part, change: pence(BigInt(part.change)) })),
});

/** All of a movement, where `j` is its journal and `a` its account: what it did to money held. */
const TOLD = sql`j.id, j.ordinal, j.account_id, j.kind, j.effective_day, j.recorded_at, j.payee,
  j.reason, j.reverses, (select r.id from journals r where r.reverses = j.id) as reversed_by,
  (select json_build_object('code', p.code, 'name', p.name) from purposes p
    where p.code = j.purpose) as purpose,
  (select coalesce(json_agg(json_build_object('stream', ${STREAM_JSON},
      'funder', ${organisationJson(sql`l.funder`)}, 'change', e.amount_pence::text)
      order by l.stream collate "C", l.funder collate "C"), '[]'::json)
    from entries e join ledger_accounts l on l.id = e.ledger_account_id and l.kind = a.mode
    join streams s on s.code = l.stream
    where e.year = j.year and e.journal_id = j.id) as parts`;

/** Movements by their ids; those of none are left out. */
export async function movementsByIds(
  queries: Queries,
  ids: readonly string[],
): Promise<Movement[]> {
  const rows = await queries.rows<MovementRow>('ledger.movements-by-ids', byIds(ids));
  return rows.map(movement);
}

/** A movement that the caller has just recorded, which opens its account. */
export async function movementRecorded(queries: Queries, id: string): Promise<Movement[]> {
  const rows = await queries.together<MovementRow>(
    toSend(
      'ledger.open-recorded',
      openingAccounts(sql`select account_id as id from journal_keys where id = ${id}::uuid`),
    ),
    toSend('ledger.movement-recorded', byIds([id])),
  );
  return rows.map(movement);
}

const byIds = (ids: readonly string[]): Sql =>
  sql`select ${TOLD} from journals j join accounts a on a.id = j.account_id
      where j.id = any(${list(ids)}::text::uuid[])`;

/** A page of the movements of each account that moved money of these streams. */
export interface AskedMovements {
  readonly accountId: string;
  readonly streams: readonly string[];
}

/** In the order in which they were recorded, those after an ordinal; so many of each account. */
export async function movementsOfAccounts(
  queries: Queries,
  asked: readonly AskedMovements[],
  { after, count }: { readonly after: bigint; readonly count: number },
): Promise<Movement[]> {
  const rows = asked.map(({ accountId, streams }) => ({ account_id: accountId, streams }));
  const found = await queries.rows<MovementRow>(
    'ledger.movements-of-accounts',
    sql`select ${TOLD}
        from jsonb_to_recordset(${records(rows)}::text::jsonb) as asked (account_id uuid,
          streams jsonb)
        join accounts a on a.id = asked.account_id
        cross join lateral (${firstOf(after, count)}) j
        order by j.ordinal`,
  );
  return found.map(movement);
}

function firstOf(after: bigint, count: number): Sql {
  return sql`select * from journals own
    where own.account_id = a.id and own.ordinal > ${after}::bigint and exists (
      select from entries e join ledger_accounts l on l.id = e.ledger_account_id
      where e.year = own.year and e.journal_id = own.id
        and jsonb_exists(asked.streams, l.stream))
    order by own.ordinal limit ${count}::int`;
}
