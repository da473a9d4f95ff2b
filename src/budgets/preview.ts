import { type Database, type Queries, sql, type Transaction } from '../db/database.ts';
import { FileRefused, type IngestOutcome } from '../deliveries/delivery.ts';
import { filesOf, surveyFiles } from '../deliveries/files.ts';
import {
  alreadyLoaded,
  type IngestRequest,
  markOf,
  NOTHING_LEFT,
  NOTHING_READ,
  readingContext,
} from '../deliveries/ingest.ts';
import type { LineResult, RecordedLines } from '../deliveries/record-lines.ts';
import { showDelivery } from '../deliveries/show.ts';
import { stageFiles } from '../deliveries/stage.ts';
import { findLoaded, startDelivery } from '../deliveries/store.ts';
import { type FinancialYear, financialYearOf, nextYear } from '../values/financial-year.ts';
import type { Pence } from '../values/money.ts';
import { addMonths, type PlainDate } from '../values/plain-date.ts';
import { integrateSums } from './budget.ts';
import { toldInYear } from './store.ts';

/** One person's budget of a year, before and after; all in pence, null where nothing is known. */
export interface BudgetChange {
  readonly person: string;
  readonly year: FinancialYear;
  readonly before: Pence | null;
  readonly after: Pence | null;
  /** Care given and entitlements, which are in no budget, together. */
  readonly besideBefore: Pence | null;
  readonly besideAfter: Pence | null;
}

export interface Preview extends IngestOutcome {
  readonly changes: readonly BudgetChange[];
  /** Row by row, of a format that tells of money: what would be matched, and what would wait. */
  readonly movements?: readonly LineResult[];
}

const shownLines = (shown: RecordedLines | null) =>
  shown && { lines: shown.outcome, movements: shown.results };

/** Carries the answer out of a transaction that is undone on purpose. */
class Undone extends Error {
  constructor(readonly found: Preview) {
    super('undone on purpose');
  }
}

/**
 * Does all that `ingest` does, tells which budgets it would change, and writes nothing. A file is
 * checked before it counts in anybody's care: that is individual care, so people who have opted out
 * of other uses (`people/opt-out.ts`) are listed like everybody else.
 */
export async function preview(db: Database, request: IngestRequest): Promise<Preview> {
  try {
    const context = await readingContext(db, request);
    const { adapter, sender } = request;
    const reading = adapter.open(context);
    const files = await filesOf(request.files);
    const { sha256: read, rows } = await surveyFiles(files, reading, request.progress);
    const sha256 = markOf(read, request);
    const known = await findLoaded(db, { adapter: adapter.code, sender, sha256 });
    if (known) return { ...alreadyLoaded(known), changes: [] };
    await db.transaction(async (tx) => {
      const delivery = await startDelivery(tx, {
        adapter: adapter.code,
        sender,
        basis: context.basis,
        sha256,
        receivedOn: context.receivedOn,
      });
      const { lastingCode, basis } = context;
      const load = { delivery, adapter, reading, files, rows, sender: lastingCode, basis };
      const { totals, rejects } = await stageFiles(tx, load, request.progress);
      const { accepted, rejected } = totals;
      const counts = { delivery: null, rows: totals.rows, accepted, rejected, rejects };
      if (accepted === 0) {
        throw new Undone({ ...counts, status: 'REFUSED', reason: NOTHING_LEFT, changes: [] });
      }
      const { today, actor } = request;
      const showing = { delivery, adapter, totals, sha256, sender, actor, today };
      let shown: RecordedLines | null = null;
      const changes = await changesOf(tx, delivery, today, async () => {
        shown = await showDelivery(tx, showing);
      });
      const lines = shownLines(shown);
      throw new Undone({ ...counts, status: 'LOADED', reason: null, changes, ...lines });
    });
    throw new Error('a preview is always undone');
  } catch (error) {
    if (error instanceof Undone) return error.found;
    if (!(error instanceof FileRefused)) throw error;
    return { ...NOTHING_READ, status: 'REFUSED', reason: error.message, changes: [] };
  }
}

