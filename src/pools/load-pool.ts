import { readFile, stat } from 'node:fs/promises';
import { note } from '../audit/store.ts';
import { codeLists } from '../currencies/codes.ts';
import type { Database, Transaction } from '../db/database.ts';
import { allOrganisations, allStreams } from '../streams/store.ts';
import type { PlainDate } from '../values/plain-date.ts';
import {
  agreementsKnown,
  endAgreement,
  grantsOf,
  keepAgreement,
  keepContributions,
  keepGrants,
  keepPlans,
  keepSchemes,
} from './agreements-store.ts';
import type { FreshPool } from './fresh-pool.ts';
import type { PoolFault } from './judge-agreement.ts';
import { judgePool } from './judge-pool.ts';
import { readPoolFile } from './pool-file.ts';
import { allPools, keepPool } from './pools-store.ts';
import { keepRules, rulesKnown } from './rules-store.ts';
import { type SaidPool, saidIn } from './said-pool.ts';

export interface LoadPoolRequest {
  readonly path: string;
  readonly today: PlainDate;
  /** What the file says may be known from a day gone by, for setting a hub up. */
  readonly history: boolean;
  readonly actor: string;
  /** Judges the file and writes nothing. */
  readonly dryRun: boolean;
}

export interface LoadPoolOutcome {
  readonly status: 'LOADED' | 'ALREADY_LOADED' | 'REFUSED';
  /** Null where the file could not be read. */
  readonly pool: string | null;
  /** How much of each was new. */
  readonly added: Readonly<Record<keyof Added, number>>;
  readonly reason: string | null;
  readonly faults: readonly PoolFault[];
}

interface Added {
  readonly pools: number;
  readonly agreements: number;
  readonly ends: number;
  /** Of a year: what was first agreed, and variations. */
  readonly totals: number;
  readonly schemes: number;
  readonly plans: number;
  readonly rules: number;
  readonly grants: number;
}

const NOTHING: Added = {
  ...{ pools: 0, agreements: 0, ends: 0, totals: 0, schemes: 0, plans: 0, rules: 0, grants: 0 },
};
const WRONG = 'something in it cannot be taken, and a pool is loaded all or nothing';
/** Of text: far more than any agreement, and less than would fill the memory. */
const MOST_BYTES = 16 * 1024 * 1024;

/**
 * Loads a file about one pool and one of its agreements, all of it or nothing. What was loaded before
 * is never changed: what is new is added, and what says the same is left as it is.
 */
export async function loadPool(db: Database, request: LoadPoolRequest): Promise<LoadPoolOutcome> {
  const refused = (reason: string, pool: string | null = null, faults: PoolFault[] = []) =>
    ({ status: 'REFUSED', pool, added: NOTHING, reason, faults }) as const;
  const text = await textOfFile(request.path);
  if (text === null) return refused('the file is not there, is no file, or is above 16 MB');
  const { said: file, faults } = readPoolFile(text);
  if (!file) {
    return refused(
      WRONG,
      null,
      faults.map((each) => ({ ...each, code: 'BAD_VALUE' })),
    );
  }
  const said = saidIn(file, file.knownFrom ?? request.today);
  return db.exclusively('load pools', () =>
    db.transaction(async (tx): Promise<LoadPoolOutcome> => {
      const judged = judgePool(said, await knownTo(tx, said, request));
      if (judged.faults.length > 0) return refused(WRONG, said.pool.code, [...judged.faults]);
      const added = countsOf(judged.fresh);
      const isNew = Object.values(added).some((count) => count > 0);
      if (isNew && !request.dryRun) await keep(tx, said, judged.fresh, added, request);
      const status = isNew ? 'LOADED' : 'ALREADY_LOADED';
      return { status, pool: said.pool.code, added, reason: null, faults: [] };
    }),
  );
}

async function textOfFile(path: string): Promise<string | null> {
  const found = await stat(path).catch(() => null);
  if (!found?.isFile() || found.size > MOST_BYTES) return null;
  return readFile(path, 'utf8');
}

async function knownTo(
  tx: Transaction,
  said: SaidPool,
  { today, history }: Pick<LoadPoolRequest, 'today' | 'history'>,
) {
  const organisations = await allOrganisations(tx);
  const streams = new Set((await allStreams(tx)).map(({ code }) => code));
  const codes = await codeLists(tx);
  return {
    pools: await allPools(tx),
    agreements: await agreementsKnown(tx, today),
    rules: await rulesKnown(tx, today),
    grants: await grantsOf(tx, said.pool.code),
    isOrganisation: (code: string) => organisations.has(code),
    isStream: (code: string) => streams.has(code),
    isCurrencyScheme: (code: string) => codes.hasScheme(code),
    ...{ today, history },
  };
}

function countsOf(fresh: FreshPool): Added {
  return {
    pools: fresh.isNewPool ? 1 : 0,
    agreements: fresh.isNewAgreement ? 1 : 0,
    ends: fresh.end ? 1 : 0,
    totals: fresh.totals.length,
    schemes: fresh.schemes.length,
    plans: fresh.plans.length,
    rules: fresh.rules.length,
    grants: fresh.grants.length,
  };
}

async function keep(
  tx: Transaction,
  { pool, agreement }: SaidPool,
  fresh: FreshPool,
  added: Added,
  { actor, history, today }: LoadPoolRequest,
): Promise<void> {
  if (fresh.isNewPool) await keepPool(tx, pool);
  const { knownFrom, reference } = agreement;
  const id = fresh.isNewAgreement
    ? await keepAgreement(tx, agreement)
    : (await agreementsKnown(tx, today, pool.code)).find((each) => each.reference === reference)
        ?.id;
  if (id === undefined) throw new Error('an agreement that was judged is not there');
  for (const total of fresh.totals) {
    const { year, variation } = total;
    const own = fresh.contributions.filter(
      (each) => each.year === year && each.variation === variation,
    );
    await keepContributions(tx, id, total, own);
  }
  await keepSchemes(tx, id, pool.code, fresh.schemes);
  await keepPlans(tx, id, fresh.plans);
  await keepRules(tx, id, fresh.rules);
  await keepGrants(tx, pool.code, knownFrom, fresh.grants);
  if (fresh.end) await endAgreement(tx, id, { ...fresh.end, knownFrom });
  const event = { action: 'pool-loaded', pool: pool.code, agreement: reference } as const;
  await note(tx, actor, { ...event, added: { ...added }, history });
}
