import { type Queries, sql } from '../db/database.ts';
import { pence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { ExportedJournal } from './hledger.ts';
import type { MovementKind, PlaceKind } from './movement.ts';

interface JournalRow {
  id: string;
  ordinal: bigint;
  account_id: string;
  kind: MovementKind;
  effective_day: PlainDate;
  recorded_at: Date;
  purpose: string | null;
  reverses: string | null;
  about: string | null;
  entries: {
    stream: string | null;
    funder: string | null;
    accountId: string;
    kind: PlaceKind;
    amount: string;
  }[];
}

/** So many journals after an ordinal, in the order of recording. */
export async function journalsAfter(
  queries: Queries,
  after: bigint,
  count: number,
): Promise<ExportedJournal[]> {
  const rows = await queries.rows<JournalRow>(
    'ledger.journals-after',
    sql`select j.id, j.ordinal, j.account_id, j.kind, j.effective_day, j.recorded_at, j.purpose,
          j.reverses, j.about,
          (select json_agg(json_build_object('stream', l.stream, 'funder', l.funder,
              'accountId', l.account_id, 'kind', l.kind, 'amount', e.amount_pence::text) order by e.line)
            from entries e join ledger_accounts l on l.id = e.ledger_account_id
            where e.year = j.year and e.journal_id = j.id) as entries
        from journals j where j.ordinal > ${after}::bigint
        order by j.ordinal limit ${count}::int`,
  );
  return rows.map((row) => ({
    id: row.id,
    ordinal: row.ordinal,
    accountId: row.account_id,
    kind: row.kind,
    effectiveDay: row.effective_day,
    recordedAt: row.recorded_at,
    purpose: row.purpose,
    reverses: row.reverses,
    about: row.about,
    entries: row.entries.map((entry) => ({ ...entry, amount: pence(BigInt(entry.amount)) })),
  }));
}
