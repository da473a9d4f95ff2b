import { createReadStream } from 'node:fs';
import { note } from '../audit/store.ts';
import type { ContractTerms } from '../currencies/contract.ts';
import { contractsOf, keepContracts, type StandingContract } from '../currencies/contract-store.ts';
import type { Database, Queries } from '../db/database.ts';
import { allOrganisations } from '../streams/store.ts';
import type { RawRow } from './adapter.ts';
import { type ContractsRead, contractLayout, contractsIn } from './contract-file.ts';
import { FileRefused, type Reject } from './delivery.ts';
import { filesOf } from './files.ts';

export interface LoadContractsRequest {
  readonly path: string;
  readonly actor: string;
  /** Judges the file and writes nothing. */
  readonly dryRun: boolean;
}

/** A contract of the file, and the version that its terms are. */
export interface LoadedContract {
  readonly code: string;
  readonly year: string;
  readonly version: number;
  readonly isNew: boolean;
}

export interface ContractsOutcome {
  /** ALREADY_LOADED: every contract of the file stands with these terms. */
  readonly status: 'LOADED' | 'ALREADY_LOADED' | 'REFUSED';
  readonly rows: number;
  /** Rows with nothing wrong; of a file that is refused none of them is taken either. */
  readonly accepted: number;
  readonly rejected: number;
  readonly reason: string | null;
  readonly contracts: readonly LoadedContract[];
  readonly rejects: readonly Reject[];
}

const WRONG_ROWS = 'a file of contracts is taken whole or not at all, and some rows are wrong';

/** Takes a file of contracts whole or not at all; other terms become another version. */
export async function loadContracts(
  db: Database,
  request: LoadContractsRequest,
): Promise<ContractsOutcome> {
  try {
    const rows = await rowsOf(request.path);
    const organisations = await allOrganisations(db);
    const read = contractsIn(rows, (code) => organisations.has(code));
    return await db.exclusively('load contracts', () => load(db, request, rows, read));
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error;
    const nothing = { rows: 0, accepted: 0, rejected: 0, contracts: [], rejects: [] };
    return { ...nothing, status: 'REFUSED', reason: error.message };
  }
}

async function rowsOf(path: string): Promise<RawRow[]> {
  await filesOf([path]);
  const rows: RawRow[] = [];
  for await (const row of contractLayout.read(createReadStream(path))) rows.push(row);
  return rows;
}

async function load(
  db: Database,
  { actor, dryRun }: LoadContractsRequest,
  rows: readonly RawRow[],
  { contracts, rejects: wrong }: ContractsRead,
): Promise<ContractsOutcome> {
  const standing = await standingIn(db, contracts);
  const rejects = [...wrong, ...faultsOfParties(contracts, standing)];
  if (rejects.length > 0) {
    const rejected = new Set(rejects.map(({ row }) => row)).size;
    const counts = { rows: rows.length, accepted: rows.length - rejected, rejected };
    return { ...counts, status: 'REFUSED', reason: WRONG_ROWS, contracts: [], rejects };
  }
  const loaded = contracts.map(({ terms }) => versionOf(terms, standing));
  const fresh = contracts.flatMap(({ terms }, index) => {
    const { isNew, version } = loaded[index] as LoadedContract;
    return isNew ? [{ ...terms, version }] : [];
  });
  if (fresh.length > 0 && !dryRun) {
    await db.transaction(async (tx) => {
      await note(tx, actor, {
        action: 'contracts-loaded',
        contracts: await keepContracts(tx, fresh),
      });
    });
  }
  return {
    status: fresh.length > 0 ? 'LOADED' : 'ALREADY_LOADED',
    rows: rows.length,
    accepted: rows.length,
    rejected: 0,
    reason: fresh.length > 0 ? null : 'these terms stand already; nothing has changed',
    contracts: loaded,
    rejects: [],
  };
}

async function standingIn(
  queries: Queries,
  contracts: ContractsRead['contracts'],
): Promise<StandingContract[]> {
  const standing: StandingContract[] = [];
  for (const year of new Set(contracts.map(({ terms }) => terms.year))) {
    standing.push(...(await contractsOf(queries, { year })));
  }
  return standing;
}

/**
 * Activity says who gave and who paid for it and names no contract, so two bodies have one contract
 * a year, and a code stays with its two bodies.
 */
function faultsOfParties(
  contracts: ContractsRead['contracts'],
  standing: readonly StandingContract[],
): Reject[] {
  const codes = new Map<string, string>();
  const parties = new Map<string, string>();
  const remember = (terms: ContractTerms) => {
    codes.set(partiesOf(terms), terms.code);
    parties.set(`${terms.code} ${terms.year}`, partiesOf(terms));
  };
  for (const each of standing) remember(each);
  return contracts.flatMap(({ row, terms }): Reject[] => {
    const code = codes.get(partiesOf(terms)) ?? terms.code;
    const between = parties.get(`${terms.code} ${terms.year}`) ?? partiesOf(terms);
    remember(terms);
    if (between !== partiesOf(terms)) {
      const reason = 'is the code of that year’s contract between two other organisations';
      return [{ row, field: 'Contract Code', code: 'OTHER_PARTIES', reason }];
    }
    if (code === terms.code) return [];
    const reason = 'is not the code of the contract that these two organisations have that year';
    return [{ row, field: 'Contract Code', code: 'SECOND_CONTRACT', reason }];
  });
}

const partiesOf = ({ commissioner, provider, year }: ContractTerms): string =>
  `${commissioner} ${provider} ${year}`;

function versionOf(terms: ContractTerms, standing: readonly StandingContract[]): LoadedContract {
  const { code, year } = terms;
  const known = standing.find((each) => each.code === code && each.year === year);
  if (!known) return { code, year, version: 1, isNew: true };
  const isNew = asText(known) !== asText(terms);
  return { code, year, version: known.version + (isNew ? 1 : 0), isNew };
}

/** All that was agreed, and nothing of how it is kept. */
function asText(terms: ContractTerms): string {
  const { code, commissioner, provider, year, form, variable, marginal, limit, source, months } =
    terms;
  const agreed = { code, commissioner, provider, year, form, limit, source };
  const ordered = {
    ...agreed,
    variable: variable && [variable.percent.n, variable.percent.d, variable.basis],
    marginal: marginal && [marginal.baseline, marginal.percent.n, marginal.percent.d],
    months: months.map(({ month, fixed, elective, other }) => [month, fixed, elective, other]),
  };
  return JSON.stringify(ordered, (_key, value) => (typeof value === 'bigint' ? `${value}` : value));
}
