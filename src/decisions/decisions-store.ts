import type { DecisionKind, FundingState } from '../awards/share.ts';
import { list, type Queries, sql } from '../db/database.ts';
import type { Stream } from '../streams/stream.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { decimal } from '../values/ratio.ts';
import { replacedFrom, type ShownDecision } from './decision.ts';

interface Named {
  readonly code: string;
  readonly name: string;
}

interface DecisionRow {
  id: string;
  person_id: string;
  stream: Stream;
  kind: DecisionKind | null;
  state: FundingState | 'PROPOSED';
  shares: readonly (readonly [code: string, name: string, percent: string])[];
  interim_payer: Named | null;
  first_day: PlainDate;
  until_day: PlainDate | null;
  reason: string;
  evidence: string | null;
  organisation: Named | null;
  recorded_at: Date;
  ended_at: Date | null;
}

/** All that was ever decided about people, in the order in which it was recorded. */
export async function decisionsOfPeople(
  queries: Queries,
  personIds: readonly string[],
): Promise<ShownDecision[]> {
  const rows = await queries.rows<DecisionRow>(
    'decisions.of-people',
    sql`select d.id, i.person_id, json_build_object('code', s.code, 'name', s.name,
          'sector', s.sector, 'nature', s.nature) as stream, d.kind, d.state, d.first_day,
          d.until_day, d.reason, d.evidence, d.recorded_at, d.ended_at, (
            select json_agg(json_build_array(f.funder, coalesce(o.name, f.funder),
              f.percent::text) order by f.funder collate "C")
            from funding_shares f left join organisations o on o.code = f.funder
            where f.decision_id = d.id) as shares,
          (select json_build_object('code', code, 'name', name) from organisations
            where code = d.interim_payer) as interim_payer,
          (select json_build_object('code', code, 'name', name) from organisations
            where code = d.organisation) as organisation
        from funding_decisions d join identities i on i.id = d.identity_id
        join streams s on s.code = d.stream
        where i.person_id = any(${list(personIds)}::text::uuid[])
        order by d.recorded_at, d.first_day, d.id`,
  );
  const decisions = rows.map(decisionOf);
  return personIds.flatMap((person) => {
    const own = decisions.filter(({ personId }) => personId === person);
    const replaced = replacedFrom(own);
    return own.map((each) => ({ ...each, replacedFrom: replaced.get(each.id) ?? null }));
  });
}

function decisionOf(row: DecisionRow): ShownDecision {
  const { id, stream, kind, reason, evidence, organisation } = row;
  return {
    ...{ id, stream, kind, reason, evidence, organisation, personId: row.person_id },
    state: row.state === 'AGREED' ? 'SETTLED' : row.state,
    shares: row.shares.map(([code, name, percent]) => ({
      funder: { code, name },
      percent: decimal(percent),
    })),
    interimPayer: row.interim_payer,
    days: { from: row.first_day, until: row.until_day },
    ...{ recordedAt: row.recorded_at, endedAt: row.ended_at, replacedFrom: null },
  };
}
