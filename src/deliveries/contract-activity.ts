import { activityFromJson } from '../awards/activity-json.ts';
import type { HrgSpell } from '../currencies/activity.ts';
import { MONTHS, type ReconciledYear, reconcile } from '../currencies/contract.ts';
import { activityByMonth, type BookOf, type ContractSpell } from '../currencies/contract-spells.ts';
import type { StandingContract } from '../currencies/contract-store.ts';
import { type PriceBooks, priceBooks } from '../currencies/store.ts';
import { type Database, type Queries, records, sql } from '../db/database.ts';
import { type FinancialYear, monthOf } from '../values/financial-year.ts';
import { intersect } from '../values/period.ts';
import { addDays, type PlainDate } from '../values/plain-date.ts';
import { countedSpells } from './counted-spells-store.ts';

/**
 * Each contract's plan against the activity told, in their order: what is known now, or what was
 * known at a moment. To hold a contract is the permission to read this; no person is in it.
 */
export async function reconciliationsOf(
  db: Database,
  contracts: readonly StandingContract[],
  knownAt: Date | null,
): Promise<ReconciledYear[]> {
  const told = await toldUnder(db.under({ task: 'CONTRACTS' }), contracts, knownAt);
  const spells = told.flatMap((each) => each.spells.map(({ spell }) => spell));
  const bookOf = await booksOfSpells(db, spells, knownAt);
  return contracts.map((contract, place) => {
    const { spells, months } = told[place] as ToldUnder;
    return reconcile(contract, activityByMonth(contract, spells, months, bookOf));
  });
}

/** The spells of one contract, and the months in which its provider has told spells at all. */
interface ToldUnder {
  readonly spells: ContractSpell[];
  readonly months: ReadonlySet<number>;
}

interface SpellRow {
  place: number;
  /** Null for a contract without a spell. */
  id: string | null;
  care_key: string | null;
  activity: object | null;
  /** On the first row of each contract only. */
  periods: PeriodCells[] | null;
}

type PeriodCells = [from: PlainDate | null, until: PlainDate | null, asOf: PlainDate];

/**
 * One statement for any number of contracts. A month is told where a submission with spells of the
 * provider, whoever commissioned them, speaks of it: that of a month without any spell is nothing,
 * and that of a month still to come is not known.
 */
async function toldUnder(
  queries: Queries,
  contracts: readonly StandingContract[],
  knownAt: Date | null,
): Promise<ToldUnder[]> {
  const wanted = contracts.map(({ provider, commissioner, year }, place) => {
    return { place, provider, commissioner, year };
  });
  const rows = await queries.rows<SpellRow>(
    'deliveries.contract-spells',
    sql`with wanted as materialized (
          select * from jsonb_to_recordset(${records(wanted)}::text::jsonb)
            as said (place int, provider text, commissioner text, year text)
        ), ${countedSpells(knownAt)}, spoken as (
          select t.provider, t.year,
            json_agg(json_build_array(s.period_from, s.period_until, s.as_of)) as periods
          from (select provider, year, submission_id from told
                union select provider, year, submission_id from commissioned) t
          join submissions s on s.id = t.submission_id
          group by t.provider, t.year
        )
        select wanted.place, t.id, t.care_key, t.activity,
          case when row_number() over (partition by wanted.place) = 1 then spoken.periods end
            as periods
        from wanted
        left join spoken using (provider, year)
        left join counted t on t.provider = wanted.provider and t.funder = wanted.commissioner
          and t.year = wanted.year`,
  );
  const found = contracts.map(() => ({ spells: [] as ContractSpell[], months: new Set<number>() }));
  for (const { place, id, care_key, activity, periods } of rows) {
    const own = found[place] as (typeof found)[number];
    const { year } = contracts[place] as StandingContract;
    for (const month of monthsIn(year, periods ?? [])) own.months.add(month);
    if (id === null || activity === null) continue;
    // The sender's own name of the spell keeps its place in the order when its file comes again.
    const spell = activityFromJson(activity) as HrgSpell;
    own.spells.push({ id: `${care_key ?? ''} ${id}`, spell });
  }
  return found;
}

/** A period without an end has been told up to the day that its data speaks for. */
function monthsIn(year: FinancialYear, periods: readonly PeriodCells[]): number[] {
  return MONTHS.filter((month) =>
    periods.some(([from, until, asOf]) =>
      intersect({ from, until: until ?? addDays(asOf, 1) }, monthOf(year, month)),
    ),
  );
}

/** The books of all that the spells were grouped to: one statement for each scheme. */
export async function booksOfSpells(
  queries: Queries,
  spells: readonly HrgSpell[],
  knownAt: Date | null,
): Promise<BookOf> {
  const books = new Map<string, PriceBooks | undefined>();
  for (const scheme of new Set(spells.map((spell) => spell.scheme))) {
    const own = spells.filter((spell) => spell.scheme === scheme);
    const wanted = {
      scheme,
      codes: [...new Set(own.map((spell) => spell.code))],
      providers: [...new Set(own.map((spell) => spell.provider))],
      knownOn: knownAt && lastDayBefore(knownAt),
    };
    books.set(scheme, await priceBooks(queries, wanted));
  }
  return (spell) => books.get(spell.scheme)?.of(spell.code);
}

/** The last day that is over, in UTC, at the instant. */
function lastDayBefore(instant: Date): PlainDate {
  const lastDayTouched = new Date(instant.getTime() - 1).toISOString().slice(0, 10);
  return lastDayTouched as PlainDate;
}
