import { list, type Queries, type Sql, sql } from '../db/database.ts';
import type {
  HeldDecision,
  HeldOptOut,
  HeldReading,
  HeldRepresentative,
  HeldRestriction,
  HeldWish,
} from './held.ts';

type Ids = readonly string[];
const uuids = (ids: Ids): Sql => sql`any(${list(ids)}::text::uuid[])`;

const RECORDED = sql`id, recorded_by as "recordedBy", recorded_at as "recordedAt",
  ended_by as "endedBy", ended_at as "endedAt"`;

export function wishesHeld(queries: Queries, ids: Ids): Promise<HeldWish[]> {
  return queries.rows<HeldWish>(
    'statements.wishes-held',
    sql`select ${RECORDED}, kind, stream, to_sector as "toSector", purpose, given_by as "givenBy",
          evidence, first_day as "firstDay", until_day as "untilDay"
        from personal_wishes where identity_id = ${uuids(ids)} order by recorded_at, id`,
  );
}

export function readingsHeld(queries: Queries, ids: Ids): Promise<HeldReading[]> {
  return queries.rows<HeldReading>(
    'statements.readings-held',
    sql`select id, language, size, format, recorded_by as "recordedBy",
          recorded_at as "recordedAt"
        from readings where identity_id = ${uuids(ids)} order by ordinal`,
  );
}

export function optOutsHeld(queries: Queries, ids: Ids): Promise<HeldOptOut[]> {
  return queries.rows<HeldOptOut>(
    'statements.opt-outs-held',
    sql`select ${RECORDED}, evidence, first_day as "firstDay"
        from opt_outs where identity_id = ${uuids(ids)} order by recorded_at, id`,
  );
}

export function restrictionsHeld(queries: Queries, ids: Ids): Promise<HeldRestriction[]> {
  return queries.rows<HeldRestriction>(
    'statements.restrictions-held',
    sql`select ${RECORDED}, reason
        from record_restrictions where identity_id = ${uuids(ids)} order by recorded_at, id`,
  );
}

export function representativesHeld(queries: Queries, ids: Ids): Promise<HeldRepresentative[]> {
  return queries.rows<HeldRepresentative>(
    'statements.representatives-held',
    sql`select ${RECORDED}, subject, name, kind, evidence, streams, first_day as "firstDay",
          until_day as "untilDay", suspended_at as "suspendedAt"
        from representatives where identity_id = ${uuids(ids)} order by recorded_at, id`,
  );
}

/** Decisions on who pays which share, those that a later one replaced too. */
export function decisionsHeld(queries: Queries, ids: Ids): Promise<HeldDecision[]> {
  return queries.rows<HeldDecision>(
    'statements.decisions-held',
    sql`select d.id, d.stream, d.first_day as "firstDay", d.until_day as "untilDay", d.state,
          d.interim_payer as "interimPayer", d.reason, d.decided_by as "decidedBy",
          d.kind, d.evidence, d.organisation,
          d.recorded_at as "recordedAt", d.ended_at as "endedAt", coalesce((
            select json_agg(json_build_array(s.funder, s.percent::text) order by s.funder)
            from funding_shares s where s.decision_id = d.id), '[]'::json) as shares
        from funding_decisions d
        where d.identity_id = ${uuids(ids)} order by d.recorded_at, d.first_day, d.id`,
  );
}
