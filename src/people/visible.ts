import { audienceOf } from '../access/gateways.ts';
import { accountsOfPerson, openingAccounts } from '../access/hosted-store.ts';
import { type OpeningKind, openedAs } from '../access/openings-store.ts';
import { grantsJson, representedPeople } from '../access/representatives-store.ts';
import {
  isSectorShown,
  isShown,
  type OpenGateway,
  type Sharing,
  type StandingWish,
  sharingAsFunder,
  sharingAsGranted,
  sharingWith,
} from '../access/sharing.ts';
import { gatewaysJson, wishesJson } from '../access/sharing-store.ts';
import { type ActingFor, reachOf, type Viewer } from '../access/viewer.ts';
import {
  type Database,
  join,
  list,
  type Queries,
  type Sql,
  sql,
  type Transaction,
  toSend,
} from '../db/database.ts';
import { isUuid, type PersonId } from '../values/ids.ts';
import type { NhsNumber } from '../values/nhs-number.ts';
import type { Nino } from '../values/nino.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { Sector } from '../values/sector.ts';
import { isFundedBy, waysOfFinance, waysOfRelation } from './reach.ts';
import { isRestricted } from './restrictions-store.ts';

/** How a person is asked for. */
export type PersonKey =
  | { readonly nhsNumber: NhsNumber }
  | { readonly nino: Nino }
  | { readonly id: string };

/**
 * A person whom the viewer may see: only this file makes one, after asking the map of actions, so
 * that to hold one is the permission to read that person's money.
 */
export interface VisiblePerson {
  readonly id: PersonId;
  /** Ids of the identities that are theirs: what the database opens for this person. */
  readonly identities: readonly string[];
  /** Ids of the accounts in which money is held for them: opened likewise. */
  readonly accounts: readonly string[];
  /** Of who they are, what the sources tell that the viewer is shown; or what they asked by. */
  readonly nhsNumber: string | null;
  readonly surname: string | null;
  readonly givenNames: string | null;
  readonly birthDate: PlainDate | null;
  /** The earliest that a source tells. */
  readonly deathDate: PlainDate | null;
  /** Where they live, as it was sent; null for everybody but them where the record is restricted. */
  readonly postcode: string | null;
  /** Whether the record is restricted: for their safety nobody may learn where they live. */
  readonly restricted: boolean;
  /** The organisations that have told of this person’s support, of those the viewer is shown. */
  readonly sources: readonly string[];
  /** What decides which of the person's streams the viewer is shown. */
  readonly sharing: Sharing;
  /** What kind of organisation the viewer acts for; null where it is not known. */
  readonly seenBy: ActingFor | null;
  /** How the viewer has the record open; null where they did not have to open it. */
  readonly openedAs: OpeningKind | null;
}

/** Everything that sources say of who somebody is, and what decides how much of it is shown. */
export interface PersonRow {
  id: PersonId;
  opened: string[];
  accounts: string[] | null;
  /** Newest first. */
  identities: IdentityCells[];
  restricted: boolean;
  wishes: StandingWish[] | null;
  gateways: OpenGateway[] | null;
  /** The streams of each grant to a representative who reads; null is every stream. */
  grants: (string[] | null)[] | null;
  seen_by: ActingFor | null;
  opened_as: OpeningKind | null;
}

export type IdentityCells = [
  source: string,
  namespace: string,
  nhsNumber: string | null,
  surname: string | null,
  givenNames: string | null,
  birthDate: PlainDate | null,
  /** The streams of its awards, each with its sector; null where its namespace tells enough. */
  streams: [code: string, sector: Sector][] | null,
  deathDate: PlainDate | null,
  /** Whether the organisation of a viewer of finance pays for an award of it; else null. */
  isFunded: boolean | null,
  postcode: string | null,
];

