import { type Queries, records, sql } from '../db/database.ts';
import type { MovementKind } from '../ledger/movement.ts';
import type { Stream } from '../streams/stream.ts';
import type { Pence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { StatementDays, Told } from './statement.ts';

/** An account that a statement of a person tells of, and the streams of it that it tells of. */
export interface ToldAccount {
  readonly personId: string;
  readonly accountId: string;
  readonly streams: readonly string[];
}

interface ToldRow {
  person_id: string;
  brought_forward: string;
  version: bigint;
  changes: ChangeCell[] | null;
}

interface ChangeCell {
  day: PlainDate;
  kind: MovementKind;
  stream: Stream;
  funder: string;
  purpose: string | null;
  payee: string | null;
  reason: string | null;
  amount: string;
}

/**
 * What statements over the days tell, by person, in one statement; as it was when so many movements
 * had been recorded, or null for now. A person of none of the accounts is left out.
 */
export async function toldOver(
  queries: Queries,
  accounts: readonly ToldAccount[],
  { from, to }: StatementDays,
  version: number | null,
): Promise<Map<string, Told>> {
  const rows = accounts.map(({ personId, accountId, streams }) => ({
    ...{ person_id: personId, account_id: accountId, streams },
  }));
  const found = await queries.rows<ToldRow>(
    'statements.told-over',
    sql`with asked as (
          select * from jsonb_to_recordset(${records(rows)}::text::jsonb) as asked (person_id uuid,
            account_id uuid, streams jsonb)
        ), all_changes as materialized (
          select asked.person_id, j.ordinal, j.effective_day, j.kind, j.reason, j.reverses,
            j.purpose, j.payee, l.stream, l.funder, sum(e.amount_pence) as amount_pence,
            dense_rank() over (partition by asked.person_id order by j.ordinal) as version
          from asked join accounts a on a.id = asked.account_id
          join journals j on j.account_id = a.id or j.other_account_id = a.id
          join entries e on e.year = j.year and e.journal_id = j.id
          join ledger_accounts l on l.id = e.ledger_account_id and l.account_id = a.id
            and l.kind in (a.mode, 'COMMITTED', 'CONTINGENCY')
          where a.mode <> 'COMMISSIONED' and jsonb_exists(asked.streams, l.stream)
          group by asked.person_id, a.id, j.id, l.stream, l.funder
          having sum(e.amount_pence) <> 0
        ), changes as materialized (
          select * from all_changes c where ${version}::bigint is null or c.version <= ${version}::bigint
        )
        select c.person_id,
          coalesce(sum(c.amount_pence) filter (where c.effective_day < ${from}::date), 0)::text
            as brought_forward,
          max(c.version) as version,
          json_agg(json_build_object('day', c.effective_day, 'kind', c.kind,
              'stream', json_build_object('code', s.code, 'name', s.name, 'sector', s.sector,
                'nature', s.nature),
              'funder', o.name, 'purpose', p.name, 'payee', coalesce(c.payee, r.payee),
              'reason', c.reason, 'amount', c.amount_pence::text)
            order by c.effective_day, c.ordinal, c.stream collate "C", c.funder collate "C")
            filter (where c.effective_day between ${from}::date and ${to}::date) as changes
        from changes c
        join streams s on s.code = c.stream
        join organisations o on o.code = c.funder
        left join journals r on r.id = c.reverses
        left join purposes p on p.code = coalesce(c.purpose, r.purpose)
        group by c.person_id`,
  );
  return new Map(found.map((row) => [row.person_id, told(row)]));
}

function told({ brought_forward, version, changes }: ToldRow): Told {
  return {
    broughtForward: BigInt(brought_forward) as Pence,
    version: Number(version),
    changes: (changes ?? []).map((cell) => ({ ...cell, amount: BigInt(cell.amount) as Pence })),
  };
}
