import { type Queries, records, sql } from '../db/database.ts';
import type { Purpose, PurposeRecord, StreamPurpose, UndepositableStream } from './purpose.ts';

/** Adds or renews purposes from reference data; gives how many are new or have changed. */
export async function keepPurposes(
  queries: Queries,
  purposes: readonly PurposeRecord[],
): Promise<number> {
  const rows = purposes.map((purpose, position) => ({ ...purpose, position }));
  const changed = await queries.rows(
    'streams.keep-purposes',
    sql`insert into purposes as kept (code, name, position, source)
        select code, name, position, source
        from jsonb_to_recordset(${records(rows)}::text::jsonb) as said (code text, name text,
          position int, source text)
        on conflict (code) do update set name = excluded.name, position = excluded.position,
          source = excluded.source
        where (kept.name, kept.position, kept.source)
          is distinct from (excluded.name, excluded.position, excluded.source)
        returning code`,
  );
  return changed.length;
}

/**
 * Makes these the rules of what each stream may fund; one that is not among them holds no longer.
 * Gives how many are new, have changed or are gone.
 */
export async function keepStreamPurposes(
  queries: Queries,
  rules: readonly StreamPurpose[],
): Promise<number> {
  const [row] = await queries.rows<{ changed: bigint }>(
    'streams.keep-stream-purposes',
    sql`with said as materialized (
          select stream, purpose, source
          from jsonb_to_recordset(${records(rules)}::text::jsonb) as said (stream text,
            purpose text, source text)
        ), gone as (
          delete from stream_purposes old
          where not exists (select from said
            where said.stream = old.stream and said.purpose = old.purpose)
          returning 1
        ), kept as (
          insert into stream_purposes as kept (stream, purpose, source)
          select stream, purpose, source from said
          on conflict (stream, purpose) do update set source = excluded.source
            where kept.source is distinct from excluded.source
          returning 1
        )
        select (select count(*) from gone) + (select count(*) from kept) as changed`,
  );
  return Number(row?.changed ?? 0n);
}

/** As `keepStreamPurposes`, for the streams that are never deposited. */
export async function keepUndepositableStreams(
  queries: Queries,
  streams: readonly UndepositableStream[],
): Promise<number> {
  const [row] = await queries.rows<{ changed: bigint }>(
    'streams.keep-undepositable',
    sql`with said as materialized (
          select stream, reason, source
          from jsonb_to_recordset(${records(streams)}::text::jsonb) as said (stream text,
            reason text, source text)
        ), gone as (
          delete from undepositable_streams old
          where not exists (select from said where said.stream = old.stream)
          returning 1
        ), kept as (
          insert into undepositable_streams as kept (stream, reason, source)
          select stream, reason, source from said
          on conflict (stream) do update set reason = excluded.reason, source = excluded.source
            where (kept.reason, kept.source) is distinct from (excluded.reason, excluded.source)
          returning 1
        )
        select (select count(*) from gone) + (select count(*) from kept) as changed`,
  );
  return Number(row?.changed ?? 0n);
}

/** Every purpose, in the order in which people are shown them. */
export async function allPurposes(queries: Queries): Promise<Purpose[]> {
  return queries.rows<Purpose>(
    'streams.all-purposes',
    sql`select code, name from purposes order by position`,
  );
}

/** What the money of each stream may be used for, in the order in which people are shown it. */
export async function usesOfStreams(queries: Queries): Promise<ReadonlyMap<string, Purpose[]>> {
  const rows = await queries.rows<{ stream: string; uses: Purpose[] }>(
    'streams.uses-of-streams',
    sql`select s.stream, json_agg(json_build_object('code', p.code, 'name', p.name)
          order by p.position) as uses
        from stream_purposes s join purposes p on p.code = s.purpose group by s.stream`,
  );
  return new Map(rows.map(({ stream, uses }) => [stream, uses]));
}

/** A purpose, and the codes of the streams that may fund it; undefined for a code of none. */
export async function fundersOfPurpose(
  queries: Queries,
  code: string,
): Promise<{ purpose: Purpose; streams: ReadonlySet<string> } | undefined> {
  const [row] = await queries.rows<Purpose & { streams: string[] }>(
    'streams.funders-of-purpose',
    sql`select p.code, p.name, coalesce((select json_agg(s.stream) from stream_purposes s
            where s.purpose = p.code), '[]'::json) as streams
        from purposes p where p.code = ${code}`,
  );
  return row && { purpose: { code: row.code, name: row.name }, streams: new Set(row.streams) };
}
