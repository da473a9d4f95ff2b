import { reachOf, type Viewer } from '../access/viewer.ts';
import type { AgreedSum } from '../budgets/agreed-ahead.ts';
import { readAgreed } from '../budgets/read-agreed.ts';
import { endOf } from '../budgets/restatement-service.ts';
import { allSchemes } from '../currencies/read.ts';
import type { Queries } from '../db/database.ts';
import type { Scope } from '../db/scope.ts';
import { allOrganisations, allStreams, findOrganisation } from '../streams/store.ts';
import type { Organisation, Stream } from '../streams/stream.ts';
import { daysOf, type FinancialYear, financialYearOf, nextYear } from '../values/financial-year.ts';
import { NO_PENCE, type Pence } from '../values/money.ts';
import { intersect } from '../values/period.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { type AgreementRecord, agreementsKnown, grantsOf } from './agreements-store.ts';
import { booksOf } from './books.ts';
import { entriesOf, type ListedEntry, listEntries } from './entries-store.ts';
import { type KnownOn, plansTold, promisedOn, spentSince, type ToldPlan } from './months-store.ts';
import { plansOf } from './planned.ts';
import type { AttributionRule, Pool, PoolGrant } from './pool.ts';
import { type PoolFigures, type PoolYear, poolYear } from './pool-year.ts';
import { allPools } from './pools-store.ts';
import { rulesKnown } from './rules-store.ts';

/** A pool that the viewer may read, with its agreements in order of their first days. */
export interface ReadPool {
  readonly pool: Pool;
  readonly hostName: string;
  readonly agreements: readonly AgreementRecord[];
}

/** A year of a pool, with what stands beside it. */
export interface ReadPoolYear extends PoolYear {
  /** Names of its schemes by their codes, those of a plan that was sent too. */
  readonly schemeNames: ReadonlyMap<string, string>;
  /** Whether a plan that the host sent stands in place of what the agreement planned. */
  readonly isPlanSent: boolean;
  readonly grants: readonly PoolGrant[];
  readonly organisations: ReadonlyMap<string, Organisation>;
  readonly streams: ReadonlyMap<string, Stream>;
}

/** Under this the sums of months are seen, of everybody together; under no other. */
const POOLING = { task: 'POOLING' } as const;

/**
 * A pool by its code, for the finance role of its host and of its partners; null for everybody else,
 * and where there is none.
 */
export async function readPool(
  queries: Queries,
  viewer: Viewer,
  code: string,
  today: PlainDate,
): Promise<ReadPool | null> {
  const { organisation } = viewer;
  if (reachOf(viewer, 'read-pool') !== 'funded' || organisation === null) return null;
  const pool = (await allPools(queries)).find((each) => each.code === code);
  if (!pool) return null;
  const agreements = await agreementsKnown(queries, today, code);
  if (!isPartyTo({ pool, agreements }, organisation)) return null;
  const host = await findOrganisation(queries, pool.host);
  return { pool, agreements, hostName: host?.name ?? pool.host };
}

const isPartyTo = (
  { pool, agreements }: Pick<ReadPool, 'pool' | 'agreements'>,
  organisation: string,
): boolean =>
  pool.host === organisation ||
  agreements.some(({ partners }) => partners.some((each) => each.organisation === organisation));

/** What was recorded of a pool in a year of which the viewer is party to an agreement; else nothing. */
export async function readPoolEntries(
  queries: Queries,
  viewer: Viewer,
  read: ReadPool,
  { year, ...page }: { year: FinancialYear; first: number; after: string | null },
): Promise<ListedEntry[]> {
  const ofYear = {
    ...read,
    agreements: read.agreements.filter(({ days }) => intersect(days, daysOf(year)) !== null),
  };
  if (!isPartyTo(ofYear, viewer.organisation ?? '')) return [];
  return listEntries(queries, { pool: read.pool.code, year }, page);
}

export interface AskedPoolYear {
  readonly year: FinancialYear;
  readonly today: PlainDate;
  /** A day that has passed, up to which it is counted, and when it was known; left out for today. */
  readonly past?: Past;
}

export interface Past {
  readonly day: PlainDate;
  /** Null counts all that is known now. */
  readonly knownOn: KnownOn;
}

/** Serves statements that see sums of everybody, and those that see whom they are worked out from. */
export interface PoolDatabase {
  under(scope: Scope): Queries;
}

/**
 * The account of a pool for a year, exact; null where no agreement has a day of it, or none to which
 * the viewer is party. What earlier years left in the pool is worked out from the first on.
 */
