import { type Queries, records, sql } from '../db/database.ts';
import { pence } from '../values/money.ts';
import type { ProtectedCell, TablesByMeasure } from './protect.ts';

interface CellRow {
  codes: string[];
  people: number | null;
  amount: string | null;
  base: string | null;
  deciles: (string | null)[] | null;
  withheld: ProtectedCell['withheld'];
}

/** Tables as they were worked out before; none where nobody has asked for them. */
export async function keptTables(
  queries: Queries,
  publication: string,
  by: string,
): Promise<TablesByMeasure> {
  const rows = await queries.rows<{ measure: string; cells: CellRow[] }>(
    'pools.kept-tables',
    sql`select measure, cells from publication_tables
        where publication_id = ${publication}::uuid and "by" = ${by}`,
  );
  return new Map(rows.map(({ measure, cells }) => [measure, cells.map(cellOf)]));
}

const cellOf = ({ codes, people, amount, base, deciles, withheld }: CellRow): ProtectedCell => ({
  ...{ codes, withheld },
  shown:
    people === null
      ? null
      : {
          ...{ people, amount: inPence(amount ?? '0'), base: inPence(base ?? '0') },
          deciles: deciles?.map((each) => (each === null ? null : inPence(each))) ?? null,
        },
});

const inPence = (text: string) => pence(BigInt(text));

/** Keeps tables that were worked out; what another keeps meanwhile is the same. */
export async function keepTables(
  queries: Queries,
  publication: string,
  by: string,
  tables: TablesByMeasure,
): Promise<void> {
  const rows = [...tables].map(([measure, cells]) => ({ measure, cells: cells.map(rowOf) }));
  await queries.rows(
    'pools.keep-tables',
    sql`insert into publication_tables (publication_id, measure, "by", cells)
        select ${publication}::uuid, measure, ${by}, cells
        from jsonb_to_recordset(${records(rows)}::text::jsonb) as said (measure text, cells jsonb)
        on conflict do nothing`,
  );
}

const rowOf = ({ codes, shown, withheld }: ProtectedCell): CellRow => ({
  ...{ codes: [...codes], withheld, people: shown?.people ?? null },
  ...{ amount: shown ? `${shown.amount}` : null, base: shown ? `${shown.base}` : null },
  deciles: shown?.deciles?.map((each) => (each === null ? null : `${each}`)) ?? null,
});
