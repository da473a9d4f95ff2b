import { randomUUID } from 'node:crypto';
import { type Queries, records, sql } from '../db/database.ts';
import type { FinancialYear } from '../values/financial-year.ts';
import { type Pence, pence } from '../values/money.ts';
import { decimal, type Ratio, toDecimal } from '../values/ratio.ts';
import type { Contract, ContractForm, ContractTerms, VariableBasis } from './contract.ts';

/** A contract with the names of its parties. */
export interface StandingContract extends Contract {
  readonly commissionerName: string;
  readonly providerName: string;
}

/** Which contracts; what is left out does not narrow them. */
export interface AskedContracts {
  readonly code?: string;
  readonly year?: FinancialYear | null;
  readonly commissioner?: string;
  readonly provider?: string;
  /** Versions recorded by this moment; null for all. */
  readonly knownAt?: Date | null;
  readonly page?: { readonly after: string | null; readonly count: number };
}

/** Keeps terms as a version of their own; gives the ids in the same order. */
export async function keepContracts(
  queries: Queries,
  contracts: readonly (ContractTerms & { readonly version: number })[],
): Promise<string[]> {
  const rows = contracts.map((each) => ({
    id: randomUUID(),
    code: each.code,
    commissioner: each.commissioner,
    provider: each.provider,
    year: each.year,
    version: each.version,
    form: each.form,
    variable_percent: exact(each.variable?.percent),
    variable_basis: each.variable?.basis ?? null,
    baseline_pence: each.marginal?.baseline ?? null,
    marginal_percent: exact(each.marginal?.percent),
    limit_pence: each.limit,
    source: each.source,
    months: each.months.map(({ month, fixed, elective, other }) => ({
      month,
      fixed_pence: fixed,
      elective_pence: elective,
      other_pence: other,
    })),
  }));
  await queries.rows(
    'currencies.keep-contracts',
    sql`with said as materialized (
          select * from jsonb_to_recordset(${records(rows)}::text::jsonb) as said (id uuid,
            code text, commissioner text, provider text, year text, version int, form text,
            variable_percent numeric, variable_basis text, baseline_pence bigint,
            marginal_percent numeric, limit_pence bigint, source text, months jsonb)
        ), kept as (
          insert into contracts (id, code, commissioner, provider, year, version, form,
            variable_percent, variable_basis, baseline_pence, marginal_percent, limit_pence, source)
          select id, code, commissioner, provider, year, version, form,
            trim_scale(variable_percent), variable_basis, baseline_pence,
            trim_scale(marginal_percent), limit_pence, source
          from said
        )
        insert into contract_months (contract_id, month, fixed_pence, elective_pence, other_pence)
        select said.id, planned.*
        from said cross join lateral jsonb_to_recordset(said.months) as planned (month int,
          fixed_pence bigint, elective_pence bigint, other_pence bigint)`,
  );
  return rows.map(({ id }) => id);
}

/** Every percentage that a contract may give fits in eighteen decimals exactly. */
const exact = (value: Ratio | undefined): string | null => (value ? toDecimal(value, 18) : null);

interface ContractRow {
  id: string;
  code: string;
  commissioner: string;
  commissioner_name: string;
  provider: string;
  provider_name: string;
  year: string;
  version: number;
  form: ContractForm;
  variable_percent: string | null;
  variable_basis: VariableBasis | null;
  baseline_pence: bigint | null;
  marginal_percent: string | null;
  limit_pence: bigint | null;
  source: string;
  recorded_at: Date;
  months: [month: number, fixed: string, elective: string, other: string][];
}

/** The version of each contract that stands, in order of id. */
export async function contractsOf(
  queries: Queries,
  { code, year, commissioner, provider, knownAt, page }: AskedContracts,
): Promise<StandingContract[]> {
  const rows = await queries.rows<ContractRow>(
    'currencies.contracts',
    sql`with standing as (
          select distinct on (code, year) * from contracts
          where (${code ?? null}::text is null or code = ${code ?? null})
            and (${year ?? null}::text is null or year = ${year ?? null})
            and (${knownAt ?? null}::timestamptz is null or recorded_at <= ${knownAt ?? null})
          order by code, year, version desc
        )
        select s.id, s.code, s.commissioner, c.name as commissioner_name, s.provider,
          p.name as provider_name, s.year, s.version, s.form, s.variable_percent,
          s.variable_basis, s.baseline_pence, s.marginal_percent, s.limit_pence, s.source,
          s.recorded_at,
          (select json_agg(json_build_array(m.month, m.fixed_pence::text, m.elective_pence::text,
            m.other_pence::text) order by m.month)
           from contract_months m where m.contract_id = s.id) as months
        from standing s
        join organisations c on c.code = s.commissioner
        join organisations p on p.code = s.provider
        where (${commissioner ?? null}::text is null or s.commissioner = ${commissioner ?? null})
          and (${provider ?? null}::text is null or s.provider = ${provider ?? null})
          and (${page?.after ?? null}::uuid is null or s.id > ${page?.after ?? null}::uuid)
        order by s.id limit ${page?.count ?? null}::int`,
  );
  return rows.map(contractOf);
}

/** The contract under which a provider gave care to a commissioner's patients in a year. */
export async function contractFor(
  queries: Queries,
  provider: string,
  commissioner: string,
  year: FinancialYear,
  knownAt: Date | null = null,
): Promise<StandingContract | undefined> {
  const [found] = await contractsOf(queries, { provider, commissioner, year, knownAt });
  return found;
}

function contractOf(row: ContractRow): StandingContract {
  return {
    id: row.id,
    code: row.code,
    commissioner: row.commissioner,
    commissionerName: row.commissioner_name,
    provider: row.provider,
    providerName: row.provider_name,
    year: row.year as FinancialYear,
    version: row.version,
    form: row.form,
    variable:
      row.variable_percent !== null && row.variable_basis !== null
        ? { percent: decimal(row.variable_percent), basis: row.variable_basis }
        : null,
    marginal:
      row.baseline_pence !== null && row.marginal_percent !== null
        ? { baseline: pence(row.baseline_pence), percent: decimal(row.marginal_percent) }
        : null,
    limit: row.limit_pence === null ? null : pence(row.limit_pence),
    source: row.source,
    recordedAt: row.recorded_at,
    months: row.months.map(([month, fixed, elective, other]) => ({
      month,
      fixed: penceOf(fixed),
      elective: penceOf(elective),
      other: penceOf(other),
    })),
  };
}

const penceOf = (text: string): Pence => pence(BigInt(text));
