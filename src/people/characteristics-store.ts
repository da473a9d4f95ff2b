import { list, type Queries, records, sql } from '../db/database.ts';
import type { PlainDate } from '../values/plain-date.ts';
import {
  type CharacteristicDraft,
  type CharacteristicKind,
  type Characteristics,
  latestCode,
  NOT_KNOWN,
  NOTHING_KNOWN,
  type SaidBySource,
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

type Kind = CharacteristicKind | 'DEPRIVATION_FIFTH';

interface SaidRow {
  readonly person: string;
  readonly said: readonly (readonly [kind: Kind, source: string, asOf: PlainDate, code: string])[];
}

/** So many are read at once: what is held of them in memory stays small, however many are asked of. */
const PEOPLE_AT_ONCE = 5000;

/**
 * What is known for totals of each of these people, or of everybody, by the id of the person or of an
 * identity that no source tells of now. Only for publishing: throws NotPublishing without that task.
 */
export async function characteristicsOf(
  queries: Queries,
  personIds?: readonly string[],
): Promise<Map<string, Characteristics>> {
  const people = await peopleAsked(queries, personIds);
  const found = new Map(people.map((person) => [person, NOTHING_KNOWN]));
  for (let at = 0; at < people.length; at += PEOPLE_AT_ONCE) {
    for (const { person, said } of await saidOf(queries, people.slice(at, at + PEOPLE_AT_ONCE))) {
      found.set(person, settled(said));
    }
  }
  return found;
}

function settled(said: SaidRow['said']): Characteristics {
  const of = (wanted: Kind): SaidBySource[] =>
    said.flatMap(([kind, source, asOf, code]) => (kind === wanted ? [{ source, asOf, code }] : []));
  return {
    sex: settledCode(of('SEX')),
    ethnicGroup: settledCode(of('ETHNIC_GROUP')),
    clientGroup: settledCode(of('CLIENT_GROUP')),
    deprivationFifth: latestCode(of('DEPRIVATION_FIFTH')),
  };
}

async function peopleAsked(
  queries: Queries,
  personIds: readonly string[] | undefined,
): Promise<readonly string[]> {
  const everybody = sql`(select coalesce(json_agg(p.id), '[]'::json)
    from (select distinct coalesce(person_id, id) as id from identity_keys) p)`;
  const [row] = await queries.rows<{ publishing: boolean; people: string[] }>(
    'people.asked-for-totals',
    sql`select coalesce(current_setting('onepot.task', true) = 'PUBLISHING', false) as publishing,
          ${personIds ? sql`'[]'::json` : everybody} as people`,
  );
  if (!row?.publishing) throw new NotPublishing('characteristics are read under PUBLISHING alone');
  return personIds ?? row.people;
}

/**
 * What each source said last of each of these people, of submissions that stand; as a fifth, that of
 * the postcode it told last, NOT_KNOWN where the list lacks it.
 */
function saidOf(queries: Queries, personIds: readonly string[]): Promise<SaidRow[]> {
  return queries.rows<SaidRow>(
    'people.characteristics-said',
    sql`with own as materialized (
          select k.id, k.person_id, k.source, k.ordinal
          from unnest(${list(personIds)}::text::uuid[]) as asked (id)
          cross join lateral (select id, person_id, source, ordinal from identity_keys
            where person_id = asked.id offset 0) k
        ), told as (
          select distinct on (own.person_id, c.kind, own.source)
            own.person_id, c.kind, own.source, c.as_of, c.code
          from own cross join lateral (
            select c.kind, c.code, c.row, s.as_of
            from characteristics c join submissions s on s.id = c.submission_id
            where c.identity_id = own.id and exists (select from submission_windows w
              where w.submission_id = c.submission_id and w.known_until is null) offset 0) c
          order by own.person_id, c.kind, own.source, c.as_of desc, c.row desc, c.code
        ), lived as (
          select distinct on (own.person_id, own.source)
            own.person_id, 'DEPRIVATION_FIFTH' as kind, own.source, seen.as_of,
            coalesce(area.fifth::text, ${NOT_KNOWN}) as code
          from own cross join lateral (
            select max(d.as_of) as as_of from sightings s join deliveries d on d.id = s.seen_in
            where s.identity_id = own.id and s.live) seen
          join identity_fifths area on area.identity_id = own.id
          where seen.as_of is not null
          order by own.person_id, own.source, seen.as_of desc, own.ordinal desc
        )
        select person_id::text as person,
          json_agg(json_build_array(kind, source, as_of, code)) as said
        from (select * from told union all select * from lived) said group by person_id`,
  );
}
