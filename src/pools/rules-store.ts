import { type Queries, records, sql } from '../db/database.ts';
import type { OrganisationCode } from '../values/ids.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { ratio } from '../values/ratio.ts';
import type { AttributionRule } from './pool.ts';

interface RuleRow {
  pool: string;
  scheme: string;
  stream: string;
  funder: OrganisationCode | null;
  currency_scheme: string | null;
  currency_code: string | null;
  share_n: bigint;
  share_d: bigint;
  first_day: PlainDate;
  until_day: PlainDate;
  known_from: PlainDate;
}

const ruleOf = (row: RuleRow): AttributionRule => ({
  pool: row.pool,
  scheme: row.scheme,
  stream: row.stream,
  funder: row.funder,
  currency:
    row.currency_scheme === null ? null : { scheme: row.currency_scheme, code: row.currency_code },
  share: ratio(row.share_n, row.share_d),
  days: { from: row.first_day, until: row.until_day },
  knownFrom: row.known_from,
});

/**
 * The rules of every pool as known on a day, for the days on which their agreements were in force.
 * All pools together: a narrower rule of one stands instead of a wider one of another.
 */
export async function rulesKnown(queries: Queries, knownOn: PlainDate): Promise<AttributionRule[]> {
  const rows = await queries.rows<RuleRow>(
    'pools.rules-known',
    sql`select r.pool, r.scheme, r.stream, r.funder, r.currency_scheme, r.currency_code, r.share_n,
          r.share_d, r.first_day, least(r.until_day, e.until_day) as until_day, r.known_from
        from pool_rules r
        left join lateral (select min(until_day) as until_day from pool_agreement_ends
          where agreement_id = r.agreement_id and known_from <= ${knownOn}::date) e on true
        where r.known_from <= ${knownOn}::date
          and r.first_day < least(r.until_day, coalesce(e.until_day, r.until_day))
        order by r.pool, r.stream, r.funder, r.currency_scheme, r.currency_code, r.first_day,
          r.known_from, r.scheme`,
  );
  return rows.map(ruleOf);
}

/** Adds rules of an agreement. */
export async function keepRules(
  queries: Queries,
  agreement: string,
  rules: readonly AttributionRule[],
): Promise<void> {
  const rows = rules.map(({ currency, share, days, ...rule }) => ({
    ...{ pool: rule.pool, scheme: rule.scheme, stream: rule.stream, funder: rule.funder },
    ...{ currency_scheme: currency?.scheme ?? null, currency_code: currency?.code ?? null },
    ...{ share_n: share.n, share_d: share.d, known_from: rule.knownFrom },
    ...{ first_day: days.from, until_day: days.until },
  }));
  await queries.rows(
    'pools.keep-rules',
    sql`insert into pool_rules (agreement_id, pool, scheme, stream, funder, currency_scheme,
          currency_code, share_n, share_d, first_day, until_day, known_from)
        select ${agreement}::uuid, pool, scheme, stream, funder, currency_scheme, currency_code,
          share_n, share_d, first_day, until_day, known_from
        from jsonb_to_recordset(${records(rows)}::text::jsonb) as said (pool text, scheme text,
          stream text, funder text, currency_scheme text, currency_code text, share_n bigint,
          share_d bigint, first_day date, until_day date, known_from date)`,
  );
}