type Amounts = { readonly budget: Pence | null; readonly beside: Pence | null };

async function changesOf(
  tx: Transaction,
  delivery: string,
  today: PlainDate,
  show: () => Promise<void>,
): Promise<BudgetChange[]> {
  const years = await yearsTouched(tx, delivery, today);
  const before = await amountsOf(tx, await peopleTouched(tx, delivery), years);
  await show();
  const after = await amountsOf(tx, await peopleTouched(tx, delivery), years);
  const none: Amounts = { budget: null, beside: null };
  return [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((key) => {
    const [was, is] = [before.get(key) ?? none, after.get(key) ?? none];
    if (was.budget === is.budget && was.beside === is.beside) return [];
    const [person, year] = key.split(' ') as [string, FinancialYear];
    return {
      person,
      year,
      before: was.budget,
      after: is.budget,
      besideBefore: was.beside,
      besideAfter: is.beside,
    };
  });
}

const PAGE = 500;

async function amountsOf(
  queries: Queries,
  people: readonly string[],
  years: readonly FinancialYear[],
): Promise<Map<string, Amounts>> {
  const found = new Map<string, Amounts>();
  for (const year of years) {
    const quiet = { today: '1900-01-01' as PlainDate, staleAfterDays: () => 0, funderName: String };
    for (let at = 0; at < people.length; at += PAGE) {
      const page = people.slice(at, at + PAGE);
      const asked = { personIds: page, year, knownAt: null };
      const { awards, decisions, sources } = await toldInYear(queries, asked, 'SUMS');
      const area = { ...sources, ...quiet, year, expected: [] };
      for (const [person, told] of awards) {
        const { total, beside } = integrateSums(area, told, new Set(), decisions.get(person));
        const besides = [beside.careGiven, beside.entitlements].filter((each) => each !== null);
        const sum = besides.reduce<bigint>((all, each) => all + each, 0n) as Pence;
        const amounts = { budget: total.awarded, beside: besides.length > 0 ? sum : null };
        found.set(`${person} ${year}`, amounts);
      }
    }
  }
  return found;
}

/** People whom the delivery describes, and those whom what it replaces was about. */
async function peopleTouched(queries: Queries, delivery: string): Promise<string[]> {
  const rows = await queries.rows<{ person_id: string }>(
    'budgets.people-touched',
    sql`select i.person_id from sightings s join identities i on i.id = s.identity_id
        where s.seen_in = ${delivery}::uuid and i.person_id is not null
        union
        select i.person_id from submissions mine
        join submissions other on other.scope = mine.scope
        join awards a on a.submission_id = other.id
        join identities i on i.id = a.identity_id
        where mine.delivery_id = ${delivery}::uuid and i.person_id is not null`,
  );
  return rows.map((row) => row.person_id).sort();
}

/** The years that the delivery's awards reach, five before today at most, to the present one. */
async function yearsTouched(
  queries: Queries,
  delivery: string,
  today: PlainDate,
): Promise<FinancialYear[]> {
  const [row] = await queries.rows<{ first: PlainDate | null; last: PlainDate | null }>(
    'budgets.days-touched',
    sql`select min(coalesce(s.period_from, a.relevant_from)) as first, max(s.as_of) as last
        from submissions s left join awards a on a.submission_id = s.id
        where s.delivery_id = ${delivery}::uuid`,
  );
  const oldest = addMonths(today, -60);
  const first = row?.first && row.first > oldest ? row.first : oldest;
  const last = row?.last && row.last > today ? row.last : today;
  const years: FinancialYear[] = [];
  const end = financialYearOf(last);
  for (let year = financialYearOf(first); year <= end; year = nextYear(year)) years.push(year);
  return years;
}
