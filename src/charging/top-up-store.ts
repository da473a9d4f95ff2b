import { list, type Queries, sql } from '../db/database.ts';
import type { OrganisationCode } from '../values/ids.ts';
import { pence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { Marks } from './deferred-store.ts';
import type { RecordedTopUp, TopUpPayer } from './top-up.ts';

export interface NewTopUp extends Marks {
  readonly identityId: string;
  readonly council: OrganisationCode;
  readonly days: RecordedTopUp['days'];
  /** Null: nobody pays from the first day on. */
  readonly paid: RecordedTopUp['paid'];
}

export async function keepTopUp(queries: Queries, said: NewTopUp): Promise<string> {
  const { days, paid } = said;
  const weekly = paid ? String(paid.weekly) : null;
  const [row] = await queries.rows<{ id: string }>(
    'charging.keep-top-up',
    sql`insert into top_ups (identity_id, council, first_day, until_day, payer, weekly_pence, key,
          request, recorded_by)
        values (${said.identityId}::uuid, ${said.council}, ${days.from}::date,
          ${days.until}::date, ${paid?.payer ?? null}, ${weekly}::text::bigint, ${said.key},
          ${said.request}, ${said.recordedBy})
        returning id`,
  );
  if (!row) throw new Error('a top-up that is kept has an id');
  return row.id;
}

/** What was recorded under a key before. */
export async function topUpOfKey(
  queries: Queries,
  key: string,
): Promise<{ id: string; request: string } | undefined> {
  const [row] = await queries.rows<{ id: string; request: string }>(
    'charging.top-up-of-key',
    sql`select id, request from top_up_keys where key = ${key}`,
  );
  return row;
}

interface TopUpRow {
  id: string;
  person_id: string;
  council: OrganisationCode;
  council_name: string | null;
  first_day: PlainDate;
  until_day: PlainDate | null;
  payer: TopUpPayer | null;
  weekly_pence: bigint | null;
  recorded_at: Date;
}

/** All that is recorded of people, of every council, in the order in which it was. */
export async function topUpsOfPeople(
  queries: Queries,
  personIds: readonly string[],
): Promise<RecordedTopUp[]> {
  const rows = await queries.rows<TopUpRow>(
    'charging.top-ups-of-people',
    sql`select t.id, i.person_id, t.council, o.name as council_name, t.first_day, t.until_day,
          t.payer, t.weekly_pence, t.recorded_at
        from top_ups t join identities i on i.id = t.identity_id
        left join organisations o on o.code = t.council
        where i.person_id = any(${list(personIds)}::text::uuid[]) order by t.ordinal`,
  );
  return rows.map(({ payer, weekly_pence: weekly, ...row }) => ({
    id: row.id,
    personId: row.person_id,
    council: { code: row.council, name: row.council_name ?? row.council },
    days: { from: row.first_day, until: row.until_day },
    paid: payer === null || weekly === null ? null : { payer, weekly: pence(weekly) },
    recordedAt: row.recorded_at,
  }));
}
