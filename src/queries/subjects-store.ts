import { PERSON_OF_ACCOUNT } from '../access/hosted-store.ts';
import type { Basis, Mode } from '../awards/award.ts';
import { type Queries, sql } from '../db/database.ts';
import type { Nature } from '../streams/stream.ts';
import type { OrganisationCode } from '../values/ids.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { Sector } from '../values/sector.ts';

/** Money that a query can be about: under which identity it is kept, and whose it is. */
export interface Subject {
  readonly identityId: string;
  readonly accountId: string | null;
  /** Who hosts the account; null where it is about none. */
  readonly host: string | null;
  readonly sources: readonly {
    readonly code: string;
    readonly sector: Sector;
    readonly funder: string;
  }[];
  /** Who told of it. */
  readonly sender: string | null;
}

/** A movement in an account of the person; undefined where it is none. */
export async function movementAsked(
  queries: Queries,
  personId: string,
  id: string,
): Promise<Subject | undefined> {
  const [row] = await queries.rows<Subject>(
    'queries.movement-asked',
    sql`select a.identity_id as "identityId", a.id as "accountId", a.host, a.host as sender,
          (select coalesce(json_agg(distinct jsonb_build_object('code', l.stream,
              'sector', s.sector, 'funder', l.funder)), '[]'::json)
            from entries e join ledger_accounts l on l.id = e.ledger_account_id
            join streams s on s.code = l.stream
            where e.year = j.year and e.journal_id = j.id) as sources
        from journals j join accounts a on a.id = j.account_id
        join identity_keys i on i.id = a.identity_id
        where j.id = ${id}::uuid and ${PERSON_OF_ACCOUNT} = ${personId}::uuid`,
  );
  return row;
}

/** An award of the person, whose rows are opened; undefined where it is none. */
export async function awardAsked(
  queries: Queries,
  personId: string,
  id: string,
): Promise<Subject | undefined> {
  const [row] = await queries.rows<Subject>(
    'queries.award-asked',
    sql`select a.identity_id as "identityId", null as "accountId", null as host, i.source as sender,
          json_build_array(json_build_object('code', a.stream, 'sector', s.sector,
            'funder', a.funder)) as sources
        from awards a join identities i on i.id = a.identity_id
        join streams s on s.code = a.stream
        where a.id = ${id}::uuid and i.person_id = ${personId}::uuid`,
  );
  return row;
}

/** An award about which the person may choose. */
export interface ChoosableAward extends Subject {
  readonly id: string;
  readonly stream: string;
  readonly nature: Nature;
  readonly funder: OrganisationCode;
  readonly funderName: string;
  readonly mode: Mode;
  readonly legalBasis: string;
  readonly basis: Basis;
  readonly description: string;
  readonly from: PlainDate;
  readonly until: PlainDate | null;
  readonly completedOn: PlainDate | null;
  readonly diedOn: PlainDate | null;
  /** The first day after the end that its funder recorded; null where it recorded none. */
  readonly endedFrom: PlainDate | null;
}

/** An award of the person, whose rows are opened, with what decides what may be chosen about it. */
export async function choosableAward(
  queries: Queries,
  personId: string,
  id: string,
): Promise<ChoosableAward | undefined> {
  const [row] = await queries.rows<ChoosableAward>(
    'queries.choosable-award',
    sql`select a.id, a.identity_id as "identityId", null as "accountId", null as host,
          i.source as sender, json_build_array(json_build_object('code', a.stream,
            'sector', s.sector, 'funder', a.funder)) as sources,
          a.stream, s.nature, a.funder, coalesce(o.name, a.funder) as "funderName", a.mode,
          a.legal_basis as "legalBasis", a.basis, a.description, a.first_day as "from",
          a.until_day as "until", a.completed_on as "completedOn",
          (select min(died.death_date) from identity_keys died
            where died.person_id = i.person_id) as "diedOn",
          (select e.until_day from award_ends e where e.award_id = a.id
            order by e.ordinal desc limit 1) as "endedFrom"
        from awards a join identities i on i.id = a.identity_id
        join streams s on s.code = a.stream left join organisations o on o.code = a.funder
        where a.id = ${id}::uuid and i.person_id = ${personId}::uuid`,
  );
  return row;
}

/** A stream by its code. */
export async function streamAsked(
  queries: Queries,
  code: string,
): Promise<{ code: string; sector: Sector } | undefined> {
  const [row] = await queries.rows<{ code: string; sector: Sector }>(
    'queries.stream-asked',
    sql`select code, sector from streams where code = ${code}`,
  );
  return row;
}

/** A notice by which money is asked back from an account of the person. */
export async function noticeAsked(
  queries: Queries,
  personId: string,
  id: string,
): Promise<Subject | undefined> {
  const [row] = await queries.rows<Subject>(
    'queries.notice-asked',
    sql`select a.identity_id as "identityId", a.id as "accountId", a.host, a.host as sender,
          json_build_array(json_build_object('code', n.stream, 'sector', s.sector,
            'funder', n.funder)) as sources
        from reclaim_notices n join accounts a on a.id = n.account_id
        join identity_keys i on i.id = a.identity_id
        join streams s on s.code = n.stream
        where n.id = ${id}::uuid and ${PERSON_OF_ACCOUNT} = ${personId}::uuid`,
  );
  return row;
}
