import { type Queries, records, sql } from '../db/database.ts';
import type { OrganisationCode } from '../values/ids.ts';
import { type Pence, pence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { decimal, type Ratio, ratio, toDecimal } from '../values/ratio.ts';
import {
  type AccountsBasis,
  type AgreedTotal,
  type CarryKind,
  type Contribution,
  cutShort,
  type NatureOfSpend,
  type PoolAgreement,
  type PoolGrant,
  type PoolScheme,
  type RiskShareKind,
  type SchemePlan,
} from './pool.ts';

/** All that was ever said of an agreement. */
export interface AgreementRecord extends PoolAgreement {
  readonly id: string;
  /** Until when it was to run when it was signed; `days` may end before. */
  readonly signedUntil: PlainDate;
  /** In the order in which they were said. */
  readonly totals: readonly AgreedTotal[];
  readonly contributions: readonly Contribution[];
  readonly schemes: readonly PoolScheme[];
  readonly plans: readonly SchemePlan[];
}

interface AgreementRow {
  id: string;
  pool: string;
  reference: string;
  aims: string;
  functions: string;
  services: string;
  manager: string;
  first_day: PlainDate;
  until_day: PlainDate;
  ended_on: PlainDate | null;
  accounts: AccountsBasis;
  risk_share: RiskShareKind;
  carry: CarryKind;
  carry_share_n: bigint | null;
  carry_share_d: bigint | null;
  grant_passes_whole: boolean;
  known_from: PlainDate;
  partners: [OrganisationCode, n: string | null, d: string | null, most: string | null][];
  totals: [year: string, variation: string, string, PlainDate, reason: string, PlainDate][];
  contributions: [OrganisationCode, source: string, year: string, variation: string, string][];
  schemes: PoolScheme[];
  plans: [string, string, string, NatureOfSpend, string, string | null, string | null, PlainDate][];
}

const fraction = (n: bigint | string | null, d: bigint | string | null): Ratio | null =>
  n === null || d === null ? null : ratio(BigInt(n), BigInt(d));

const amountOrNull = (text: string | null): Pence | null =>
  text === null ? null : pence(BigInt(text));

function agreementOf(row: AgreementRow): AgreementRecord {
  const { id, pool, reference, aims, functions, services, manager, accounts, carry } = row;
  return {
    ...{ id, pool, reference, aims, functions, services, manager, accounts, carry },
    signedUntil: row.until_day,
    days: cutShort({ from: row.first_day, until: row.until_day }, row.ended_on),
    riskShare: row.risk_share,
    carryShare: fraction(row.carry_share_n, row.carry_share_d),
    grantPassesWhole: row.grant_passes_whole,
    knownFrom: row.known_from,
    partners: row.partners.map(([organisation, n, d, most]) => ({
      ...{ organisation, share: fraction(n, d), most: amountOrNull(most) },
    })),
    totals: row.totals.map(([year, variation, total, effectiveOn, reason, knownFrom]) => ({
      ...{ year, variation, total: pence(BigInt(total)), effectiveOn, reason, knownFrom },
    })),
    contributions: row.contributions.map(([partner, source, year, variation, amount]) => ({
      ...{ partner, source, year, variation, amount: pence(BigInt(amount)) },
    })),
    schemes: row.schemes,
    plans: row.plans.map(([scheme, year, source, nature, planned, outputs, units, knownFrom]) => ({
      ...{ scheme, year, source, nature, planned: pence(BigInt(planned)), units, knownFrom },
      outputs: outputs === null ? null : decimal(outputs),
    })),
  };
}

/** The agreements of one pool, or of every pool, as known on a day; in order of pool and first day. */
export async function agreementsKnown(
  queries: Queries,
  knownOn: PlainDate,
  pool: string | null = null,
): Promise<AgreementRecord[]> {
  const rows = await queries.rows<AgreementRow>(
    'pools.agreements-known',
    sql`select a.*,
          (select min(until_day) from pool_agreement_ends
            where agreement_id = a.id and known_from <= ${knownOn}::date) as ended_on,
          (select coalesce(json_agg(json_build_array(p.organisation, p.share_n::text,
              p.share_d::text, p.most_pence::text) order by p.organisation), '[]'::json)
            from pool_partners p where p.agreement_id = a.id) as partners,
          (select coalesce(json_agg(json_build_array(t.year, t.variation, t.total_pence::text,
              t.effective_day, t.reason, t.known_from) order by t.ordinal), '[]'::json)
            from pool_totals t
            where t.agreement_id = a.id and t.known_from <= ${knownOn}::date) as totals,
          (select coalesce(json_agg(json_build_array(c.partner, c.source, c.year, c.variation,
              c.amount_pence::text) order by t.ordinal, c.partner, c.source), '[]'::json)
            from pool_contributions c
            join pool_totals t using (agreement_id, year, variation)
            where c.agreement_id = a.id and t.known_from <= ${knownOn}::date) as contributions,
          (select coalesce(json_agg(json_build_object('code', s.code, 'name', s.name,
              'type', s.type, 'subType', s.sub_type, 'description', s.description,
              'areaOfSpend', s.area_of_spend, 'commissioner', s.commissioner,
              'provider', s.provider) order by s.code), '[]'::json)
            from pool_schemes s where s.agreement_id = a.id) as schemes,
          (select coalesce(json_agg(json_build_array(p.scheme, p.year, p.source, p.nature,
              p.planned_pence::text, p.outputs::text, p.units, p.known_from)
              order by p.scheme, p.year, p.source, p.nature, p.known_from), '[]'::json)
            from pool_scheme_plans p
            where p.agreement_id = a.id and p.known_from <= ${knownOn}::date) as plans
        from pool_agreements a
        where a.known_from <= ${knownOn}::date and (${pool}::text is null or a.pool = ${pool}::text)
        order by a.pool, a.first_day, a.reference`,
  );
  return rows.map(agreementOf);
}

/** Adds an agreement with its partners; gives its id. */
export async function keepAgreement(queries: Queries, said: PoolAgreement): Promise<string> {
  const { days, carryShare, partners, riskShare, grantPassesWhole, knownFrom, ...rest } = said;
  const row = {
    ...rest,
    ...{ first_day: days.from, until_day: days.until, risk_share: riskShare },
    ...{ carry_share_n: carryShare?.n ?? null, carry_share_d: carryShare?.d ?? null },
    ...{ grant_passes_whole: grantPassesWhole, known_from: knownFrom },
  };
  const parties = partners.map(({ organisation, share, most }) => ({
    ...{ organisation, share_n: share?.n ?? null, share_d: share?.d ?? null, most_pence: most },
  }));
  const [kept] = await queries.rows<{ id: string }>(
    'pools.keep-agreement',
    sql`with kept as (
          insert into pool_agreements (pool, reference, aims, functions, services, manager, first_day,
            until_day, accounts, risk_share, carry, carry_share_n, carry_share_d, grant_passes_whole,
            known_from)
          select pool, reference, aims, functions, services, manager, first_day, until_day, accounts,
            risk_share, carry, carry_share_n, carry_share_d, grant_passes_whole, known_from
          from jsonb_to_recordset(${records([row])}::text::jsonb) as said (pool text, reference text,
            aims text, functions text, services text, manager text, first_day date, until_day date,
            accounts text, risk_share text, carry text, carry_share_n bigint, carry_share_d bigint,
            grant_passes_whole boolean, known_from date)
          returning id),
        parties as (
          insert into pool_partners (agreement_id, organisation, share_n, share_d, most_pence)
          select kept.id, organisation, share_n, share_d, most_pence
          from kept, jsonb_to_recordset(${records(parties)}::text::jsonb) as said (organisation text,
            share_n bigint, share_d bigint, most_pence bigint))
        select id from kept`,
  );
  if (!kept) throw new Error('an agreement was not kept');
  return kept.id;
}

/** Adds what the pool of a year comes to, at first or after a variation, with who contributes what. */
export async function keepContributions(
  queries: Queries,
  agreement: string,
  { year, variation, total, effectiveOn, reason, knownFrom }: AgreedTotal,
  contributions: readonly Contribution[],
): Promise<void> {
  const rows = contributions.map(({ partner, source, amount }) => ({
    ...{ partner, source, amount_pence: amount },
  }));
  await queries.rows(
    'pools.keep-total',
    sql`insert into pool_totals (agreement_id, year, variation, total_pence, effective_day, reason,
          known_from)
        values (${agreement}::uuid, ${year}, ${variation}, ${total}::bigint, ${effectiveOn}::date,
          ${reason}, ${knownFrom}::date)`,
  );
  await queries.rows(
    'pools.keep-contributions',
    sql`insert into pool_contributions (agreement_id, year, variation, partner, source, amount_pence)
        select ${agreement}::uuid, ${year}, ${variation}, partner, source, amount_pence
        from jsonb_to_recordset(${records(rows)}::text::jsonb) as said (partner text, source text,
          amount_pence bigint)`,
  );
}

/** Adds schemes to an agreement. */
export async function keepSchemes(
  queries: Queries,
  agreement: string,
  pool: string,
  schemes: readonly PoolScheme[],
): Promise<void> {
  const rows = schemes.map(({ subType, areaOfSpend, ...scheme }) => ({
    ...{ ...scheme, sub_type: subType, area_of_spend: areaOfSpend },
  }));
  await queries.rows(
    'pools.keep-schemes',
    sql`insert into pool_schemes (agreement_id, pool, code, name, type, sub_type, description,
          area_of_spend, commissioner, provider)
        select ${agreement}::uuid, ${pool}, code, name, type, sub_type, description, area_of_spend,
          commissioner, provider
        from jsonb_to_recordset(${records(rows)}::text::jsonb) as said (code text, name text,
          type text, sub_type text, description text, area_of_spend text, commissioner text,
          provider text)`,
  );
}

/** Adds what is planned to be spent on schemes. */
export async function keepPlans(
  queries: Queries,
  agreement: string,
  plans: readonly SchemePlan[],
): Promise<void> {
  const rows = plans.map(({ planned, outputs, knownFrom, ...plan }) => ({
    ...{ ...plan, planned_pence: planned, known_from: knownFrom },
    outputs: outputs === null ? null : toDecimal(outputs, 6),
  }));
  await queries.rows(
    'pools.keep-plans',
    sql`insert into pool_scheme_plans (agreement_id, scheme, year, source, nature, known_from,
          planned_pence, outputs, units)
        select ${agreement}::uuid, scheme, year, source, nature, known_from, planned_pence, outputs,
          units
        from jsonb_to_recordset(${records(rows)}::text::jsonb) as said (scheme text, year text,
          source text, nature text, known_from date, planned_pence bigint, outputs numeric,
          units text)`,
  );
}

/** Ends an agreement before it said itself. */
export async function endAgreement(
  queries: Queries,
  agreement: string,
  end: { readonly until: PlainDate; readonly reason: string; readonly knownFrom: PlainDate },
): Promise<void> {
  await queries.rows(
    'pools.end-agreement',
    sql`insert into pool_agreement_ends (agreement_id, until_day, reason, known_from)
        values (${agreement}::uuid, ${end.until}::date, ${end.reason}, ${end.knownFrom}::date)`,
  );
}

/** The grants beside a pool, or those known on a day, in order of year and reference. */
export async function grantsOf(
  queries: Queries,
  pool: string,
  knownOn: PlainDate | null = null,
): Promise<PoolGrant[]> {
  const rows = await queries.rows<Omit<PoolGrant, 'amount'> & { amount_pence: bigint }>(
    'pools.grants',
    sql`select reference, giver, receiver, year, amount_pence, purpose from pool_grants
        where pool = ${pool} and (${knownOn}::date is null or known_from <= ${knownOn}::date)
        order by year, reference`,
  );
  return rows.map(({ amount_pence, ...grant }) => ({ ...grant, amount: pence(amount_pence) }));
}

/** Adds grants beside a pool. */
export async function keepGrants(
  queries: Queries,
  pool: string,
  knownFrom: PlainDate,
  grants: readonly PoolGrant[],
): Promise<void> {
  const rows = grants.map(({ amount, ...grant }) => ({ ...grant, amount_pence: amount }));
  await queries.rows(
    'pools.keep-grants',
    sql`insert into pool_grants (pool, reference, giver, receiver, year, amount_pence, purpose,
          known_from)
        select ${pool}, reference, giver, receiver, year, amount_pence, purpose, ${knownFrom}::date
        from jsonb_to_recordset(${records(rows)}::text::jsonb) as said (reference text, giver text,
          receiver text, year text, amount_pence bigint, purpose text)`,
  );
}
