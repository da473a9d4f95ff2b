import { list, type Queries, sql } from '../db/database.ts';
import type { Marks } from '../decisions/request.ts';
import { pence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type {
  CostPer,
  EndReason,
  NeedCost,
  Outcome,
  UnmetNeed,
  UnmetReason,
} from './unmet-need.ts';

interface NeedRow extends Omit<UnmetNeed, 'cost' | 'ended'> {
  assessed: bigint | null;
  unmet: bigint | null;
  per: CostPer | null;
  end_reason: EndReason | null;
  ended_on: PlainDate | null;
  ended_at: Date | null;
}

/** The needs of people that were recorded as unmet, ended ones too, in the order recorded. */
export async function unmetNeedsOfPeople(
  queries: Queries,
  personIds: readonly string[],
): Promise<UnmetNeed[]> {
  const rows = await queries.rows<NeedRow>(
    'plans.unmet-needs-of-people',
    sql`select n.id, i.person_id as "personId", n.outcome, n.need, n.assessed_pence as assessed,
          n.unmet_pence as unmet, n.per, n.reason, n.reason_words as "reasonWords",
          n.first_day as "from", n.recorded_at as "recordedAt",
          case when s.code is not null then json_build_object('code', s.code, 'name', s.name,
            'sector', s.sector, 'nature', s.nature) end as stream,
          json_build_object('code', o.code, 'name', o.name, 'kind', o.kind) as organisation,
          e.reason as end_reason, e.ended_on, e.recorded_at as ended_at
        from unmet_needs n join identities i on i.id = n.identity_id
        join organisations o on o.code = n.organisation
        left join streams s on s.code = n.stream
        left join unmet_need_ends e on e.need_id = n.id
        where i.person_id = any(${list(personIds)}::text::uuid[])
        order by n.ordinal`,
  );
  return rows.map(needOf);
}

function needOf({ assessed, unmet, per, end_reason, ended_on: on, ...read }: NeedRow): UnmetNeed {
  const { ended_at: at, ...row } = read;
  return {
    ...row,
    cost:
      assessed === null || unmet === null || per === null
        ? null
        : { assessed: pence(assessed), unmet: pence(unmet), per },
    ended:
      end_reason === null || on === null || at === null
        ? null
        : { reason: end_reason, on, recordedAt: at },
  };
}

export interface NewNeed extends Marks {
  readonly identityId: string;
  readonly outcome: Outcome;
  readonly need: string;
  readonly stream: string | null;
  readonly cost: NeedCost | null;
  readonly reason: UnmetReason;
  readonly reasonWords: string | null;
  readonly from: PlainDate;
  readonly organisation: string;
  readonly recordedBy: string;
}

/** Its id; null where another request kept something under the same key meanwhile. */
export async function keepNeed(queries: Queries, said: NewNeed): Promise<string | null> {
  const { cost } = said;
  const [row] = await queries.rows<{ id: string }>(
    'plans.keep-unmet-need',
    sql`insert into unmet_needs (identity_id, outcome, need, stream, assessed_pence, unmet_pence, per,
          reason, reason_words, first_day, organisation, key, request, recorded_by)
        values (${said.identityId}::uuid, ${said.outcome}, ${said.need}, ${said.stream},
          ${cost && String(cost.assessed)}::text::bigint, ${cost && String(cost.unmet)}::text::bigint,
          ${cost?.per ?? null}, ${said.reason}, ${said.reasonWords}, ${said.from}::date,
          ${said.organisation}, ${said.key}, ${said.request}, ${said.recordedBy})
        on conflict (key) do nothing returning id`,
  );
  return row?.id ?? null;
}

export interface NewEnd extends Marks {
  readonly needId: string;
  readonly identityId: string;
  readonly reason: EndReason;
  readonly on: PlainDate;
  readonly recordedBy: string;
}

/** Whether it was kept: not where the need was ended, or the key used, by another meanwhile. */
export async function keepNeedEnd(queries: Queries, said: NewEnd): Promise<boolean> {
  const rows = await queries.rows(
    'plans.keep-unmet-need-end',
    sql`insert into unmet_need_ends (need_id, identity_id, reason, ended_on, key, request, recorded_by)
        values (${said.needId}::uuid, ${said.identityId}::uuid, ${said.reason}, ${said.on}::date,
          ${said.key}, ${said.request}, ${said.recordedBy})
        on conflict do nothing returning need_id`,
  );
  return rows.length > 0;
}

/** Which need was recorded, or ended, under a key before. */
export async function needUnderKey(
  queries: Queries,
  key: string,
): Promise<{ id: string; request: string } | undefined> {
  const [row] = await queries.rows<{ id: string; request: string }>(
    'plans.unmet-need-under-key',
    sql`select id, request from unmet_need_keys where key = ${key}
        union all select id, request from unmet_need_end_keys where key = ${key}`,
  );
  return row;
}

export interface FoundNeed {
  readonly id: string;
  readonly identityId: string;
  readonly personId: string;
  readonly organisation: string;
}

/** Whose need it is, for a request that may not read yet what it says. */
export async function findNeed(queries: Queries, id: string): Promise<FoundNeed | undefined> {
  const [row] = await queries.rows<FoundNeed>(
    'plans.find-unmet-need',
    sql`select n.id, n.identity_id as "identityId", k.person_id as "personId", n.organisation
        from unmet_need_keys n join identity_keys k on k.id = n.identity_id
        where n.id = ${id}::uuid and k.person_id is not null`,
  );
  return row;
}
