import { list, type Queries, sql } from '../db/database.ts';
import type { OrganisationCode } from '../values/ids.ts';
import { type Pence, pence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { InterestAdded } from './deferred.ts';
import type { DeferredEntry, EntryKind, RecordedAgreement } from './deferred-agreement.ts';
import type { InterestTerm, PermittedCharge } from './deferred-rates.ts';

/** How a request is known again, and who made it. */
export interface Marks {
  readonly key: string;
  readonly request: string;
  readonly recordedBy: string;
}

export interface NewAgreement extends Marks {
  readonly identityId: string;
  readonly council: OrganisationCode;
  readonly firstDay: PlainDate;
  readonly interest: InterestTerm;
  readonly interestAdded: InterestAdded;
}

export async function keepAgreement(queries: Queries, said: NewAgreement): Promise<string> {
  const [row] = await queries.rows<{ id: string }>(
    'charging.keep-deferred-agreement',
    sql`insert into deferred_agreements (identity_id, council, first_day, interest, interest_added,
          key, request, recorded_by)
        values (${said.identityId}::uuid, ${said.council}, ${said.firstDay}::date,
          ${said.interest}, ${said.interestAdded}, ${said.key}, ${said.request}, ${said.recordedBy})
        returning id`,
  );
  if (!row) throw new Error('an agreement that is kept has an id');
  return row.id;
}

export interface NewEntry extends Marks, Omit<DeferredEntry, 'id' | 'recordedAt'> {
  readonly agreementId: string;
}

/** Keeps an entry for whom its agreement is; gives its id. */
export async function keepEntry(queries: Queries, said: NewEntry): Promise<string> {
  const whole = (sum: Pence | null) => (sum === null ? null : String(sum));
  const [row] = await queries.rows<{ id: string }>(
    'charging.keep-deferred-entry',
    sql`insert into deferred_entries (agreement_id, identity_id, kind, day, amount_pence,
          secured_pence, charge, corrects, reason, key, request, recorded_by)
        select a.id, a.identity_id, ${said.kind}, ${said.on}::date,
          ${whole(said.amount)}::text::bigint, ${whole(said.securedBefore)}::text::bigint,
          ${said.charge}, ${said.corrects}::uuid, ${said.reason}, ${said.key}, ${said.request},
          ${said.recordedBy}
        from deferred_agreements a where a.id = ${said.agreementId}::uuid returning id`,
  );
  if (!row) throw new Error('an entry that is kept has an id');
  return row.id;
}

/** What was recorded of deferred payments under a key before. */
export async function deferredOfKey(
  queries: Queries,
  key: string,
): Promise<{ id: string; request: string } | undefined> {
  const [row] = await queries.rows<{ id: string; request: string }>(
    'charging.deferred-of-key',
    sql`select id, request from deferred_keys where key = ${key}`,
  );
  return row;
}

type EntryCells = [
  id: string,
  kind: EntryKind,
  on: PlainDate,
  amount: string | null,
  secured: string | null,
  charge: PermittedCharge | null,
  corrects: string | null,
  reason: string | null,
  recordedAt: string,
];

interface AgreementRow {
  id: string;
  person_id: string;
  council: OrganisationCode;
  council_name: string | null;
  first_day: PlainDate;
  interest: InterestTerm;
  interest_added: InterestAdded;
  entries: EntryCells[] | null;
  recorded_at: Date;
}

/** All agreements of people, of every council, in the order in which they were recorded. */
export async function agreementsOfPeople(
  queries: Queries,
  personIds: readonly string[],
): Promise<RecordedAgreement[]> {
  const rows = await queries.rows<AgreementRow>(
    'charging.deferred-agreements-of-people',
    sql`select a.id, i.person_id, a.council, o.name as council_name, a.first_day, a.interest,
          a.interest_added, a.recorded_at,
          (select json_agg(json_build_array(e.id, e.kind, e.day, e.amount_pence::text,
             e.secured_pence::text, e.charge, e.corrects, e.reason, e.recorded_at)
             order by e.ordinal)
           from deferred_entries e where e.agreement_id = a.id) as entries
        from deferred_agreements a join identities i on i.id = a.identity_id
        left join organisations o on o.code = a.council
        where i.person_id = any(${list(personIds)}::text::uuid[])
        order by a.ordinal`,
  );
  return rows.map((row) => ({
    id: row.id,
    personId: row.person_id,
    council: { code: row.council, name: row.council_name ?? row.council },
    firstDay: row.first_day,
    interest: row.interest,
    interestAdded: row.interest_added,
    entries: (row.entries ?? []).map(entryOf),
    recordedAt: row.recorded_at,
  }));
}

function entryOf(cells: EntryCells): DeferredEntry {
  const [id, kind, on, amount, secured, charge, corrects, reason, recordedAt] = cells;
  const whole = (text: string | null) => (text === null ? null : pence(BigInt(text)));
  return {
    ...{ id, kind, on, charge, corrects, reason, recordedAt: new Date(recordedAt) },
    ...{ amount: whole(amount), securedBefore: whole(secured) },
  };
}
