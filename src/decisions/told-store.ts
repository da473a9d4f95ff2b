import { list, type Queries, type Sql, sql } from '../db/database.ts';
import type { Stream } from '../streams/stream.ts';
import type { FinancialYear } from '../values/financial-year.ts';
import { type Pence, pence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { Marks } from './request.ts';
import type { Told, ToldHow } from './told.ts';

/** One of them as JSON; pence travel as text. */
export interface ToldCell {
  id: string;
  person: string;
  stream: Stream | null;
  year: FinancialYear;
  amount: string;
  on: PlainDate;
  how: ToldHow;
  by: string;
  evidence: string;
  organisation: { code: string; name: string };
  at: string;
}

/** What people were told, in the order recorded, as one JSON value; of every year where none is given. */
export function toldJson(
  personIds: readonly string[],
  { year, knownAt }: { readonly year: FinancialYear | null; readonly knownAt: Date | null },
): Sql {
  const known = knownAt ? sql`t.recorded_at <= ${knownAt}` : sql`true`;
  return sql`(select json_agg(json_build_object('id', t.id, 'person', i.person_id,
      'stream', case when s.code is not null then json_build_object('code', s.code,
        'name', s.name, 'sector', s.sector, 'nature', s.nature) end,
      'year', t.year, 'amount', t.amount_pence::text, 'on', t.told_on, 'how', t.how,
      'by', t.told_by, 'evidence', t.evidence, 'at', t.recorded_at, 'organisation',
      json_build_object('code', t.organisation, 'name', coalesce(o.name, t.organisation)))
      order by t.ordinal)
    from told_amounts t join identities i on i.id = t.identity_id
    left join streams s on s.code = t.stream left join organisations o on o.code = t.organisation
    where i.person_id = any(${list(personIds)}::text::uuid[])
      and (${year}::text is null or t.year = ${year}::text) and ${known})`;
}

export function toldOf({ person, amount, at, ...cell }: ToldCell): Told {
  return {
    ...cell,
    ...{ personId: person, amount: pence(BigInt(amount)), recordedAt: new Date(at) },
  };
}

/** Everything that people were told, in the order recorded. */
export async function toldOfPeople(
  queries: Queries,
  personIds: readonly string[],
): Promise<Told[]> {
  const [row] = await queries.rows<{ told: ToldCell[] | null }>(
    'decisions.told',
    sql`select ${toldJson(personIds, { year: null, knownAt: null })} as told`,
  );
  return (row?.told ?? []).map(toldOf);
}

export interface NewTold extends Marks {
  readonly identityId: string;
  readonly stream: string | null;
  readonly year: FinancialYear;
  readonly amount: Pence;
  readonly on: PlainDate;
  readonly how: ToldHow;
  readonly by: string;
  readonly evidence: string;
  readonly organisation: string;
  readonly recordedBy: string;
}

export async function keepTold(queries: Queries, said: NewTold): Promise<string> {
  const [row] = await queries.rows<{ id: string }>(
    'decisions.keep-told',
    sql`insert into told_amounts (identity_id, stream, year, amount_pence, told_on, how, told_by,
          evidence, organisation, key, request, recorded_by)
        values (${said.identityId}::uuid, ${said.stream}, ${said.year},
          ${String(said.amount)}::text::bigint, ${said.on}::date, ${said.how}, ${said.by},
          ${said.evidence}, ${said.organisation}, ${said.key}, ${said.request}, ${said.recordedBy})
        returning id`,
  );
  if (!row) throw new Error('what is kept has an id');
  return row.id;
}