export async function readPoolYear(
  db: PoolDatabase,
  viewer: Viewer,
  read: ReadPool,
  asked: AskedPoolYear,
): Promise<ReadPoolYear | null> {
  const { year, today, past } = asked;
  const queries = db.under(POOLING);
  const knownOn = past?.knownOn ?? null;
  const agreements =
    knownOn === null ? read.agreements : await agreementsKnown(queries, knownOn, read.pool.code);
  const ofYear = {
    ...{ pool: read.pool, hostName: read.hostName },
    agreements: agreements.filter(({ days }) => intersect(days, daysOf(year)) !== null),
  };
  if (ofYear.agreements.length === 0) return null;
  if (!isPartyTo(ofYear, viewer.organisation ?? '')) return null;
  const told = await plansTold(queries, read.pool.code, knownOn);
  const figures = await figuresOf(db, { ...read, agreements }, asked);
  const found = throughYears(figures, told, asked);
  if (!found) return null;
  const grants = await grantsOf(queries, read.pool.code, knownOn ?? today);
  return {
    ...found,
    schemeNames: namesOf(ofYear.agreements, told, year),
    isPlanSent: told.some((plan) => plan.year === year),
    grants: grants.filter((grant) => grant.year === year),
    organisations: await allOrganisations(queries),
    streams: new Map((await allStreams(queries)).map((stream) => [stream.code, stream])),
  };
}

type Figures = Omit<PoolFigures, 'plans'>;

async function figuresOf(
  db: PoolDatabase,
  read: ReadPool,
  { year, today, past }: AskedPoolYear,
): Promise<Figures> {
  const queries = db.under(POOLING);
  const knownOn = past?.knownOn ?? null;
  const rules = await rulesKnown(queries, knownOn ?? today);
  const first = (read.agreements[0] as AgreementRecord).days.from;
  return {
    ...{ pool: read.pool, agreements: read.agreements, rules },
    spent: await spentSince(queries, first, knownOn),
    promised: await promisedOn(queries, past ?? null),
    agreed: await agreedFor(db, rules, {
      pool: read.pool.code,
      year,
      day: past?.day ?? today,
      knownOn,
    }),
    books: booksOf(await entriesOf(queries, read.pool.code, knownOn)),
    clinical: new Set(
      (await allSchemes(queries)).filter(({ clinical }) => clinical).map(({ code }) => code),
    ),
  };
}

/** Of the streams that draw on the pool; CARE_GIVEN and ENTITLEMENT are agreed with nobody. */
async function agreedFor(
  db: PoolDatabase,
  rules: readonly AttributionRule[],
  asked: { pool: string; year: FinancialYear; day: PlainDate; knownOn: KnownOn },
): Promise<AgreedSum[]> {
  const { pool, year, day, knownOn } = asked;
  if (day >= daysOf(year).until) return [];
  const drawing = new Set(rules.filter((rule) => rule.pool === pool).map(({ stream }) => stream));
  const streams = (await allStreams(db.under(POOLING)))
    .filter(({ code, nature }) => nature === 'BUDGET' && drawing.has(code))
    .map(({ code }) => code);
  const knownAt = knownOn === null ? null : endOf(knownOn);
  return readAgreed(db, { year, today: day, knownAt, streams });
}

/** Each year begins with what the one before kept in the pool. */
function throughYears(
  figures: Figures,
  told: readonly ToldPlan[],
  { year, today, past }: AskedPoolYear,
): PoolYear | null {
  const knownOn = past?.knownOn ?? today;
  const looked = { day: past?.day ?? today, knownOn };
  const first = financialYearOf((figures.agreements[0] as AgreementRecord).days.from);
  let brought: Pence = NO_PENCE;
  for (let each = first; ; each = nextYear(each)) {
    const plans = plansOf(figures.agreements, told, each);
    if (each === year) return poolYear({ ...figures, plans }, each, looked, brought);
    const earlier = poolYear({ ...figures, plans, agreed: [] }, each, looked, brought);
    brought = earlier?.carriedOver?.kept ?? NO_PENCE;
  }
}

function namesOf(
  agreements: readonly AgreementRecord[],
  told: readonly ToldPlan[],
  year: FinancialYear,
): Map<string, string> {
  return new Map([
    ...told.filter((plan) => plan.year === year).map(({ scheme, name }) => [scheme, name] as const),
    ...agreements.flatMap(({ schemes }) => schemes.map(({ code, name }) => [code, name] as const)),
  ]);
}
