import { type Sql, sql } from '../db/database.ts';
import { RECORDED_BY_HAND } from '../decisions/recorded-award.ts';
import type { Stream } from '../streams/stream.ts';
import { daysOf, type FinancialYear } from '../values/financial-year.ts';
import {
  type ExpectedSource,
  oldestThatSpeaks,
  type SourceSpeaks,
  senderKey,
} from './freshness.ts';

/** The end of what was known; null reads what is known now. */
export type KnownAt = Date | null;

export interface SourcesCell {
  streams: Stream[];
  speaking: SourceSpeaks[] | null;
  expected: ExpectedSource[] | null;
}

export interface SourcesInYear {
  readonly streams: readonly Stream[];
  /** By `senderKey`. */
  readonly speaking: ReadonlyMap<string, SourceSpeaks>;
  readonly expected: readonly ExpectedSource[];
}

/** As one JSON value: the streams, and which sources speak for the year or are expected to. */
export function sourcesIn(year: FinancialYear, knownAt: KnownAt): Sql {
  const { from, until } = daysOf(year);
  const standing = knownAt
    ? sql`loaded_at <= ${knownAt} and (withdrawn_at is null or withdrawn_at > ${knownAt})`
    : sql`status = 'LOADED'`;
  return sql`(
    with speaking as (
      select adapter, sender, as_of, speaks_from, streams from deliveries
      where ${standing} and adapter <> ${RECORDED_BY_HAND} and basis <> 'commissioning'
        and as_of >= ${oldestThatSpeaks(year)}::date
        and (speaks_from is null or speaks_from < ${until}::date)
        and (speaks_until is null or speaks_until > ${from}::date)
    )
    select json_build_object(
      'streams', (
        select json_agg(json_build_object('code', code, 'name', name, 'sector', sector,
          'nature', nature) order by position) from streams),
      'speaking', (
        select json_agg(json_build_object('adapter', adapter, 'sender', sender, 'asOf', as_of,
          'knownFrom', known_from)) from (
            select adapter, sender, max(as_of) as as_of,
              case when bool_and(speaks_from is not null) then min(speaks_from) end as known_from
            from speaking group by adapter, sender) by_sender),
      'expected', (
        select json_agg(json_build_object('stream', e.stream, 'adapter', e.adapter,
          'organisation', e.organisation, 'organisationName', coalesce(o.name, e.organisation),
          'isCouncil', coalesce(o.kind = 'council', false), 'delivered', exists (
            select 1 from speaking s where s.adapter = e.adapter and s.sender = e.organisation
              and jsonb_exists(s.streams, e.stream))) order by e.stream, e.organisation)
        from expected_sources e
        left join lateral (
          select name, kind from organisations where code = e.organisation offset 0) o on true
        where e.from_day < ${until}::date and (e.until_day is null or e.until_day > ${from}::date)
      )))`;
}

export function sourcesOf(cell: SourcesCell | null): SourcesInYear {
  return {
    streams: cell?.streams ?? [],
    speaking: new Map(cell?.speaking?.map((each) => [senderKey(each), each])),
    expected: cell?.expected ?? [],
  };
}