/** The person, or null: not known and not allowed are the same answer. */
export async function visiblePerson(
  queries: Queries,
  viewer: Viewer,
  key: PersonKey,
  today: PlainDate,
): Promise<VisiblePerson | null> {
  const ways = waysTo(viewer, today, 'ONE');
  if (!ways || ('id' in key && !isUuid(key.id))) return null;
  const rows = await queries.together<PersonRow>(
    toSend(
      'people.open-person',
      opening(sql`select distinct asked.person_id from identity_keys asked
        where ${keyed(key)} and asked.person_id is not null and (${isAmong(ways)})`),
    ),
    toSend('people.visible-person', describe(viewer, today)),
  );
  if (rows.length !== 1) return null;
  const found = person(viewer, rows[0] as PersonRow);
  return 'nhsNumber' in key ? { ...found, nhsNumber: key.nhsNumber } : found;
}

/** No id of a person: one made by chance has its version in it. */
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/** A page of the people the viewer may see, in order of id, after the given one. */
export async function visiblePeople(
  queries: Queries,
  viewer: Viewer,
  page: { readonly after: string | null; readonly count: number },
  today: PlainDate,
): Promise<VisiblePerson[]> {
  const ways = waysTo(viewer, today, 'PAGE');
  if (!ways) return [];
  const rows = await queries.together<PersonRow>(
    toSend('people.open-people', opening(pageOf(ways, page))),
    toSend('people.visible-people', describe(viewer, today)),
  );
  return rows.map((row) => person(viewer, row));
}

/** Those of the people of these ids whom the viewer may see, in order of id. */
export async function visibleAmong(
  queries: Queries,
  viewer: Viewer,
  ids: readonly string[],
  today: PlainDate,
): Promise<VisiblePerson[]> {
  const ways = waysTo(viewer, today, 'ONE');
  if (!ways || ids.length === 0) return [];
  const rows = await queries.together<PersonRow>(
    toSend(
      'people.open-those',
      opening(sql`select distinct asked.person_id from identity_keys asked
        where asked.person_id = any(${list(ids)}::text::uuid[]) and (${isAmong(ways)})`),
    ),
    toSend('people.those-visible', describe(viewer, today)),
  );
  return rows.map((row) => person(viewer, row));
}

/**
 * Statements that see the rows of these people, which the database shows to no others. A
 * transaction in which the check has found them has them open already.
 */
export function openedFor(db: Database | Transaction, people: readonly VisiblePerson[]): Queries {
  if ('inTransaction' in db) return db;
  return db.under({
    identities: people.flatMap(({ identities }) => identities),
    accounts: people.flatMap(({ accounts }) => accounts),
  });
}

/**
 * Opens to the rest of the transaction the identities of the people whom the check has found, and
 * the accounts held for them; the database shows nobody else's.
 */
export function opening(people: Sql): Sql {
  return sql`with found as materialized (${people})
    select set_config('onepot.identities', (
        select coalesce(array_agg(own.id)::text, '{}') from found cross join lateral (
          select id from identity_keys where person_id = found.person_id offset 0) own), true),
      ${openingAccounts(sql`select held.id from found cross join lateral (
          ${accountsOfPerson(sql`found.person_id`)} offset 0) held`)}`;
}

const OPENED = sql`(select unnest(current_setting('onepot.identities')::uuid[]))`;

/**
 * The person of that id as they see themself, for the copy of all that is held that they asked for;
 * null where no source tells of them any more, and for whoever may not make one.
 */
export async function personAsThemself(
  queries: Queries,
  viewer: Viewer,
  id: string,
  today: PlainDate,
): Promise<VisiblePerson | null> {
  if (reachOf(viewer, 'export-person') !== 'everyone') return null;
  const themself: Viewer = { ...viewer, role: 'holder', organisation: null };
  const rows = await queries.together<PersonRow>(
    toSend('people.open-themself', opening(sql`select ${id}::uuid as person_id`)),
    toSend('people.person-as-themself', describe(themself, today)),
  );
  return rows[0] ? person(themself, rows[0]) : null;
}

