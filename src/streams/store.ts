import { type Queries, records, sql } from '../db/database.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { Organisation, OrganisationKind, Stream } from './stream.ts';

export interface StreamRecord extends Stream {
  /** Whether the person may be charged for this stream at all. */
  readonly chargeable: boolean;
  readonly closedOn: PlainDate | null;
  readonly source: string;
}

interface StreamRow extends Omit<StreamRecord, 'closedOn'> {
  closed_on: PlainDate | null;
}

/** All streams, in the order in which people are shown them. */
export async function allStreams(queries: Queries): Promise<StreamRecord[]> {
  const rows = await queries.rows<StreamRow>(
    'streams.all',
    sql`select code, name, sector, nature, chargeable, closed_on, source from streams
        order by position`,
  );
  return rows.map(({ closed_on, ...row }) => ({ ...row, closedOn: closed_on }));
}

export async function keepStreams(
  queries: Queries,
  streams: readonly StreamRecord[],
): Promise<void> {
  const rows = streams.map((stream, position) => ({
    ...stream,
    closed_on: stream.closedOn,
    position,
  }));
  await queries.rows(
    'streams.keep',
    sql`insert into streams (code, name, sector, nature, chargeable, closed_on, position, source)
        select code, name, sector, nature, chargeable, closed_on, position, source
        from jsonb_to_recordset(${records(rows)}::text::jsonb) as said (code text, name text, sector text,
          nature text, chargeable boolean, closed_on date, position int, source text)
        on conflict (code) do update set name = excluded.name, sector = excluded.sector,
          nature = excluded.nature, chargeable = excluded.chargeable,
          closed_on = excluded.closed_on, position = excluded.position, source = excluded.source`,
  );
}

/** What stands where organisations do; the person themself too, whom nobody finds as one. */
export interface OrganisationRecord extends Omit<Organisation, 'kind'> {
  readonly kind: OrganisationKind | 'person';
  readonly fromDay: PlainDate | null;
  readonly untilDay: PlainDate | null;
  readonly source: string;
}

interface OrganisationRow {
  code: string;
  name: string;
  kind: OrganisationKind;
  succeeded_by: string | null;
}

const organisation = (row: OrganisationRow): Organisation => ({
  code: row.code,
  name: row.name,
  kind: row.kind,
  succeededBy: row.succeeded_by,
});

/** All of them but the person themself. */
export async function allOrganisations(queries: Queries): Promise<Map<string, Organisation>> {
  const rows = await queries.rows<OrganisationRow>(
    'streams.all-organisations',
    sql`select code, name, kind, succeeded_by from organisations where kind <> 'person'`,
  );
  return new Map(rows.map((row) => [row.code, organisation(row)]));
}

export async function findOrganisation(
  queries: Queries,
  code: string,
): Promise<Organisation | undefined> {
  const [row] = await queries.rows<OrganisationRow>(
    'streams.find-organisation',
    sql`select code, name, kind, succeeded_by from organisations
        where code = ${code} and kind <> 'person'`,
  );
  return row && organisation(row);
}

/** Adds or renews organisations from reference data; gives how many are new or have changed. */
export async function keepOrganisations(
  queries: Queries,
  organisations: readonly OrganisationRecord[],
): Promise<number> {
  const rows = organisations.map((each) => ({
    ...each,
    from_day: each.fromDay,
    until_day: each.untilDay,
    succeeded_by: each.succeededBy,
  }));
  const changed = await queries.rows(
    'streams.keep-organisations',
    sql`insert into organisations as kept (code, name, kind, from_day, until_day, succeeded_by, source)
        select code, name, kind, from_day, until_day, succeeded_by, source
        from jsonb_to_recordset(${records(rows)}::text::jsonb) as said (code text, name text, kind text,
          from_day date, until_day date, succeeded_by text, source text)
        on conflict (code) do update set name = excluded.name, kind = excluded.kind,
          from_day = excluded.from_day, until_day = excluded.until_day,
          succeeded_by = excluded.succeeded_by, source = excluded.source
        where (kept.name, kept.kind, kept.from_day, kept.until_day, kept.succeeded_by, kept.source)
          is distinct from (excluded.name, excluded.kind, excluded.from_day, excluded.until_day,
            excluded.succeeded_by, excluded.source)
        returning code`,
  );
  return changed.length;
}

/** Puts a source on the area's register; gives false when it stood there already. */
export async function expectSource(
  queries: Queries,
  source: { stream: string; adapter: string; organisation: string; fromDay: PlainDate },
): Promise<boolean> {
  const added = await queries.rows(
    'streams.expect-source',
    sql`insert into expected_sources (stream, adapter, organisation, from_day)
        values (${source.stream}, ${source.adapter}, ${source.organisation},
          ${source.fromDay}::date)
        on conflict do nothing returning stream`,
  );
  return added.length > 0;
}

/** The day a demonstration area stands still at, or null where the real day counts. */
export async function fixedDay(queries: Queries): Promise<PlainDate | null> {
  const [row] = await queries.rows<{ fixed_day: PlainDate | null }>(
    'streams.fixed-day',
    sql`select fixed_day from local_areas order by name limit 1`,
  );
  return row?.fixed_day ?? null;
}

export async function nameArea(
  queries: Queries,
  name: string,
  day: PlainDate | null,
): Promise<void> {
  await queries.rows(
    'streams.name-area',
    sql`insert into local_areas (name, fixed_day) values (${name}, ${day}::date)
        on conflict (name) do update set fixed_day = excluded.fixed_day`,
  );
}

/** Follows a code to the one that took over from it, and so on to the one in force. */
export function lastingCode(
  organisations: ReadonlyMap<string, Organisation>,
  code: string,
): string {
  const seen = new Set<string>();
  let lasting = code;
  for (let next = organisations.get(code)?.succeededBy; next && !seen.has(next); ) {
    seen.add(next);
    lasting = next;
    next = organisations.get(next)?.succeededBy;
  }
  return lasting;
}
