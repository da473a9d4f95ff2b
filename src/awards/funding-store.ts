import { randomUUID } from 'node:crypto';
import { empty, list, type Queries, records, type Sql, sql } from '../db/database.ts';
import { isNhsBody, type OrganisationKind } from '../streams/stream.ts';
import type { OrganisationCode } from '../values/ids.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { decimal, toDecimal } from '../values/ratio.ts';
import {
  type DecisionKind,
  type FundingDecision,
  type FundingState,
  inOrderOfCode,
} from './share.ts';

/** A decision as it is recorded, with what the record says of it. */
export interface RecordedDecision extends FundingDecision {
  /** The person's identity under which it was recorded. */
  readonly identityId: string;
  readonly reason: string;
}

/** One decision as JSON; exact figures travel as text. */
export interface DecisionCell {
  person: string;
  identity: string;
  id: string;
  stream: string;
  from: PlainDate;
  until: PlainDate | null;
  state: FundingState;
  interimPayer: OrganisationCode | null;
  kind: DecisionKind | null;
  reason: string;
  funders: [
    code: OrganisationCode,
    percent: string,
    name: string | null,
    kind: OrganisationKind | null,
  ][];
}

/**
 * The decisions about people as one JSON value, in the order in which they were recorded, as known
 * then; null reads what stands now. What is only proposed acts on nothing and is not among them.
 */
export function decisionsJson(personIds: readonly string[], knownAt: Date | null): Sql {
  const known = knownAt
    ? sql`d.recorded_at <= ${knownAt} and (d.ended_at is null or d.ended_at > ${knownAt})`
    : sql`d.ended_at is null`;
  return sql`(select json_agg(json_build_object('person', i.person_id, 'identity', d.identity_id,
      'id', d.id, 'stream', d.stream, 'from', d.first_day, 'until', d.until_day, 'state', d.state,
      'interimPayer', d.interim_payer, 'kind', d.kind, 'reason', d.reason, 'funders', (
        select json_agg(json_build_array(s.funder, s.percent::text, o.name, o.kind))
        from funding_shares s left join organisations o on o.code = s.funder
        where s.decision_id = d.id)) order by d.recorded_at, d.first_day, d.id)
    from funding_decisions d join identities i on i.id = d.identity_id
    where i.person_id = any(${list(personIds)}::text::uuid[]) and d.state <> 'PROPOSED' and ${known})`;
}

export function decisionOf(cell: DecisionCell): RecordedDecision {
  const { id, stream, from, until, state, interimPayer, kind, identity, reason } = cell;
  const funders = cell.funders.map(([funder, percent, , kind]) => ({
    ...{ funder, percent: decimal(percent) },
    isFree: kind !== null && isNhsBody({ kind }),
  }));
  return {
    ...{ id, stream, days: { from, until }, state, interimPayer, kind, identityId: identity },
    reason,
    funders: inOrderOfCode(funders),
  };
}

/** The decisions about a person's stream that stand now, in the order in which they were recorded. */
export async function decisionsOf(
  queries: Queries,
  personId: string,
  stream: string,
): Promise<RecordedDecision[]> {
  const [row] = await queries.rows<{ decisions: DecisionCell[] | null }>(
    'awards.funding-decisions',
    sql`select ${decisionsJson([personId], null)} as decisions`,
  );
  return (row?.decisions ?? []).map(decisionOf).filter((each) => each.stream === stream);
}

export interface NewDecision extends Omit<RecordedDecision, 'id' | 'state'> {
  readonly state: FundingState | 'PROPOSED';
  /** Of one that an organisation records itself; left out of one that the operator records. */
  readonly recorded?: RecordedFor;
}

/** On what a decision is recorded, by which organisation, and the marks of its request. */
export interface RecordedFor {
  readonly evidence: string;
  readonly organisation: string;
  readonly key: string;
  readonly request: string;
}

/** Left out where none ends: a request may record decisions and end none. */
const ending = (ids: readonly string[]): Sql => sql`ended as (
  update funding_decisions d set ended_at = moment.at from moment
  where d.id = any(${list(ids)}::text::uuid[])
),`;

const NOT_FOR_ANYBODY = { evidence: null, organisation: null, key: null, request: null };

/**
 * Ends decisions and records others, at one and the same moment, so that no question about what was
 * known falls between; gives the ids of those recorded.
 */
export async function recordDecisions(
  queries: Queries,
  change: {
    readonly ended: readonly string[];
    readonly added: readonly NewDecision[];
    readonly decidedBy: string;
  },
): Promise<string[]> {
  const rows = change.added.map((each) => ({
    id: randomUUID(),
    identity_id: each.identityId,
    stream: each.stream,
    first_day: each.days.from,
    until_day: each.days.until,
    state: each.state,
    interim_payer: each.interimPayer,
    reason: each.reason,
    kind: each.kind ?? null,
    ...(each.recorded ?? NOT_FOR_ANYBODY),
    shares: each.funders.map(({ funder, percent }) => ({
      funder,
      percent: toDecimal(percent, 18),
    })),
  }));
  await queries.rows(
    'awards.record-funding-decisions',
    sql`with moment as materialized (select clock_timestamp() as at),
        ${change.ended.length === 0 ? empty : ending(change.ended)}
        said as materialized (
          select * from jsonb_to_recordset(${records(rows)}::text::jsonb) as said (id uuid,
            identity_id uuid, stream text, first_day date, until_day date, state text,
            interim_payer text, reason text, kind text, evidence text, organisation text, key text,
            request text, shares jsonb)
        ), kept as (
          insert into funding_decisions (id, identity_id, stream, first_day, until_day, state,
            interim_payer, reason, kind, evidence, organisation, key, request, decided_by,
            recorded_at)
          select id, identity_id, stream, first_day, until_day, state, interim_payer, reason, kind,
            evidence, organisation, key, request, ${change.decidedBy}, moment.at
          from said cross join moment
        )
        insert into funding_shares (decision_id, funder, percent)
        select said.id, share.funder, trim_scale(share.percent)
        from said cross join lateral jsonb_to_recordset(said.shares) as share (funder text,
          percent numeric)`,
  );
  return rows.map(({ id }) => id);
}