function keyed(key: PersonKey): Sql {
  if ('nhsNumber' in key) return sql`asked.nhs_number = ${key.nhsNumber}`;
  if ('nino' in key) return sql`asked.nino = ${key.nino}`;
  return sql`asked.id = ${key.id}::uuid`;
}

/** Whether the person asked for is among those that one of the ways leads to. */
function isAmong(ways: readonly Sql[]): Sql {
  const reached = ways.map(
    (way) => sql`exists (select 1 from (${way}) way where way.person_id = asked.person_id)`,
  );
  return join(reached, ' or ');
}

/** The first ids after one, over all ways: each way gives its own first ones. */
function pageOf(
  ways: readonly Sql[],
  { after, count }: { readonly after: string | null; readonly count: number },
): Sql {
  const firstOfEach = ways.map(
    (way) => sql`(select way.person_id from (${way}) way
      where way.person_id > coalesce(${after}::uuid, ${BEFORE_ALL}::uuid)
      group by way.person_id order by way.person_id limit ${count}::int)`,
  );
  return sql`select person_id from (${join(firstOfEach, ' union all ')}) allowed
    group by person_id order by person_id limit ${count}::int`;
}

/** The ways to people in the viewer's reach, each a query of ids; null where they reach nobody. */
function waysTo(viewer: Viewer, today: PlainDate, asked: 'ONE' | 'PAGE'): Sql[] | null {
  switch (reachOf(viewer, 'read-person')) {
    case 'self':
      return viewer.nhsNumber === null
        ? null
        : [
            sql`select person_id from identity_keys where nhs_number = ${viewer.nhsNumber}
              and person_id is not null`,
          ];
    case 'related':
      return waysOfRelation(viewer, today);
    case 'represented':
      return [representedPeople(viewer.subject, today)];
    case 'funded':
      return viewer.organisation === null ? null : waysOfFinance(viewer.organisation, asked);
    default:
      return null;
  }
}

/** Namespaces whose every identity is of the sector that they are named after. */
const OF_ONE_SECTOR = /^(social-care|health|housing|employment)-/;
const SECTOR_NAMED: Readonly<Record<string, Sector>> = {
  'social-care': 'SOCIAL_CARE',
  health: 'HEALTH',
  housing: 'HOUSING',
  employment: 'EMPLOYMENT',
};

/** A landlord's tenancies are housing; their namespace is older than the names of the others. */
const TENANCY = 'tenancy';

/** Somebody's word that two numbers are one person's: told by nobody's file, and holds no name. */
const RECORDED_LINK = 'recorded-link';

/**
 * Everything that sources say of who the people are who were opened, with the gateways and the wishes by which
 * `person` picks what the viewer is shown: one statement, the same whatever is shut. The streams of
 * an identity's awards are read where its namespace does not tell, the person has said a wish of one
 * stream, or a representative reads.
 */
export function describe(viewer: Viewer, today: PlainDate): Sql {
  const isGranted = reachOf(viewer, 'read-person') === 'represented';
  const isRelated = reachOf(viewer, 'read-person') === 'related';
  const funder = reachOf(viewer, 'read-person') === 'funded' ? viewer.organisation : null;
  return sql`select page.person_id as id, told.opened, told.identities, said.wishes,
      ${gatewaysJson(today)} as gateways, ${isRestricted(sql`page.person_id`)} as restricted,
      ${isGranted ? grantsJson(sql`page.person_id`, viewer.subject, today) : sql`null::json`} as grants,
      (select kind from organisations where code = ${viewer.organisation}) as seen_by,
      (select json_agg(held.id) from (${accountsOfPerson(sql`page.person_id`)}) held) as accounts,
      ${isRelated ? openedAs(viewer, sql`page.person_id`) : sql`null::text`} as opened_as
    from (select distinct person_id from identities where id in ${OPENED}) page
    cross join lateral (
      select ${wishesJson(sql`page.person_id`, today)}::jsonb as wishes offset 0) said
    cross join lateral (
      select json_agg(i.id) as opened, json_agg(json_build_array(i.source, i.namespace, i.nhs_number, i.surname,
        i.given_names, i.birth_date,
        case when ${isGranted}::boolean or said.wishes @? '$[*] ? (@.stream != null)'
            or i.namespace !~ ${OF_ONE_SECTOR.source} then (
          select json_agg(distinct jsonb_build_array(a.stream, s.sector))
          from awards a join streams s on s.code = a.stream
          where a.identity_id = i.id and a.counts) end, i.death_date,
        ${funder === null ? sql`null::boolean` : isFundedBy(funder)}, i.postcode) order by i.ordinal desc) as identities
      from identities i where i.person_id = page.person_id) told
    order by page.person_id`;
}

