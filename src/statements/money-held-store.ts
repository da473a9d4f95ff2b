import { list, type Queries, sql } from '../db/database.ts';
import type { PlaceKind } from '../ledger/movement.ts';
import { CHANGE, TELLING_PLACE } from '../ledger/movements-store.ts';
import { pence } from '../values/money.ts';
import type { HeldAccount, HeldMovement, HeldSource } from './held.ts';

type AccountRow = Omit<HeldAccount, 'sources' | 'movements'> & {
  readonly sources: readonly SourceCell[];
  readonly movements: readonly MovementCell[];
};

type SourceCell = Omit<HeldSource, 'places'> & {
  readonly places: readonly (readonly [kind: PlaceKind, balance: string])[];
};

type MovementCell = Omit<HeldMovement, 'recordedAt' | 'parts'> & {
  readonly recordedAt: string;
  readonly parts: readonly (readonly [
    stream: string | null,
    funder: string | null,
    change: string,
  ])[];
};

/**
 * The accounts of the identities with all that moved in them. In one statement, so that what is left
 * is what the movements come to, whoever moves money meanwhile. Of a movement's sides only the one
 * that says how much it moved: the other is the same the other way round.
 */
export async function accountsHeld(
  queries: Queries,
  ids: readonly string[],
): Promise<HeldAccount[]> {
  const rows = await queries.rows<AccountRow>(
    'statements.accounts-held',
    sql`select a.id, a.identity_id as "identityId", a.mode, a.host, a.opened_by as "openedBy",
          a.opened_at as "openedAt", coalesce((
            select json_agg(json_build_object('stream', s.stream, 'funder', s.funder,
              'places', s.places) order by s.stream collate "C", s.funder collate "C")
            from (select l.stream, l.funder, json_agg(json_build_array(l.kind,
                l.balance_pence::text) order by l.kind collate "C") as places
              from ledger_accounts l where l.account_id = a.id
              group by l.stream, l.funder) s), '[]'::json) as sources, coalesce((
            select json_agg(json_build_object('id', j.id, 'kind', j.kind,
              'effectiveDay', j.effective_day, 'year', j.year, 'recordedBy', j.actor,
              'recordedAt', j.recorded_at, 'payee', j.payee, 'purpose', j.purpose,
              'reason', j.reason, 'reverses', j.reverses, 'about', j.about,
              'otherAccount', case a.id when j.account_id then j.other_account_id
                else j.account_id end,
              'outcome', j.outcome, 'invoice', j.invoice, 'dueDay', j.due_day,
              'coversFrom', j.covers_from, 'coversUntil', j.covers_until, 'gross', j.gross,
              'deliveryId', j.delivery_id, 'row', j.row, 'parts', coalesce((
                select json_agg(json_build_array(l.stream, l.funder, ${CHANGE}::text)
                  order by l.stream collate "C", l.funder collate "C")
                from entries e join ledger_accounts l on l.id = e.ledger_account_id
                where e.year = j.year and e.journal_id = j.id and l.account_id = a.id
                  and l.kind = ${TELLING_PLACE}), '[]'::json))
              order by j.ordinal)
            from journals j where j.account_id = a.id or j.other_account_id = a.id),
            '[]'::json) as movements
        from accounts a
        where a.identity_id = any(${list(ids)}::text::uuid[]) order by a.opened_at, a.id`,
  );
  return rows.map((row) => ({
    ...row,
    sources: row.sources.map(source),
    movements: row.movements.map(movement),
  }));
}

const source = (cell: SourceCell): HeldSource => ({
  ...cell,
  places: cell.places.map(([kind, balance]) => [kind, pence(BigInt(balance))]),
});

const movement = (cell: MovementCell): HeldMovement => ({
  ...cell,
  recordedAt: new Date(cell.recordedAt),
  parts: cell.parts.map(([stream, funder, change]) => [stream, funder, pence(BigInt(change))]),
});
