import { empty, list, type Queries, records, type Sql, sql } from '../db/database.ts';
import type { PlainDate } from '../values/plain-date.ts';
import {
  type CharacteristicDraft,
  type CharacteristicKind,
  type Characteristics,
  latestCode,
  NOT_KNOWN,
  NOTHING_KNOWN,
  settledCode,
} from './characteristic.ts';

/** What a row of a delivery says of its person. */
export type NewCharacteristic = CharacteristicDraft & {
  readonly submissionId: string;
  readonly row: number;
  readonly identityId: string;
};

/** Keeps what rows say, where nothing counts before their delivery does. */
export async function keepCharacteristics(
  queries: Queries,
  said: readonly NewCharacteristic[],
): Promise<void> {
  const rows = said.map(({ submissionId, row, kind, identityId, code }) => ({
    ...{ submission_id: submissionId, row, kind, identity_id: identityId, code },
  }));
  await queries.rows(
    'people.keep-characteristics',
    sql`insert into characteristics (submission_id, row, kind, identity_id, code)
        select submission_id, row, kind, identity_id, code
        from jsonb_to_recordset(${records(rows)}::text::jsonb) as said (submission_id uuid, row int,
          kind text, identity_id uuid, code text)`,
  );
}

/** Takes out what a load that never came to count had kept. */
export async function dropCharacteristics(queries: Queries, deliveryId: string): Promise<void> {
  await queries.rows(
    'people.drop-characteristics',
    sql`delete from characteristics c using submissions s
        where s.id = c.submission_id and s.delivery_id = ${deliveryId}::uuid`,
  );
}

/** Asked of without the task PUBLISHING, under which alone the database tells it. */
export class NotPublishing extends Error {
  override readonly name = 'NotPublishing';
}

interface SaidRow {
  readonly person: string;
  readonly kind: CharacteristicKind | 'DEPRIVATION_FIFTH';
  readonly source: string;
  readonly asOf: PlainDate;
  readonly code: string;
}

/**
 * What is known for totals of each of these people, or of everybody, by the id of the person or of an
 * identity that no source tells of now. Only for publishing: throws NotPublishing without that task.
 */
export async function characteristicsOf(
  queries: Queries,
  personIds?: readonly string[],
): Promise<Map<string, Characteristics>> {
  const people = await peopleAsked(queries, personIds);
  const said = [
    ...(await saidBySources(queries, personIds)),
    ...(await fifthsBySources(queries, personIds)),
  ];
  const found = new Map<string, Record<SaidRow['kind'], SaidRow[]>>();
  for (const each of said) {
    const own = found.get(each.person) ?? {
      ...{ SEX: [], ETHNIC_GROUP: [], CLIENT_GROUP: [], DEPRIVATION_FIFTH: [] },
    };
    own[each.kind].push(each);
    found.set(each.person, own);
  }
  return new Map(people.map((person) => [person, settled(found.get(person))]));
}

function settled(said: Record<SaidRow['kind'], SaidRow[]> | undefined): Characteristics {
  if (!said) return NOTHING_KNOWN;
  return {
    sex: settledCode(said.SEX),
    ethnicGroup: settledCode(said.ETHNIC_GROUP),
    clientGroup: settledCode(said.CLIENT_GROUP),
    deprivationFifth: latestCode(said.DEPRIVATION_FIFTH),
  };
}

const amongAsked = (personIds: readonly string[] | undefined): Sql =>
  personIds ? sql`and k.person_id = any(${list(personIds)}::text::uuid[])` : empty;

async function peopleAsked(
  queries: Queries,
  personIds: readonly string[] | undefined,
): Promise<readonly string[]> {
  const [row] = await queries.rows<{ publishing: boolean; people: string[] }>(
    'people.everybody',
    sql`select coalesce(current_setting('onepot.task', true) = 'PUBLISHING', false) as publishing,
          ${personIds ? sql`'[]'::json` : sql`(select coalesce(json_agg(p.id), '[]'::json) from (select distinct coalesce(person_id, id) as id from identity_keys) p)`} as people`,
  );
  if (!row?.publishing) throw new NotPublishing('characteristics are read under PUBLISHING alone');
  return personIds ?? row.people;
}

/** What each source said last, of submissions that stand. */
function saidBySources(
  queries: Queries,
  personIds: readonly string[] | undefined,
): Promise<SaidRow[]> {
  return queries.rows<SaidRow>(
    'people.characteristics-said',
    sql`with standing as materialized (
          select s.id, s.as_of from submissions s
          where s.id in (select submission_id from submission_windows where known_until is null)
        )
        select distinct on (k.person_id, c.kind, k.source)
          k.person_id::text as person, c.kind, k.source, s.as_of as "asOf", c.code
        from characteristics c join standing s on s.id = c.submission_id
        join identity_keys k on k.id = c.identity_id
        where k.person_id is not null ${amongAsked(personIds)}
        order by k.person_id, c.kind, k.source, s.as_of desc, c.row desc, c.code`,
  );
}

/** The fifth of the postcode that each source told last; NOT_KNOWN where the list lacks it. */
function fifthsBySources(
  queries: Queries,
  personIds: readonly string[] | undefined,
): Promise<SaidRow[]> {
  return queries.rows<SaidRow>(
    'people.fifths-said',
    sql`with told as materialized (
          select s.identity_id, max(d.as_of) as as_of
          from sightings s join deliveries d on d.id = s.seen_in
          where s.live and d.as_of is not null group by s.identity_id
        )
        select distinct on (k.person_id, k.source)
          k.person_id::text as person, 'DEPRIVATION_FIFTH' as kind, k.source, t.as_of as "asOf",
          coalesce(f.fifth::text, ${NOT_KNOWN}) as code
        from identity_fifths f join told t on t.identity_id = f.identity_id
        join identity_keys k on k.id = f.identity_id
        where k.person_id is not null ${amongAsked(personIds)}
        order by k.person_id, k.source, t.as_of desc, k.ordinal desc`,
  );
}