/** The newest name and birth date that any source gives which the viewer is shown. */
function person(viewer: Viewer, row: PersonRow): VisiblePerson {
  const sharing = sharingFor(viewer, row);
  const shown = row.identities.filter((cells) => isIdentityShown(sharing, cells));
  const [, , , surname = null, givenNames = null] = shown.find((cells) => cells[3]) ?? [];
  return {
    id: row.id,
    identities: row.opened,
    accounts: row.accounts ?? [],
    nhsNumber: shown.find((cells) => cells[2])?.[2] ?? null,
    surname,
    givenNames,
    birthDate: shown.find((cells) => cells[5])?.[5] ?? null,
    deathDate: shown.flatMap((cells) => cells[7] ?? []).sort()[0] ?? null,
    postcode: isAddressShown(sharing, row) ? (shown.find((cells) => cells[9])?.[9] ?? null) : null,
    restricted: row.restricted,
    sources: [...new Set(shown.filter(tellsOfMoney).map(([source]) => source))].sort(),
    sharing,
    seenBy: row.seen_by,
    openedAs: row.opened_as,
  };
}

/** A restricted record tells nobody but the person themself where they live. */
function isAddressShown({ audience }: Sharing, { restricted }: PersonRow): boolean {
  return audience === 'SELF' || !restricted;
}

/** Whose caseload somebody is on says nothing of what that sender owes to tell of their money. */
export function tellsOfMoney([, namespace]: IdentityCells): boolean {
  return namespace !== 'case-allocations';
}

export function sharingFor(
  viewer: Viewer,
  { grants, seen_by, gateways, wishes }: PersonRow,
): Sharing {
  const reach = reachOf(viewer, 'read-person');
  if (reach === 'represented') return sharingAsGranted(grants ?? []);
  if (reach === 'funded') return sharingAsFunder(viewer.organisation ?? '');
  return sharingWith(audienceOf(viewer, seen_by), gateways ?? [], wishes ?? []);
}

/**
 * An identity shows where its whole sector does, or one of its awards does. One that stands for
 * awards of several sectors (a local award names no sector) shows by its awards alone. To finance
 * what its own organisation tells shows, and what tells of a line that it pays for.
 */
export function isIdentityShown(sharing: Sharing, cells: IdentityCells): boolean {
  const [source, namespace, , , , , streams, , isFunded] = cells;
  if (sharing.fundedBy !== undefined) return source === sharing.fundedBy || isFunded === true;
  if (sharing.audience === 'SELF' || namespace === RECORDED_LINK) return true;
  const sector = sectorOf(namespace);
  if (sector && isSectorShown(sharing, sector, source)) return true;
  return (streams ?? []).some(([code, of]) => isShown(sharing, { code, sector: of }, source));
}

function sectorOf(namespace: string): Sector | null {
  if (namespace === TENANCY) return 'HOUSING';
  return SECTOR_NAMED[OF_ONE_SECTOR.exec(namespace)?.[1] ?? ''] ?? null;
}
